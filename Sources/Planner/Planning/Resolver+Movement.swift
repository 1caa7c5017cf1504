import ActionSpec
import Raster

extension Resolver {
    mutating func move(_ thing: Thing, _ movement: Movement, saidAs phrase: String) throws {
        switch movement {
        case .by(let shifts): try shift(thing, by: shifts)
        case .to(let destination):
            let landing = try landing(of: thing.frame, thing: thing, at: destination)
            let dx = (landing.base.x - thing.frame.base.x).rounded()
            let dy = (landing.base.y - thing.frame.base.y).rounded()
            guard ScriptRange.coordinate.contains(dx), ScriptRange.coordinate.contains(dy) else {
                throw PlannerError.outOfRange(phrase: phrase)
            }
            // What is to be put on its own rider leaves that behind.
            let riders: [LayerID]? =
                landing.goal.map { stage.pile(on: thing.id).contains($0.reference) } == true ? [] : nil
            let isUnclear = landing.support == .ground && stage.seemsToStandOnAnother(thing, dx, dy)
            let support = isUnclear ? Support.ground : nil
            move(thing, dx: dx, dy: dy, carrying: riders, onto: support, "\(landing.words): \(Self.pixels(dx, dy))")
            rest(thing.id, on: landing.support)
            if let goal = landing.goal { reach(goal) }
            if thing.support == .ground, landing.support == .ground {
                scaleWithGround(thing.id, from: thing.frame.maxY)
            }
        }
    }

    /// What goes deeper into the picture along the ground shows smaller, with all that rests on it; what comes nearer, larger.
    private mutating func scaleWithGround(_ id: LayerID, from row: Double) {
        guard let thing = stage[id], let scale = stage.groundScale(from: row, to: thing.frame.maxY) else { return }
        let way = scale < 1 ? "farther away" : "nearer"
        // Part of the move: nothing that later steps would point back to.
        for member in [id] + stage.pile(on: id).filter({ !targets.contains($0) }) {
            plan.actions.append(.resize(member, scale: scale))
            stage.scale(member, by: scale)
        }
        plan.reasoning.append("It stands \(way) there, so the \(thing.name) shows \(decimal(scale)) times its size.")
    }

    // MARK: By so much

    private mutating func shift(_ thing: Thing, by shifts: [Shift]) throws {
        var (dx, dy) = (0.0, 0.0)
        var reasons: [String] = []
        for shift in shifts {
            let (length, reason) = length(of: shift, for: thing.frame)
            var way = shift.direction.unit
            way = (way.x * length, way.y * length)
            if !shift.distance.isExact {
                let inside = keptInside(thing.frame.moved(dx: dx, dy: dy), dx: way.x, dy: way.y)
                guard inside.dx != 0 || inside.dy != 0 else {
                    throw PlannerError.noRoom(name: thing.name, direction: shift.direction)
                }
                if inside.dx != way.x || inside.dy != way.y {
                    reasons.append("\(reason), less so that it stays in the picture")
                } else {
                    reasons.append(reason)
                }
                way = (inside.dx, inside.dy)
            }
            dx += way.x
            dy += way.y
        }
        guard ScriptRange.coordinate.contains(dx), ScriptRange.coordinate.contains(dy) else {
            throw PlannerError.outOfRange(phrase: "\(decimal(dx)), \(decimal(dy))")
        }
        let why = reasons.uniqued().map { " (\($0))" }.joined()
        move(thing, dx: dx, dy: dy, "\(Self.pixels(dx, dy))\(why)")
    }

    /// - Parameter riders: what goes along; nil for all that rests on it and is not moved by the same clause.
    private mutating func move(
        _ thing: Thing, dx: Double, dy: Double, carrying riders: [LayerID]? = nil, onto support: Support? = nil,
        _ words: String
    ) {
        let riders = riders ?? stage.pile(on: thing.id).filter { !targets.contains($0) }
        let names = riders.compactMap { stage[$0]?.name }.map { "the \($0)" }
        perform(.move(thing.id, dx: dx, dy: dy, carrying: riders, onto: support), "Move the \(thing.name) \(words).")
        guard let last = names.last else { return }
        let who = names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and " + last
        let verb = names.count == 1 ? "rests on it and goes" : "rest on it and go"
        plan.reasoning.append("\(who.prefix(1).uppercased() + who.dropFirst()) \(verb) along.")
    }

    /// Pixels, and for what was not given in numbers the rule that made them.
    private func length(of shift: Shift, for frame: Frame) -> (Double, String) {
        switch shift.distance {
        case .pixels(let value): return (value, "")
        case .share(let share): return ((share * stage.width).rounded(), "")
        case .own(let times):
            let side = shift.direction == .left || shift.direction == .right ? frame.width : frame.height
            return ((times * side).rounded(), "")
        case .little: return (max(1, (0.05 * stage.width).rounded()), "'a little' is 5 % of the picture's width")
        case .far: return (max(1, (0.3 * stage.width).rounded()), "'far' is 30 % of the picture's width")
        case .unsaid:
            return (max(1, (0.15 * stage.width).rounded()), "no distance was given: 15 % of the picture's width")
        }
    }

    /// As much of a shift as keeps a box that is in the picture in it.
    private func keptInside(_ frame: Frame, dx: Double, dy: Double) -> (dx: Double, dy: Double) {
        (
            min(max(dx, min(0, -frame.minX).rounded(.up)), max(0, stage.width - frame.maxX).rounded(.down)),
            min(max(dy, min(0, -frame.minY).rounded(.up)), max(0, stage.height - frame.maxY).rounded(.down))
        )
    }

    static func pixels(_ dx: Double, _ dy: Double) -> String {
        var parts: [String] = []
        if dx != 0 { parts.append("\(decimal(abs(dx))) pixels \(dx < 0 ? "left" : "right")") }
        if dy != 0 { parts.append("\(decimal(abs(dy))) pixels \(dy < 0 ? "up" : "down")") }
        return parts.isEmpty ? "nowhere, it is there already" : parts.joined(separator: " and ")
    }
}

extension Direction {
    /// Down is toward the viewer: nearer things stand lower in a picture.
    fileprivate var unit: (x: Double, y: Double) {
        switch self {
        case .left: (-1, 0)
        case .right: (1, 0)
        case .up, .back: (0, -1)
        case .down, .forward: (0, 1)
        }
    }
}
