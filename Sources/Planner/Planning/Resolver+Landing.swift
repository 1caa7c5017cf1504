import ActionSpec
import Raster

extension Resolver {
    /// Where something comes to stand.
    struct Landing {
        /// The centre of its base.
        var base: Point
        var support: Support
        /// "on the book", for the plan's reasoning.
        var words: String
        var goal: Deed.Goal?
    }

    /// How much less deep the ground looks than it is wide, seen from a little above.
    private static let foreshortening = 0.35

    /// Where `frame` stands once it is at `destination`. `thing` is nil for what is not there yet.
    mutating func landing(of frame: Frame, thing: Thing?, at destination: Destination) throws -> Landing {
        switch destination {
        case .point(let x, let y):
            return Landing(base: Point(x: x, y: y), support: .ground, words: "to (\(decimal(x)), \(decimal(y)))")
        case .formerPlace(let phrase, let former):
            let before = try Grounder(stage: stage).formerly(phrase, former, mover: thing?.id)
            var support = before.support
            if case .layer(let id) = support, stage[id] == nil { support = .unknown }
            return Landing(
                base: before.frame.base, support: support,
                words: "to where the \(before.name) "
                    + (former == .first ? "originally was" : former == .last ? "was" : "is"))
        case .place(let place): return landing(of: frame, at: place, support: thing?.support ?? .ground)
        case .relation(.between, let phrases, _) where phrases.count == 2:
            let (one, other) = (try reference(phrases[0], for: thing), try reference(phrases[1], for: thing))
            return Landing(
                base: Point(
                    x: (one.frame.base.x + other.frame.base.x) / 2, y: (one.frame.base.y + other.frame.base.y) / 2),
                support: .ground,
                words: "between the \(one.name) and the \(other.name)")
        case .relation(let kind, let phrases, let gap):
            if let ground = groundLanding(of: frame, kind, phrases[0], excluding: thing) { return ground }
            let other = try reference(phrases[0], for: thing)
            var landing = try landing(of: frame, kind, other, gap: gap, mover: thing)
            landing.goal = Deed.Goal(relation: kind, reference: other.id)
            return landing
        }
    }

    /// "on the table" where the table is no layer: the ground, straight below where it is.
    private func groundLanding(
        of frame: Frame, _ kind: RelationKind, _ phrase: ReferringExpression, excluding thing: Thing?
    ) -> Landing? {
        guard [.on, .inside, .above, .under].contains(kind), phrase.isSurface else { return nil }
        var grounder = Grounder(stage: stage)
        grounder.excluded = thing?.id
        if (try? grounder.ground(phrase)) != nil { return nil }
        let y = max(min(frame.maxY, stage.height), stage.groundLine)
        return Landing(
            base: Point(x: frame.centerX, y: y), support: .ground, words: "on the \(phrase.noun ?? "ground")")
    }

    private func landing(of frame: Frame, at place: ReferringExpression.Place, support: Support) -> Landing {
        let (w, h) = (stage.width, stage.height)
        var (x, y) = (frame.centerX, frame.maxY)
        let isLeft = [.left, .topLeft, .bottomLeft].contains(place)
        let isRight = [.right, .topRight, .bottomRight].contains(place)
        if isLeft { x = frame.width / 2 }
        if isRight { x = w - frame.width / 2 }
        if [.top, .topLeft, .topRight].contains(place) { y = frame.height }
        if [.bottom, .bottomLeft, .bottomRight, .front].contains(place) { y = h }
        switch place {
        case .center: (x, y) = (w / 2, h / 2 + frame.height / 2)
        case .back: y = min(frame.maxY, max(frame.height, stage.horizonLine))
        case .corner, .edge:
            // The nearest one.
            x = frame.centerX < w / 2 ? frame.width / 2 : w - frame.width / 2
            if place == .corner { y = frame.centerY < h / 2 ? frame.height : h }
        default: break
        }
        return Landing(base: Point(x: x, y: y), support: .unknown, words: "to the \(place.rawValue) of the picture")
    }

