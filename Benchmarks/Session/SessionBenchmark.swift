// How long rounds take and how a session's file grows: benchmark-session [ROUNDS]
// A picture of 1920×1080 with 12 layers; every round moves one of them, is written to the disk and drawn.
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
        let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1000
        var benchmark = SessionBenchmark()
        try await benchmark.measure(rounds: rounds)
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

        try redraw(scene, picture.image, step: 12)
        try redraw(scene, picture.image, step: 700)

        var opens: [Double] = []
        for _ in 0..<5 {
            let start = ContinuousClock.now
            let again = try await StoredSession(at: path).render().image
            opens.append(Self.milliseconds(ContinuousClock.now - start))
            precondition(again == last, "opened again, the session gives another picture")
        }
        report("opening and drawing round \(rounds), median", median(opens), limit: 300, "ms")
    }

    /// Moves a layer back and forth by `step` pixels: drawing what that changes, against copying the rectangle around it.
    private mutating func redraw(_ scene: Scene, _ picture: RGBAImage, step: Double) throws {
        var moved = scene
        try moved.apply(.move(scene.layers[3].id, dx: step, dy: 0)) { _ in preconditionFailure("nothing is inserted") }
        let states = [scene, moved]
        let compositor = Compositor(picture: picture, opened: scene)
        let area = Footprint(from: scene, to: moved).bounds
        var (image, copy) = (picture, picture)
        var (draws, copies): ([Double], [Double]) = ([], [])
        for turn in 0..<60 {
            let start = ContinuousClock.now
            compositor.redraw(&image, from: states[turn % 2], to: states[1 - turn % 2])
            let drawn = ContinuousClock.now
            copy.copy(area, from: image)
            copies.append(Self.milliseconds(ContinuousClock.now - drawn))
            draws.append(Self.milliseconds(drawn - start))
        }
        print(
            "drawing \(area.width)×\(area.height) again: \(figure(median(draws))) ms, copying it:",
            "\(figure(median(copies))) ms")
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
