import ActionSpec
import Raster
import Scene

/// Turns intents into actions one after the other, on a stage that keeps up with them.
struct Resolver {
    var stage: Stage
    /// As it was when the first step began.
    private let opening: Stage
    var plan = Plan()
    let pictureSize: Planner.PictureSize
    let otherScene: Planner.OtherScene?
    private var usedIDs: Set<LayerID>
    /// What else the clause at hand acts on: "the ball" in "move the book and the ball".
    var siblings: [ReferringExpression] = []
    /// All that the clause at hand acts on.
    private(set) var targets: Set<LayerID> = []
    /// What the layers of the step at hand are called, by the phrase that points at them.
    private var names: [String: [String]] = [:]
    /// Of the actions of the step at hand.
    private var reasons: [String] = []
    /// The clause the last targets came from; targets of one clause are one group for "them".
    private var lastClause: String?

    init(
        _ scene: Scene, recent: [LayerID], after deeds: [Deed] = [], pictureSize: @escaping Planner.PictureSize,
        otherScene: Planner.OtherScene?, lettering: Planner.Lettering?
    ) {
        stage = Stage(scene, after: deeds)
        stage.lettering = lettering
        stage.lastTargets = recent.filter { scene.layer($0) != nil }
        stage.mentioned = stage.lastTargets
        opening = stage
        usedIDs = Set(scene.layers.map(\.id))
        self.pictureSize = pictureSize
        self.otherScene = otherScene
    }

    /// Resolves an intent as a step of its own.
    mutating func take(_ intent: Intent) throws {
        try step(clause: intent.text) { resolver in
            try resolver.resolve(intent)
            return intent.sentence { resolver.words(for: $0) }
        }
    }

    /// Makes a step of what `body` performs, which returns its instruction; nil for the reasons it gives.
    mutating func step(clause: String, _ body: (inout Resolver) throws -> String?) rethrows {
        names = [:]
        reasons = []
        let start = plan.actions.count
        let instruction = try body(&self) ?? reasons.joined(separator: " ")
        guard plan.actions.count > start else { return }
        plan.steps.append(Plan.Step(instruction, actions: start..<plan.actions.count, clause: clause))
    }

    /// The phrase, or where it needs what was said before, what it points at: "the cup" for "it", "the second mug from the left".
    private func words(for phrase: ReferringExpression) -> String {
        guard phrase.needsContext, let names = names[phrase.text] else {
            guard !phrase.exceptions.isEmpty, !phrase.text.contains("except") else { return phrase.text }
            return "\(phrase.text) except \(phrase.exceptions.map { words(for: $0) }.joined(separator: " and "))"
        }
        let all = names.uniqued()
        return all.count < 2 ? all.joined() : all.dropLast().joined(separator: ", ") + " and " + all.last!
    }

    mutating func resolve(_ intent: Intent) throws {
        if case .insert(let insert) = intent.change {
            return remember(try self.insert(insert), clause: intent.text)
        }
        if intent.target == nil, case .retouch(let adjustment) = intent.change {
            return retouch(nil, adjustment)
        }
        if case .viewpoint(let move) = intent.change { return try self.move(camera: move, saidAs: intent.text) }
        if case .background(let backdrop) = intent.change { return try change(backdrop, saidAs: intent.text) }
        guard let target = intent.target else { preconditionFailure("Ability refuses what is done to a whole picture") }
        if intent.isExchange { return try exchange(target, clause: intent.text) }
        try each(target, clause: intent.text) { resolver, thing in
            try resolver.apply(intent.change, to: thing, saidAs: target.text)
        }
    }

    /// The two that a phrase points at come to stand where the other stood.
    private mutating func exchange(_ target: ReferringExpression, clause: String) throws {
        let pair = try ground(target).map(\.layer)
        let candidates = pair.compactMap { stage[$0] }.map {
            PlannerError.Candidate(id: $0.id, description: stage.describe($0))
        }
        let phrase = target.text.withoutArticle
        guard pair.count > 1 else { throw PlannerError.tooFew(phrase: phrase, wanted: 2, candidates: candidates) }
        guard pair.count == 2 else { throw PlannerError.ambiguous(phrase: phrase, candidates: candidates) }
        try each(target, clause: clause) { resolver, thing in
            var other = target
            other.layer = pair.first { $0 != thing.id }
            other.text = resolver.stage[other.layer!].map { resolver.stage.definiteName(of: $0) } ?? target.text
            let former: Former = thing.id == pair[0] ? .now : .last
            try resolver.apply(.move(.to(.formerPlace(other, former))), to: thing, saidAs: target.text)
        }
    }

    /// Does something to every layer that a phrase points at.
    mutating func each(
        _ target: ReferringExpression, clause: String, _ body: (inout Resolver, Thing) throws -> Void
    ) throws {
        let groundings = try ground(target)
        for grounding in groundings { note(grounding) }
        targets = Set(groundings.map(\.layer))
        for sibling in siblings {
            targets.formUnion((try? Grounder(stage: stage).ground(sibling).map(\.layer)) ?? [])
        }
        for grounding in groundings {
            guard let thing = stage[grounding.layer] else { continue }
            try body(&self, thing)
        }
        remember(groundings.map(\.layer), clause: clause)
    }