    private func landing(of frame: Frame, _ kind: RelationKind, _ other: Thing, gap: Distance, mover: Thing?) throws
        -> Landing
    {
        let target = other.frame
        let space = self.gap(gap, beside: frame, target)
        func beside(left: Bool) -> Double {
            left ? target.minX - space - frame.width / 2 : target.maxX + space + frame.width / 2
        }
        func fits(_ x: Double) -> Bool { x - frame.width / 2 >= 0 && x + frame.width / 2 <= stage.width }
        func landing(_ x: Double, _ y: Double, _ support: Support, _ words: String) -> Landing {
            Landing(base: Point(x: x, y: y), support: support, words: "\(words) the \(other.name)")
        }
        switch kind {
        case .leftOf, .rightOf, .near, .off:
            var isLeft = kind == .leftOf
            if kind == .near || kind == .off {
                // The side it is on, unless only the other has room.
                isLeft = frame.centerX <= target.centerX
                if !fits(beside(left: isLeft)), fits(beside(left: !isLeft)) { isLeft.toggle() }
            }
            var x = beside(left: isLeft)
            if !gap.isExact {
                x = min(max(x, min(frame.width / 2, target.minX)), max(stage.width - frame.width / 2, target.maxX))
            }
            let (y, support) = level(beside: other, at: x)
            return landing(
                x, y, support, kind == .near || kind == .off ? "next to" : isLeft ? "to the left of" : "to the right of"
            )
        case .on, .inside:
            let top = topFace(of: other)
            if kind == .inside, other.nameConcept?.shape != .box {
                return landing(target.centerX, target.minY + 0.55 * target.height, .layer(other.id), "in")
            }
            let footprint = min(Self.foreshortening * frame.width, top) / 2
            return landing(target.centerX, target.minY + top / 2 + footprint * 0.6, .layer(other.id), "on")
        case .above: return landing(target.centerX, target.minY - max(space, 1), .unknown, "above")
        case .under:
            // Beneath what is wider and taller; else it stands below, where the other's base is.
            let isRoof = target.width > frame.width && target.height > frame.height * 1.2
            return landing(
                target.centerX,
                isRoof ? target.maxY - 0.04 * target.height : min(stage.height, target.maxY + frame.height), .ground,
                "under")
        case .inFrontOf:
            let depth = Self.foreshortening * (target.width + frame.width) / 2
            return landing(
                target.centerX, min(max(stage.height, target.maxY), target.maxY + depth), .ground, "in front of")
        case .behind:
            let depth = Self.foreshortening * (target.width + frame.width) / 2
            let row = target.maxY - depth
            let scale = mover?.support == .ground ? stage.groundScale(from: frame.maxY, to: row) ?? 1 : 1
            // Behind what is taller it stands half beside it, on the side where it comes from: hidden whole it would be gone.
            let isHidden = row - scale * frame.height > target.minY - 0.25 * scale * frame.height
            let isWider = scale * frame.width > 1.5 * target.width
            guard isHidden, !isWider else { return landing(target.centerX, row, .ground, "behind") }
            let isLeft = frame.centerX <= target.centerX
            let sides = isLeft ? [target.minX, target.maxX] : [target.maxX, target.minX]
            let half = scale * frame.width / 2
            let side = sides.first { $0 - half >= 0 && $0 + half <= stage.width } ?? sides[0]
            return landing(side, row, .ground, "half behind")
        case .toward, .awayFrom:
            let (dx, dy) = (target.base.x - frame.base.x, target.base.y - frame.base.y)
            let way = max(1, (dx * dx + dy * dy).squareRoot())
            var length = self.stride(gap)
            if kind == .toward {
                // Up to where they would touch.
                let free = way - (frame.width + target.width) / 2 * abs(dx) / way
                if !gap.isExact { length = max(0, min(length, free)) }
            } else {
                length = -length
            }
            var base = Point(x: frame.base.x + dx / way * length, y: frame.base.y + dy / way * length)
            if !gap.isExact {
                base.x = min(
                    max(base.x, min(frame.base.x, frame.width / 2)), max(frame.base.x, stage.width - frame.width / 2))
                base.y = min(max(base.y, min(frame.base.y, frame.height)), max(frame.base.y, stage.height))
            }
            return landing(base.x, base.y, mover?.support ?? .ground, kind == .toward ? "toward" : "away from")
        case .between, .with, .of:
            return landing(target.centerX, target.maxY, .ground, "at")
        }
    }

    /// The free way left beside a reference.
    private func gap(_ said: Distance, beside frame: Frame, _ target: Frame) -> Double {
        switch said {
        case .pixels(let value): value
        case .share(let share): (share * stage.width).rounded()
        case .own(let times): (times * frame.width).rounded()
        case .little, .unsaid: (0.02 * stage.width).rounded()
        case .far: (0.3 * stage.width).rounded()
        }
    }

    private func stride(_ said: Distance) -> Double {
        switch said {
        case .pixels(let value): value
        case .share(let share): (share * stage.width).rounded()
        case .own(let times): (times * stage.width * 0.1).rounded()
        case .little: (0.05 * stage.width).rounded()
        case .far: (0.3 * stage.width).rounded()
        case .unsaid: (0.15 * stage.width).rounded()
        }
    }

    /// What a thing set beside `other` at `x` stands on: what `other` stands on while that reaches so far, else the ground it stands on.
    private func level(beside other: Thing, at x: Double) -> (Double, Support) {
        var standing = other
        while case .layer(let id) = standing.support, let below = stage[id], below.id != other.id {
            if x > below.frame.minX, x < below.frame.maxX { return (standing.frame.maxY, .layer(id)) }
            standing = below
        }
        return (standing.frame.maxY, .ground)
    }

    /// The height, in the picture, of the upper face that things can stand on: none on a ball, most of a book.
    private func topFace(of thing: Thing) -> Double {
        let shape =
            thing.nameConcept?.shape
            ?? thing.shapeFit.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
        switch shape {
        case .ball, .pyramid: return 0
        case .cup, .bowl: return min(0.2 * thing.frame.width, 0.3 * thing.frame.height)
        case .can: return min(Self.foreshortening * thing.frame.width, 0.4 * thing.frame.height)
        default: return min(Self.foreshortening * thing.frame.width, 0.7 * thing.frame.height)
        }
    }
}
