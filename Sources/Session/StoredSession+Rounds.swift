import ActionSpec
import Planner
import Raster
public import Scene

/// What came of an instruction to a session.
public struct Outcome: Sendable {
    /// The round that was made; nil where the instruction only went to another.
    public let round: LoggedRound?
    /// In sentences, what was done.
    public let told: [String]
    /// The scene before and after.
    public let before: Scene
    public let after: Scene
    /// How long each stage took.
    public let timings: Timings
    /// The files that the round's EXTRACT steps ask for.
    public var cutouts: [Cutout] = []

    /// What a person should know of it.
    public var notes: [String] { round?.notes ?? [] }

    /// As `i2e edit --json` prints it, with the number of the round.
    public func report() -> Report {
        Report(
            round?.plan ?? Plan(reasoning: told), before: before, after: after, notes: notes, timings: timings,
            round: round?.number)
    }
}

extension StoredSession {
    /// Plans an instruction for the scene as it is and carries it out as a new round; "undo that" goes back instead.
    ///
    /// - Parameters:
    ///   - steps: how many rounds to make of it; what came of the last of them is returned.
    ///   - masks: other masks for layers, before anything is done: as large as the picture, white is the layer.
    /// - Throws: what planning throws, and `SessionError`; nothing has changed then, but for the steps before.
    @discardableResult
    public func say(_ instruction: String, inSteps steps: Int? = nil, masks: [LayerMask] = []) throws -> Outcome {
        if let steps { return try makeRounds(steps, of: instruction, masks: masks) }
        if masks.isEmpty, let request = HistoryRequest(instruction) { return try carryOut(request) }
        return try makeRound(masks: masks) { session in
            var plan: Plan
            if let ellipsis = Ellipsis(instruction), let done = try roundToGoOnFrom() {
                plan = try session.plan(ellipsis, saying: instruction, after: done)
            } else {
                let full = try inFull(instruction, names: session.scene.layers.map(\.name))
                plan = try session.plan(full ?? Ellipsis.completed(instruction))
                plan.instruction = instruction
                if let full { plan.reasoning.insert("'\(instruction)' goes on: \(full)", at: 0) }
            }
            return LoggedRound.Content(instruction: instruction, plan: plan)
        }
    }

    /// As many rounds as there are to be steps, each with an instruction of its own.
    private func makeRounds(_ count: Int, of instruction: String, masks: [LayerMask]) throws -> Outcome {
        var whole: Plan?
        var outcome: Outcome?
        for index in 0..<count {
            outcome = try makeRound(masks: index == 0 ? masks : []) { session in
                if index == 0 { whole = try session.plan(Ellipsis.completed(instruction)).cut(into: count) }
                let plan = whole!.part(index)
                session.asked = plan.actions
                return LoggedRound.Content(instruction: plan.instruction, plan: plan)
            }
        }
        return outcome!
    }

    /// "Now the other one" with what the last round in force that says so did to one thing; nil for anything else.
    private func inFull(_ instruction: String, names: [String]) throws -> String? {
        guard let another = Another(instruction, names: names) else { return nil }
        return try file.read { db in
            for number in try db.path(to: db.sessionState().head).reversed() {
                guard let said = try db.round(number)?.instruction else { continue }
                if Ellipsis(said) == nil, Another(said, names: names) == nil {
                    return another.completed(after: said, names: names)
                }
            }
            return nil
        }
    }

    /// The last round in force that says what to do, and what it did but for what physics added: what "a bit more" is more of.
    private func roundToGoOnFrom() throws -> (title: String, actions: [Action])? {
        try file.read { db in
            for number in try db.path(to: db.sessionState().head).reversed() {
                guard let round = try db.round(number), let instruction = round.instruction,
                    Ellipsis(instruction) == nil
                else { continue }
                let actions = round.plan.actions.enumerated().filter { !round.content.added.contains($0.offset) }
                return (instruction, actions.map(\.element))
            }
            return nil
        }
    }

