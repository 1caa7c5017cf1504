import ActionSpec
import Planner
import Raster
import Scene

/// Compares what a round was asked for with what the scene says after it.
struct SelfCheck {
    /// What does not hold and why nothing is done about it, a sentence each.
    private(set) var notes: [String] = []
    /// What puts right what does not hold.
    private(set) var corrections: [(action: Action, reason: String)] = []

    init(_ plan: Plan, _ before: Scene, _ after: Scene) {
        checkRelations(plan, after)
        checkSupports(plan, before, after)
    }

    /// "Put the cup left of the book": it is.
    private mutating func checkRelations(_ plan: Plan, _ after: Scene) {
        guard let instruction = plan.instruction,
            let intents = try? Parser(names: after.layers.map(\.name)).parse(instruction).intents
        else { return }
        func layer(_ phrase: ReferringExpression?) -> Layer? {
            guard let phrase else { return nil }
            let found = plan.groundings.filter { $0.phrase == phrase.text }.map(\.layer)
            return Set(found).count == 1 ? after.layer(found[0]) : nil
        }
        for intent in intents {
            guard case .move(.to(.relation(let kind, let phrases, _))) = intent.change, phrases.count == 1,
                let mover = layer(intent.target), let other = layer(phrases[0]), mover.id != other.id,
                // neither was changed again by a later step
                plan.actions.last(where: { $0.target == mover.id || $0.target == other.id })?.target == mover.id,
                !after.holds(kind, mover, other)
            else { continue }
            let way = after.wayBeside(kind, mover, other)
            if let way, way != 0 {
                corrections.append(
                    (
                        .move(mover.id, dx: way, dy: 0),
                        "Checked: the \(mover.name) was not \(kind.words) the \(other.name); moved \(Int(abs(way))) pixels "
                            + (way < 0 ? "further left." : "further right.")
                    ))
            } else {
                let why =
                    plan.actions.contains { $0.kind == .fall && $0.target == mover.id }
                    ? "it did not stay there" : "there is no room for it in the picture"
                notes.append("'\(mover.name)' is not \(kind.words) '\(other.name)', as asked: \(why)")
            }
        }
    }

    /// What was moved, or what it rests on, still touches: the boxes around the two do.
    private mutating func checkSupports(_ plan: Plan, _ before: Scene, _ after: Scene) {
        func hasMoved(_ layer: Layer) -> Bool { before.layer(layer.id)?.placement != layer.placement }
        for layer in after.layers {
            guard case .layer(let id) = layer.support, let support = after.layer(id),
                plan.actions.contains(where: { $0.target == layer.id || $0.target == id }),
                hasMoved(layer) || hasMoved(support)
            else { continue }
            let (mine, theirs) = (layer.extent, support.extent)
            let isOver = mine.maxX > theirs.x && mine.x < theirs.maxX
            let isAtIt = mine.maxY >= theirs.y - 2 && mine.maxY <= theirs.maxY + 2
            guard !isOver || !isAtIt else { continue }
            notes.append(
                "'\(layer.name)' no longer touches '\(support.name)', which it rests on; it stays where it was put")
        }
    }
}

extension Scene {
    /// The relation, as the boxes around the two show it; true for what boxes do not tell.
    fileprivate func holds(_ kind: RelationKind, _ layer: Layer, _ other: Layer) -> Bool {
        let (mine, theirs) = (layer.extent, other.extent)
        return switch kind {
        case .leftOf: mine.center.x < theirs.center.x
        case .rightOf: mine.center.x > theirs.center.x
        case .on: layer.support == .layer(other.id) || chain(below: layer.id).contains(other.id)
        case .above: mine.center.y < theirs.center.y
        case .inFrontOf: isInFront(layer, of: other)
        case .behind: isInFront(other, of: layer)
        default: true
        }
    }

    /// How far a layer has to go to stand beside another inside the picture; nil where it has no room or goes elsewhere.
    fileprivate func wayBeside(_ kind: RelationKind, _ layer: Layer, _ other: Layer) -> Double? {
        let (mine, theirs) = (layer.extent, other.extent)
        switch kind {
        case .leftOf: return theirs.x - mine.width >= 0 ? Double(theirs.x - mine.maxX) : nil
        case .rightOf: return theirs.maxX + mine.width <= canvas.width ? Double(theirs.maxX - mine.x) : nil
        default: return nil
        }
    }

    private func isInFront(_ layer: Layer, of other: Layer) -> Bool {
        guard let mine = layers.firstIndex(where: { $0.id == layer.id }),
            let theirs = layers.firstIndex(where: { $0.id == other.id })
        else { return true }
        return mine > theirs || layer.extent.intersection(other.extent).isEmpty
    }
}

extension RelationKind {
    fileprivate var words: String {
        switch self {
        case .leftOf: "left of"
        case .rightOf: "right of"
        case .inFrontOf: "in front of"
        default: "\(rawValue)"
        }
    }
}