    private mutating func apply(_ change: Intent.Change, to thing: Thing, saidAs phrase: String) throws {
        switch change {
        case .remove: perform(.remove(thing.id), "Remove the \(thing.name).")
        case .fall: fall(thing)
        case .move(let movement): try move(thing, movement, saidAs: phrase)
        case .resize(let resizing): try resize(thing, resizing)
        case .edit(let paint): try edit(thing, paint)
        case .insert: preconditionFailure("an insertion has no target")
        case .rotate(let rotation): rotate(thing, rotation)
        case .flip(let mirroring): flip(thing, mirroring)
        case .retouch(let adjustment): retouch(thing, adjustment)
        case .reorder(let order): try reorder(thing, order)
        case .replace(let replacement): try replace(thing, by: replacement)
        case .extract(let file): extract(thing, to: file)
        case .background, .viewpoint: preconditionFailure("neither background nor camera is a thing")
        }
    }

    /// Records an action with its reason and shows it to the steps that follow.
    mutating func perform(_ action: Action, _ reason: String, insertedWidth: Double? = nil) {
        plan.actions.append(action)
        plan.reasoning.append(reason)
        reasons.append(reason)
        stage.apply(action, insertedWidth: insertedWidth)
    }

    mutating func rest(_ thing: LayerID, on support: Support) { stage.rest(thing, on: support) }

    mutating func reach(_ goal: Deed.Goal) { stage.reach(goal) }

    mutating func note(_ grounding: Grounding) {
        plan.groundings.append(grounding)
        if let thing = stage[grounding.layer] {
            names[grounding.phrase, default: []].append(stage.definiteName(of: thing))
        }
        let name = stage[grounding.layer].map { stage.describe($0) } ?? grounding.layer.rawValue
        let why = grounding.evidence.isEmpty ? "" : ": " + grounding.evidence.uniqued().joined(separator: ", ")
        plan.reasoning.append("'\(grounding.phrase.withoutArticle)' is the \(name)\(why).")
    }

    mutating func remember(_ ids: [LayerID], clause: String) {
        stage.lastTargets = lastClause == clause ? stage.lastTargets + ids : ids
        stage.mentioned += ids
        lastClause = clause
    }

    // MARK: Without a destination

    /// How far it comes down is for Physics to say; a thing on the ground stays where it is.
    private mutating func fall(_ thing: Thing) {
        var dy = 0.0
        if case .layer(let id) = thing.support, let support = stage[id] {
            dy = max(0, support.frame.maxY - thing.frame.maxY)
        }
        perform(.fall(thing.id, dy: dy.rounded()), "Let the \(thing.name) fall.")
    }

    private mutating func resize(_ thing: Thing, _ resizing: Resizing) throws {
        let scale: Double
        switch resizing {
        case .factor(let factor): scale = factor
        case .height(let height): scale = height / max(1, thing.frame.height)
        case .width(let width): scale = width / max(1, thing.frame.width)
        case .like(let phrase):
            let other = try reference(phrase, for: thing)
            scale = (other.frame.area / max(1, thing.frame.area)).squareRoot()
        case .former(let former):
            guard let growth = stage.growth(of: thing.id, since: former) else {
                throw PlannerError.noSuchDeed(phrase: "the former size of the \(thing.name)")
            }
            scale = 1 / growth
        }
        guard ScriptRange.scale.contains(scale), thing.frame.height * scale <= ScriptRange.height.upperBound else {
            throw PlannerError.outOfRange(phrase: "\(decimal(scale)) times the \(thing.name)")
        }
        perform(
            .resize(thing.id, scale: scale), "Make the \(thing.name) \(decimal(scale)) times its size, about its base.")
    }

    /// A thing that stands on something stays where it stands; one that hangs turns about its centre.
    mutating func rotate(_ thing: Thing, _ rotation: Rotation, about said: Pivot? = nil) {
        let pivot = said ?? (thing.support == .unknown ? .center : .base)
        let degrees = rotation.degrees
        let place = pivot == .base ? "its base stays where it is" : "about its centre"
        let amount = "\(decimal(abs(degrees))) degrees \(degrees < 0 ? "counterclockwise" : "clockwise")"
        let why = rotation.isExact ? "" : " (no angle was given)"
        perform(
            .rotate(thing.id, degrees: degrees, about: pivot), "Turn the \(thing.name) \(amount)\(why); \(place).")
    }

    private mutating func reorder(_ thing: Thing, _ order: Reordering) throws {
        switch order {
        case .toFront: perform(.reorder(thing.id, .end(.front)), "Bring the \(thing.name) to the front of all layers.")
        case .toBack: perform(.reorder(thing.id, .end(.back)), "Send the \(thing.name) behind all layers.")
        case .forward: perform(.reorder(thing.id, .end(.forward)), "Bring the \(thing.name) one layer forward.")
        case .backward: perform(.reorder(thing.id, .end(.backward)), "Send the \(thing.name) one layer back.")
        case .inFrontOf(let phrase):
            let other = try reference(phrase, for: thing)
            perform(.reorder(thing.id, .inFrontOf(other.id)), "Bring the \(thing.name) before the \(other.name).")
        case .behind(let phrase):
            let other = try reference(phrase, for: thing)
            perform(.reorder(thing.id, .behind(other.id)), "Send the \(thing.name) behind the \(other.name).")
        }
    }

