// How long rounds take and how a session's file grows: benchmark-session [ROUNDS]
// A picture of 1920×1080 with 12 layers; every round moves one of them, is written to the disk and drawn.
//
// The last of it alone, how long drawing what a move changed takes: benchmark-session redraw
//
// How long all of a 4K scene of 12 layers takes to draw: benchmark-session compose FOLDER
// It leaves the layers in FOLDER and prints milliseconds, for compose.py to compare with libvips.

import ActionSpec
import Compositor
import Foundation
import Raster
import Scene
import Session

@main
struct SessionBenchmark {
    private var isWithin = true

    static func main() async throws {
        if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "compose" {
            return try compose(into: CommandLine.arguments[2])
        }
        var benchmark = SessionBenchmark()
        if CommandLine.arguments.dropFirst() != ["redraw"] {
            try await benchmark.measure(rounds: CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1000)
        }
        try benchmark.redraw()
        exit(benchmark.isWithin ? 0 : 1)
    }

    private static func compose(into folder: String) throws {
        let scene = Balls.scene(scale: 2)
        try LayerFolder(folder).write(scene)
        var times: [Double] = []
        for _ in 0..<9 {
            let start = ContinuousClock.now
            let image = scene.flattened()
            times.append(milliseconds(ContinuousClock.now - start))
            precondition(image.size == scene.canvas)
        }
        print(times.sorted()[times.count / 2])
    }

    private mutating func measure(rounds: Int) async throws {
        let scene = Balls.scene()
        let picture = Picture(image: scene.flattened())
        let path = NSTemporaryDirectory() + "benchmark-\(ProcessInfo.processInfo.processIdentifier).i2e"
        defer { try? FileManager.default.removeItem(atPath: path) }
        func size() throws -> Int { try FileManager.default.attributesOfItem(atPath: path)[.size] as! Int }

        let session = try StoredSession.create(at: path, picture, name: "benchmark.png", scene: scene)
        let sizeAtFirst = try size()
        var last = picture.image
        var (times, draws): ([Double], [Double]) = ([], [])
        for round in 0..<rounds {
            let color = Balls.colors[round % Balls.colors.count].name
            let direction = ["left", "right", "up", "down"][round / Balls.colors.count % 4]
            let start = ContinuousClock.now
            try await session.say("move the \(color) ball \(3 + round % 17) pixels \(direction)")
            let said = ContinuousClock.now
            last = try await session.render().image
            let drawn = ContinuousClock.now
            times.append(Self.milliseconds(drawn - start))
            draws.append(Self.milliseconds(drawn - said))
        }
        print("\(rounds) rounds on 1920×1080, 12 layers; the file has \(sizeAtFirst) bytes at first")
        report("a MOVE round, drawn and on the disk, median", median(times), limit: 30, "ms")
        print("  of which drawing: \(figure(median(draws))) ms")
        let tenth = max(1, rounds / 10)
        report(
            "the last tenth of the rounds over the first", median(times.suffix(tenth)) / median(times.prefix(tenth)),
            limit: 1.25, "times")
        report("growth a round", Double(try size() - sizeAtFirst) / Double(rounds), limit: 4096, "bytes")

        var opens: [Double] = []
        for _ in 0..<5 {
            let start = ContinuousClock.now
            let again = try await StoredSession(at: path).render().image
            opens.append(Self.milliseconds(ContinuousClock.now - start))
            precondition(again == last, "opened again, the session gives another picture")
        }
        report("opening and drawing round \(rounds), median", median(opens), limit: 300, "ms")
    }

    /// Moves one layer after the other, a little way or far, and back: drawing what that changes, against copying the rectangle
    /// around it from one picture to another.
    private mutating func redraw() throws {
        let scene = Balls.scene()
        let picture = scene.flattened()
        for step in [12, 700.0] { try redraw(scene, picture, step: step) }
    }

    private mutating func redraw(_ scene: Scene, _ picture: RGBAImage, step: Double) throws {
        var states = [scene]
        for isBack in [false, true] {
            for layer in scene.layers {
                // towards the middle, so that all of it stays in the picture
                let way = layer.origin.x < scene.canvas.width / 2 ? step : -step
                var next = states.last!
                try next.apply(.move(layer.id, dx: isBack ? -way : way, dy: 0)) { _ in
                    preconditionFailure("nothing is inserted")
                }
                states.append(next)
            }
        }
        let changes = zip(states, states.dropFirst()).map { ($0, $1, Footprint(from: $0, to: $1).bounds) }
        let compositor = Compositor(picture: picture, opened: scene)
        var (image, copy) = (picture, picture)
        var (draws, copies): ([Double], [Double]) = ([], [])
        for (before, after, area) in repeatElement(changes, count: 50).joined() {
            let start = ContinuousClock.now
            compositor.redraw(&image, from: before, to: after)
            let drawn = ContinuousClock.now
            copy.copy(area, from: picture)
            copies.append(Self.milliseconds(ContinuousClock.now - drawn))
            draws.append(Self.milliseconds(drawn - start))
        }
        precondition(image == picture, "moved back, the picture is another")
        let pixels = changes.map(\.2.area).reduce(0, +) / changes.count
        report(
            "drawing \(pixels) pixels again, \(Int(median(draws) * 1000)) µs, over copying them",
            median(draws) / median(copies), limit: 3, "times")
    }

    private mutating func report(_ what: String, _ value: Double, limit: Double, _ unit: String) {
        isWithin = isWithin && value <= limit
        print("\(what): \(figure(value)) \(unit), \(figure(value / limit)) of the limit")
    }

    private func figure(_ value: Double) -> String { String(format: "%.2f", value) }

    private func median(_ values: some Collection<Double>) -> Double { values.sorted()[values.count / 2] }

    private static func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
    }
}

extension RGBAImage {
    fileprivate mutating func copy(_ area: PixelRect, from other: RGBAImage) {
        let stride = width * 4
        bytes.withUnsafeMutableBytes { target in
            other.bytes.withUnsafeBytes { source in
                for y in area.y..<area.maxY {
                    let start = y * stride + area.x * 4
                    memcpy(target.baseAddress! + start, source.baseAddress! + start, area.width * 4)
                }
            }
        }
    }
}
