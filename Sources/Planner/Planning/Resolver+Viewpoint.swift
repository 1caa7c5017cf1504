import ActionSpec
import Foundation
import Scene

extension Resolver {
    /// - Throws: where the amount is none of what the camera does, or too much.
    mutating func move(camera move: CameraMove, saidAs clause: String) throws {
        var toward: CanvasPoint?
        if let subject = move.subject {
            let frame = try reference(subject, for: nil).frame
            toward = CanvasPoint(x: frame.centerX, y: frame.centerY)
        }
        let isBack = move.direction == .back
        switch move.kind {
        case .zoom:
            let factor = try factor(of: move.amount, clause, little: 1.1, usual: 1.25, far: 1.6)
            let zoom = isBack ? 1 / factor : factor
            look(.zoom(try within(ScriptRange.zoom, zoom, clause), toward: toward.map { fixed(for: $0, zoom) }))
        case .dolly:
            let factor = try factor(of: move.amount, clause, little: 1.1, usual: 1.25, far: 1.6)
            let share = isBack ? 1 - factor : 1 - 1 / factor
            look(.dolly(try within(ScriptRange.dolly, decimals(share), clause), toward: toward))
        case .pan:
            if case .degrees(let degrees) = move.amount { return try turn(move.direction, degrees, clause) }
            let isSideways = move.direction == .left || move.direction == .right
            let side = isSideways ? stage.width : stage.height
            var distance = try distance(of: move.amount, clause, side: side).rounded()
            if let toward {
                distance = (isSideways ? toward.x - stage.width / 2 : toward.y - stage.height / 2).rounded()
                return look(isSideways ? .pan(dx: distance, dy: 0) : .pan(dx: 0, dy: distance))
            }
            if move.direction == .left || move.direction == .up { distance = -distance }
            look(isSideways ? .pan(dx: distance, dy: 0) : .pan(dx: 0, dy: distance))
        case .tilt, .yaw:
            let degrees: Double =
                switch move.amount {
                case .degrees(let degrees): degrees
                case .little: 2
                case .unsaid: 5
                case .far: 10
                case .pixels, .share, .factor: throw Self.refusal(clause, "a camera turns by degrees")
                }
            try turn(move.direction, degrees, clause)
        }
    }

    /// As a script has it.
    mutating func look(_ viewpoint: Viewpoint) {
        perform(.viewpoint(viewpoint), viewpoint.sentence)
    }

    private mutating func turn(_ direction: Direction, _ degrees: Double, _ clause: String) throws {
        let degrees = try within(ScriptRange.turn, degrees, clause)
        switch direction {
        case .up: look(.tilt(degrees: degrees))
        case .down: look(.tilt(degrees: -degrees))
        case .left: look(.yaw(degrees: -degrees))
        default: look(.yaw(degrees: degrees))
        }
    }

    private func factor(
        of amount: CameraMove.Amount, _ clause: String, little: Double, usual: Double, far: Double
    ) throws -> Double {
        switch amount {
        case .little: little
        case .unsaid: usual
        case .far: far
        case .share(let share): 1 + abs(share)
        case .factor(let factor) where factor > 0: factor
        case .factor, .degrees, .pixels:
            throw Self.refusal(clause, "how near the camera comes is said in percent or times")
        }
    }

    private func distance(of amount: CameraMove.Amount, _ clause: String, side: Double) throws -> Double {
        switch amount {
        case .little: 0.04 * side
        case .unsaid: 0.08 * side
        case .far: 0.15 * side
        case .share(let share): share * side
        case .pixels(let pixels): pixels
        case .factor, .degrees: throw Self.refusal(clause, "how far the camera goes is said in pixels or percent")
        }
    }

    /// The point that stays when `target` comes as near to the middle as it can with the picture's edges out of sight.
    private func fixed(for target: CanvasPoint, _ zoom: Double) -> CanvasPoint {
        guard zoom > 1 else { return target }
        func fixed(_ place: Double, _ side: Double) -> Double {
            let start = min(max(place - side / zoom / 2, 0), side - side / zoom)
            return (start * zoom / (zoom - 1)).rounded()
        }
        return CanvasPoint(x: fixed(target.x, stage.width), y: fixed(target.y, stage.height))
    }

    private func within(_ range: ClosedRange<Double>, _ value: Double, _ clause: String) throws -> Double {
        guard range.contains(value) else { throw PlannerError.outOfRange(phrase: clause) }
        return value
    }

    private func decimals(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    private static func refusal(_ clause: String, _ why: String) -> PlannerError {
        .refused([Refusal(text: clause, why: why + ".")])
    }
}

extension Viewpoint {
    fileprivate var sentence: String {
        func way(_ amount: Double, _ forth: String, _ back: String) -> String { amount < 0 ? back : forth }
        switch self {
        case .dolly(let share, _):
            let percent = Int((100 * abs(share)).rounded())
            return "Move the camera \(percent) % \(way(share, "nearer", "farther away")): near things change most."
        case .pan(let dx, let dy):
            let ways = [(dx, "right", "left"), (dy, "down", "up")].filter { $0.0 != 0 }.map {
                "\(decimal(abs($0.0))) pixels \(way($0.0, $0.1, $0.2))"
            }
            return
                "Move the camera \(ways.isEmpty ? "nowhere" : ways.joined(separator: " and ")): near things shift most."
        case .zoom(let factor, _): return "Show the picture \(decimal(factor)) times as large."
        case .tilt(let degrees):
            return "Turn the camera \(decimal(abs(degrees))) degrees \(way(degrees, "up", "down"))."
        case .yaw(let degrees):
            return "Turn the camera \(decimal(abs(degrees))) degrees \(way(degrees, "to the right", "to the left"))."
        }
    }
}
