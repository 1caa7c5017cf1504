import ActionSpec
import Raster
public import Scene

/// How an instruction came to its layers, link by link: the scene in words, where each target is (absolutely, in the row of its like,
/// and by what is around it), and what the picture will show of it afterwards.
public struct GroundingChain: Encodable, Hashable, Sendable {
    /// The scene before, in a sentence.
    public let scene: String
    public let targets: [Target]
    /// What becomes of each layer that the plan changes, a sentence each.
    public let result: [String]

    /// A layer that the instruction speaks of.
    public struct Target: Encodable, Hashable, Sendable {
        /// As it was said.
        public let phrase: String
        public let id: String
        public let name: String
        /// "at the left, 120×90 at (40, 210)".
        public let absolute: String
        /// "the 2nd of 3 mugs from the left"; "the only mug".
        public let sequential: String
        /// "on the table", "left of the ball".
        public let relative: [String]
        /// What spoke for it.
        public let evidence: [String]
    }

    /// - Parameters:
    ///   - before: the scene the plan was made for.
    ///   - after: the scene it leads to.
    public init(_ plan: Plan, before: Scene, after: Scene) {
        let (stage, end) = (Stage(before), Stage(after))
        let names = stage.things.map { stage.brief($0) }
        scene =
            "\(stage.canvas.width)×\(stage.canvas.height) pixels, "
            + (names.isEmpty ? "nothing but background." : "from back to front: " + names.joined(separator: "; ") + ".")
        targets = plan.groundings.compactMap { grounding in
            guard let thing = stage[grounding.layer] else { return nil }
            return Target(
                phrase: grounding.phrase, id: thing.id.rawValue, name: thing.name,
                absolute: stage.whereabouts(of: thing), sequential: stage.rank(of: thing),
                relative: stage.surroundings(of: thing), evidence: grounding.evidence)
        }
        result = plan.actions.compactMap(\.target).uniqued().compactMap { id in
            guard let thing = end[id] else { return stage[id].map { "The \($0.name) is gone." } }
            let around = end.surroundings(of: thing)
            return "The \(thing.name) is \(end.whereabouts(of: thing))"
                + (around.isEmpty ? "." : ", \(around.joined(separator: ", ")).")
        }
    }
}

extension Stage {
    /// "red mug at the left on the table".
    fileprivate func brief(_ thing: Thing) -> String {
        let support = thing.restingPlace(on: self)
        return ([thing.name, place(of: thing.frame)] + (support.map { [$0] } ?? [])).joined(separator: " ")
    }

    /// The 2nd of 3 of its name, counted from the left.
    fileprivate func rank(of thing: Thing) -> String {
        let alike = things.filter { $0.name == thing.name }
            .sorted { ($0.frame.centerX, $0.stackIndex) < ($1.frame.centerX, $1.stackIndex) }
        guard alike.count > 1, let index = alike.firstIndex(where: { $0.id == thing.id }) else {
            return "the only \(thing.name)"
        }
        return "number \(index + 1) of \(alike.count) called '\(thing.name)' from the left"
    }

    /// What it rests on, and its nearest neighbours on either side.
    fileprivate func surroundings(of thing: Thing) -> [String] {
        var words = [thing.restingPlace(on: self)].compactMap { $0 }
        let beside = things.filter {
            $0.id != thing.id && thing.support != .layer($0.id) && $0.support != .layer(thing.id)
                && $0.frame.minY < thing.frame.maxY && $0.frame.maxY > thing.frame.minY
        }
        if let left = beside.filter({ $0.frame.maxX <= thing.frame.centerX }).max(by: { $0.frame.maxX < $1.frame.maxX })
        {
            words.append("right of the \(left.name)")
        }
        if let right = beside.filter({ $0.frame.minX >= thing.frame.centerX }).min(by: { $0.frame.minX < $1.frame.minX }
        ) {
            words.append("left of the \(right.name)")
        }
        return words
    }
}

extension Thing {
    /// "on the table", "on the ground"; nil where that is not known.
    fileprivate func restingPlace(on stage: Stage) -> String? {
        switch support {
        case .ground: "on the ground"
        case .layer(let id): stage[id].map { "on the \($0.name)" }
        case .unknown: nil
        }
    }
}
