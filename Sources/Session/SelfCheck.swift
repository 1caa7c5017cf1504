import ActionSpec
import Foundation
import Planner
import Raster
import Scene

/// Compares what a round was asked for with what the scene says after it.
package struct SelfCheck {
    /// What does not hold and why nothing is done about it, a sentence each.
    package private(set) var notes: [String] = []
    /// What puts right what does not hold, and in what words it does not.
    package private(set) var corrections: [(action: Action, reason: String, fault: String)] = []

    package init(_ plan: Plan, _ before: Scene, _ after: Scene) {
        for wish in Wish.all(in: plan, after) {
            guard let layer = after.layer(wish.layer) else { continue }
            switch wish.goal {
            case .relation(let kind, let other):
                if let other = after.layer(other) { check(layer, is: kind, other, plan, after) }
            case .factor(let factor):
                guard let was = before.layer(layer.id) else { continue }
                check(layer, has: layer.placement.scale / was.placement.scale, of: factor, "times its size")
            case .height(let pixels): check(layer, has: Double(layer.extent.height), of: pixels, "pixels high")
            case .width(let pixels): check(layer, has: Double(layer.extent.width), of: pixels, "pixels wide")
            }
        }
        checkSupports(plan, before, after)
    }

    /// "Put the cup left of the book": it is.
    private mutating func check(_ layer: Layer, is kind: RelationKind, _ other: Layer, _ plan: Plan, _ after: Scene) {
        guard !after.holds(kind, layer, other) else { return }
        // what fell or rolled away would do so again
        let hasFallen = plan.actions.contains { $0.kind == .fall && $0.target == layer.id }
        let fault = "'\(layer.name)' is not \(kind.words) '\(other.name)', as asked"
        if let remedy = after.remedy(kind, layer, other), !hasFallen || kind == .leftOf || kind == .rightOf {
            let reason = "Checked: the \(layer.name) was not \(kind.words) the \(other.name); \(remedy.deed)."
            corrections.append((remedy.action, reason, fault))
        } else {
            notes.append(
                "\(fault): \(hasFallen ? "it did not stay there" : "there is no room for it in the picture")")
        }
    }

    /// "Make the cup twice as big": it is, to a fiftieth; boxes are whole pixels.
    private mutating func check(_ layer: Layer, has size: Double, of asked: Double, _ unit: String) {
        let slack = unit.hasPrefix("pixels") ? max(2, asked / 50) : asked / 50
        guard abs(size - asked) > slack else { return }
        let (found, should) = (Self.words(size), Self.words(asked))
        corrections.append(
            (
                .resize(layer.id, scale: asked / size),
                "Checked: the \(layer.name) had come to be \(found) \(unit) and not \(should); put right.",
                "'\(layer.name)' is \(found) \(unit) and not \(should), as asked"
            ))
    }

    private static func words(_ number: Double) -> String { String(format: "%g", (number * 100).rounded() / 100) }

    /// What was moved, or what it rests on, still touches: the boxes around the two do.
    private mutating func checkSupports(_ plan: Plan, _ before: Scene, _ after: Scene) {
        func hasMoved(_ layer: Layer) -> Bool { before.layer(layer.id)?.placement != layer.placement }
        for layer in after.layers {
            guard case .layer(let id) = layer.support, let support = after.layer(id),
                plan.actions.contains(where: { $0.target == layer.id || $0.target == id }),
                hasMoved(layer) || hasMoved(support), !layer.touches(support)
            else { continue }
            notes.append(
                "'\(layer.name)' no longer touches '\(support.name)', which it rests on; it stays where it was put")
        }
    }
}

extension Layer {
    /// As one thing that rests on another does: the boxes around the two.
    fileprivate func touches(_ support: Layer) -> Bool {
        let (mine, theirs) = (extent, support.extent)
        return mine.maxX > theirs.x && mine.x < theirs.maxX && mine.maxY >= theirs.y - 2 && mine.maxY <= theirs.maxY + 2
    }
}

extension Scene {
    /// The relation, as the boxes around the two show it; true for what boxes do not tell.
    fileprivate func holds(_ kind: RelationKind, _ layer: Layer, _ other: Layer) -> Bool {
        let (mine, theirs) = (layer.extent, other.extent)
        return switch kind {
        case .leftOf: mine.center.x < theirs.center.x
        case .rightOf: mine.center.x > theirs.center.x
        case .on: chain(below: layer.id).contains(other.id)
        case .above: mine.center.y < theirs.center.y
        case .inFrontOf: isInFront(layer, of: other)
        case .behind: isInFront(other, of: layer)
        default: true
        }
    }

    /// What brings a layer there, with all that rests on it; nil where it has no room or it takes more than one action.
    fileprivate func remedy(_ kind: RelationKind, _ layer: Layer, _ other: Layer) -> (action: Action, deed: String)? {
        let (mine, theirs) = (layer.extent, other.extent)
        let riders = layers.map(\.id).filter { chain(below: $0).contains(layer.id) }
        func moved(_ dx: Int, _ dy: Int, onto support: Support? = nil, _ deed: String) -> (Action, String)? {
            guard dx != 0 || dy != 0 || support != nil else { return nil }
            return (.move(layer.id, dx: Double(dx), dy: Double(dy), carrying: riders, onto: support), deed)
        }
        switch kind {
        case .leftOf where theirs.x - mine.width >= 0:
            let way = theirs.x - mine.maxX
            return moved(way, 0, "moved \(abs(way)) pixels further \(way < 0 ? "left" : "right")")
        case .rightOf where theirs.maxX + mine.width <= canvas.width:
            let way = theirs.maxX - mine.x
            return moved(way, 0, "moved \(abs(way)) pixels further \(way < 0 ? "left" : "right")")
        case .on where !riders.contains(other.id) && theirs.y - mine.height >= 0:
            let dx = Int((theirs.center.x - mine.center.x).rounded())
            return moved(
                dx, theirs.y + min(theirs.height, mine.width) / 8 - mine.maxY, onto: .layer(other.id), "put on it")
        case .above where theirs.y - mine.height >= 0:
            return moved(0, theirs.y - mine.maxY, "moved \(mine.maxY - theirs.y) pixels up")
        case .inFrontOf: return (.reorder(layer.id, .inFrontOf(other.id)), "brought before it")
        case .behind: return (.reorder(layer.id, .behind(other.id)), "sent behind it")
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