    private mutating func extract(_ thing: Thing, to file: String?) {
        perform(.extract(thing.id, file: file), "Cut the \(thing.name) out\(file.map { ", to \($0)" } ?? "").")
    }

    private mutating func flip(_ thing: Thing, _ mirroring: Mirroring) {
        let axis = MirrorAxis(rawValue: mirroring.rawValue)!
        let sides = axis == .horizontal ? "left and right change sides" : "top and bottom change sides"
        perform(.flip(thing.id, axis), "Flip the \(thing.name) about its centre: \(sides).")
    }

    /// As a script has it.
    mutating func edit(_ thing: Thing, _ finish: Finish) throws {
        let paint: Paint =
            switch finish {
            case .color(let color): .color(NamedColor(name: color.name, value: color))
            case .material(let material): .material(MaterialWord(name: material.rawValue, material: material))
            case .texture(let file): .texture(file: file)
            }
        try edit(thing, paint)
    }

    private mutating func edit(_ thing: Thing, _ paint: Paint) throws {
        switch paint {
        case .colors, .appearance: preconditionFailure("Ability refuses \(paint)")
        case .color(let color):
            perform(.edit(thing.id, .color(color.value)), "Colour the \(thing.name) \(color.name).")
        case .material(let word):
            guard let material = word.material else { preconditionFailure("Ability refuses \(paint)") }
            perform(.edit(thing.id, .material(material)), "Make the \(thing.name) look of \(material.rawValue).")
        case .texture(let file):
            _ = try pictureSize(file)
            perform(.edit(thing.id, .texture(file: file)), "Lay the texture of \(file) on the \(thing.name).")
        case .like(let phrase):
            let other = try reference(phrase, for: thing)
            guard let word = other.colorWord, let color = SRGBColor(parsing: word) else {
                throw PlannerError.outOfRange(phrase: phrase.text)
            }
            perform(.edit(thing.id, .color(color)), "Colour the \(thing.name) \(word) as the \(other.name) is.")
        }
    }

    // MARK: References and new layers

    /// What a phrase points at in the scene as the steps before leave it; where it fitted better what they found, that: "make the red
    /// cup blue and the blue cup red".
    private func ground(_ phrase: ReferringExpression, excluding excluded: LayerID? = nil) throws -> [Grounding] {
        func found(on stage: Stage) throws -> [Grounding] {
            var grounder = Grounder(stage: stage)
            grounder.excluded = excluded
            return try grounder.ground(phrase)
        }
        let looksBack = phrase.needsContext || phrase.operation != nil || phrase.layer != nil
        guard !plan.actions.isEmpty, !looksBack, let before = try? found(on: opening) else {
            return try found(on: stage)
        }
        do {
            let now = try found(on: stage)
            if now.leastScore * Self.clearly >= before.leastScore { return now }
        } catch PlannerError.ambiguous(let phrase, let candidates) {
            guard before.allSatisfy({ grounding in candidates.contains { $0.id == grounding.layer } }) else {
                throw PlannerError.ambiguous(phrase: phrase, candidates: candidates)
            }
        } catch PlannerError.noMatch {}
        for grounding in before {
            guard let name = stage.removed[grounding.layer] else { continue }
            throw PlannerError.gone(phrase: phrase.text.withoutArticle, name: name)
        }
        return before.map {
            Grounding(
                phrase: $0.phrase, layer: $0.layer, score: $0.score,
                evidence: $0.evidence + ["before the steps so far"])
        }
    }

    /// How many times better a phrase must fit what was there before to mean that.
    private static let clearly = 1.25

    /// The one layer a reference points at, which is not `thing` itself.
    mutating func reference(_ phrase: ReferringExpression, for thing: Thing?) throws -> Thing {
        let groundings = try ground(phrase, excluding: thing?.id)
        guard let grounding = groundings.first, let found = stage[grounding.layer] else {
            throw Grounder(stage: stage).noMatch(phrase)
        }
        if groundings.count > 1 {
            throw PlannerError.ambiguous(
                phrase: phrase.text.withoutArticle,
                candidates: groundings.compactMap { stage[$0.layer] }.map {
                    .init(id: $0.id, description: stage.describe($0))
                })
        }
        stage.mentioned.append(found.id)
        if found.id == thing?.id { throw PlannerError.sameThing(phrase: phrase.text.withoutArticle, name: found.name) }
        note(grounding)
        return found
    }

    mutating func freshID(for name: String) -> LayerID {
        let stem = String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
        var number = 1
        while usedIDs.contains(LayerID("\(stem)-\(number)")) { number += 1 }
        let id = LayerID("\(stem)-\(number)")
        usedIDs.insert(id)
        return id
    }
}

extension [Grounding] {
    fileprivate var leastScore: Double { map(\.score).min() ?? 0 }
}