    /// Carries out a script as one new round.
    ///
    /// - Parameters:
    ///   - text: YAML or JSON.
    ///   - name: what errors call it.
    /// - Throws: `ActionSpecError` and `PlannerError` with the place in the script, and `SessionError`.
    @discardableResult
    public func run(script text: String, name: String) throws -> Outcome {
        let script = try Script(text: text, file: name)
        return try makeRound { session in
            LoggedRound.Content(script: text, plan: try session.plan(script))
        }
    }

    /// Plans and writes a round; where another process was quicker, plans anew after its round.
    private func makeRound(
        masks: [LayerMask] = [], _ plan: (EditingSession) throws -> LoggedRound.Content
    ) throws -> Outcome {
        for _ in 0..<5 {
            let opened = try current()
            if let outcome = try attempt(opened, masks, plan) { return outcome }
        }
        throw SessionError.contendedSession(path: path)
    }

    private func attempt(
        _ start: Opened, _ masks: [LayerMask], _ plan: (EditingSession) throws -> LoggedRound.Content
    ) throws -> Outcome? {
        var opened = start
        var decomposition: Decomposition?
        if !masks.isEmpty {
            decomposition = try remasked(start, masks)
            opened.session = try replayed(start, on: decomposition!)
        }
        let session = opened.session
        session.timings = Timings()
        let before = session.scene
        var content = try plan(session)
        content.added = Self.added(to: session.asked, in: content.plan.actions)
        let (after, files) = try session.insertions.files(askedForBy: { [plan = content.plan] in
            try session.preview(plan)
        })
        content.describe(before: before, after: after)
        content.notes = session.doubts(about: content.plan, before, after)
        content.timings = session.timings.seconds
        content.models = session.modelsUsed(for: content.plan)
        options.progress("saving")
        guard
            let state = try file.append(content, decomposition: decomposition, pictures: files, to: start.state)
        else { return nil }
        session.resume(content.plan, leadingTo: after)
        opened.numbers.append(state.last)
        opened.state = state
        if decomposition != nil { opened.decomposition = try file.read { try $0.decomposition(on: [state.last]) } }
        keep(opened)
        return Outcome(
            round: try file.read { try $0.round(state.last) }, told: content.plan.reasoning, before: before,
            after: after,
            timings: session.timings, cutouts: try session.cutouts())
    }
}

extension StoredSession {
    /// Which of `actions` physics put among those `asked` for, or in their place.
    static func added(to asked: [Action], in actions: [Action]) -> [Int] {
        zip(actions.indices, actions.origins(in: asked)).filter { $1 == nil }.map(\.0)
    }
}

extension [Action] {
    /// For each action the index of the one `asked` for that it is, in order; nil for what physics put among them, or in their place.
    func origins(in asked: [Action]) -> [Int?] {
        var next = 0
        return map { action in
            let match = asked[next...].firstIndex { $0.kind == action.kind && $0.target == action.target }
            if let match { next = match + 1 }
            return match
        }
    }
}

extension LoggedRound.Content {
    /// Takes down what the targets were called and where every layer that changed its place stood and stands.
    mutating func describe(before: Scene, after: Scene) {
        for target in plan.actions.compactMap(\.target) {
            names[target] = (before.layer(target) ?? after.layer(target))?.name
        }
        let ids = before.layers.map(\.id) + after.layers.map(\.id).filter { before.layer($0) == nil }
        changes = ids.compactMap { id in
            let change = LoggedRound.Change(layer: id, before: before.layer(id)?.extent, after: after.layer(id)?.extent)
            return change.before == change.after ? nil : change
        }
    }
}

extension EditingSession {
    fileprivate func modelsUsed(for plan: Plan) -> [String] {
        switch options.reader {
        case .grammar, .auto(nil): []
        case .languageModel(let model), .auto(let model?):
            plan.reasoning.contains { $0.hasSuffix("planned it.") } ? [model.settings.name ?? "language model"] : []
        }
    }
}
