public import ActionSpec
import Compositor
import Physics
public import Planner
import Raster
public import Scene

extension EditingSession {
    /// What `instruction` would do to the scene as it is, falls included; nothing changes.
    ///
    /// - Throws: `PlannerError` when nothing or several things match, `PhysicsError` when physics refuses.
    public func plan(_ instruction: String) throws -> Plan { try plan(instruction, from: options.from) }

    /// The same in so many steps, each with an instruction of its own.
    ///
    /// - Throws: `PlannerError.fewerSteps` where it asks for less.
    public func plan(_ instruction: String, inSteps count: Int) throws -> Plan {
        var plan = try plan(instruction).cut(into: count)
        plan.reasoning += plan.stepSentences
        return plan
    }

    /// The same with things taken from another picture.
    func plan(_ instruction: String, from other: String?) throws -> Plan {
        options.progress("planning")
        let recent = rounds.last?.plan.actions.compactMap(\.target).filter { scene.layer($0) != nil } ?? []
        let past = zip([opened] + rounds.dropLast().map(\.scene), rounds).map {
            PastRound(scene: $0, actions: $1.plan.actions)
        }
        return try timings.measure("plan") {
            try settled(
                planner(takingFrom: other).plan(
                    instruction, for: scene, recent: recent, past: past, view: view(of:), progress: options.progress))
        }
    }

    /// What a script would do to the scene as it is.
    ///
    /// - Throws: `PlannerError` with the place in the file, `PhysicsError`.
    public func plan(_ script: Script) throws -> Plan {
        try timings.measure("plan") { try settled(planner(takingFrom: nil).resolve(script, for: scene)) }
    }

    private func planner(takingFrom other: String?) -> Planner {
        var generator: Planner.Generator?
        if let service = options.generator {
            let usesDetector = options.usesDetector
            generator = { try service.cutout(of: $0, usesDetector: usesDetector) }
        }
        var words: Planner.Lettering?
        if let tesseract = Tesseract.installed {
            words = { [scene, opened, lettering] id in
                guard let layer = scene.layer(id) else { return "" }
                return try lettering.words(on: layer, isInPicture: opened.layer(id) != nil, by: tesseract)
            }
        }
        return Planner(
            pictureSize: { [insertions] file in try insertions.picture(file).size }, assets: options.assets,
            reader: options.reader, generator: generator,
            otherScene: { [others] in try others.scene($0) }, from: other, lettering: words)
    }

    /// The picture as it is, small, with `layers` in numbered boxes.
    private func view(of layers: [LayerID]) throws -> [UInt8]? {
        let shown = compositor.render(scene)
        let size = shown.size.fitted(within: 768)
        return try Overlay.numbered(layers, in: scene, over: shown, size: size).encodedPNG(keepsAlpha: false)
    }

    /// The plan with what physics makes of it and what puts right what would not be as asked.
    package func settled(_ plan: Plan) throws -> Plan {
        asked = plan.actions
        let settlement = try Physics().settle(plan.actions, in: scene, policy: options.physics)
        var plan = plan
        plan.steps = plan.steps(afterwards: settlement.actions.origins(in: plan.actions))
        plan.actions = settlement.actions
        plan.reasoning += settlement.reasons
        let reached = try preview(plan)
        let corrections = SelfCheck(plan, scene, reached).corrections
        asked += corrections.map(\.action)
        let mended = try Physics().settle(corrections.map(\.action), in: reached, policy: options.physics)
        plan.steps = plan.steps(afterwards: plan.actions.indices.map { $0 } + mended.actions.map { _ in nil })
        plan.actions += mended.actions
        plan.reasoning += corrections.map(\.reason) + mended.reasons
        return plan
    }

    /// The scene that `plan` leads to; the session stays as it is.
    public func preview(_ plan: Plan) throws -> Scene {
        var scene = scene
        for action in plan.actions { try apply(action, to: &scene) }
        try scene.validate()
        return scene
    }

    /// Carries out one action, with the pictures that it asks for.
    func apply(_ action: Action, to scene: inout Scene) throws {
        try others.provide(for: action)
        try scene.apply(action) { try self.insertions.picture($0).image }
    }

    /// Carries out a plan as a new round, all of it or, where it throws, nothing.
    public func apply(_ plan: Plan) throws {
        let scene = try timings.measure("apply") { try preview(plan) }
        append(Round(plan: plan, scene: scene))
    }

    /// Plans and carries out one instruction.
    ///
    /// - Parameter steps: how many steps to cut the plan into.
    @discardableResult
    public func edit(_ instruction: String, inSteps steps: Int? = nil) throws -> Plan {
        let plan = try steps.map { try self.plan(instruction, inSteps: $0) } ?? self.plan(instruction)
        try apply(plan)
        return plan
    }

    /// Resolves and carries out a script.
    @discardableResult
    public func run(_ script: Script) throws -> Plan {
        let plan = try plan(script)
        try apply(plan)
        return plan
    }
}
