import Compositor
import Foundation
import Raster
import SeededRandom
import Session
import Testing

/// Random actions on the golden room, as scripts.
@Suite struct RoundPropertyTests {
    private let place: SessionPlace

    init() throws { place = try SessionPlace() }

    private static func step(_ random: inout SeededRandom) -> String {
        let target = ["green-cup", "purple-cup", "gray-box", "black-pyramid"].randomElement(using: &random)!
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        let change =
            switch number(0...8) {
            case 0...2: "action: MOVE, by: [\(number(-60...60)), \(number(-20...20))]"
            case 3: "action: RESIZE, scale: \([0.7, 1.25, 1.1].randomElement(using: &random)!)"
            case 4: "action: ROTATE, degrees: \([90, -30, 180, 7].randomElement(using: &random)!)"
            case 5: "action: FLIP"
            case 6: "action: EDIT, color: \(["red", "blue", "orange"].randomElement(using: &random)!)"
            case 7:
                "action: RETOUCH, \(["opacity: 0.5", "brightness: 0.3", "blur: 1.5"].randomElement(using: &random)!)"
            default: "action: REORDER, to: \(["front", "back", "forward"].randomElement(using: &random)!)"
            }
        return "- {target: \(target), \(change)}\n"
    }

    @Test(arguments: 0..<6) func doingAndUndoingIsNothing(seed: Int) async throws {
        var random = SeededRandom(seed: seed)
        let session = try place.room()
        let scene = try await session.decomposedScene()
        let compositor = Compositor(picture: try await session.picture.image, opened: scene)
        var pictures = [try await session.render().image]
        var footprints = Mask(size: scene.canvas)
        for round in 1...16 {
            let before = try await session.scene
            try await session.run(script: Self.step(&random), name: "seed-\(seed).yaml")
            let image = try await session.render().image
            let after = try await session.scene
            #expect(image == compositor.render(after), "seed \(seed), round \(round): drawn from the one before")
            let footprint = Footprint(from: before, to: after).mask
            for index in 0..<scene.canvas.area where footprint.coverage[index] > 0 { footprints.coverage[index] = 255 }
            pictures.append(image)
        }
        for pixel in 0..<scene.canvas.area where footprints.coverage[pixel] == 0 {
            let bytes = pixel * 4..<pixel * 4 + 4
            try #require(
                pictures[16].bytes[bytes] == pictures[0].bytes[bytes], "seed \(seed): pixel \(pixel) drifted")
        }
        let again = try StoredSession(at: place.file)
        for round in (0...16).reversed() {
            #expect(try await session.render().image == pictures[round], "seed \(seed), back at round \(round)")
            #expect(try await again.render(round: round).image == pictures[round], "seed \(seed), round \(round) again")
            if round > 0 { try await session.undo() }
        }
    }

    @Test(arguments: 10..<14) func branchesLeaveEachOtherAlone(seed: Int) async throws {
        var random = SeededRandom(seed: seed)
        let session = try place.room()
        var pictures = [try await session.render().image]
        for round in 1...24 {
            if Int.random(in: 0..<3, using: &random) == 0 {
                try await session.branch(from: Int.random(in: 0..<round, using: &random))
            }
            try await session.run(script: Self.step(&random), name: "seed-\(seed).yaml")
            pictures.append(try await session.render().image)
        }
        let again = try StoredSession(at: place.file)
        for round in pictures.indices.shuffled(using: &random) {
            #expect(try await again.render(round: round).image == pictures[round], "seed \(seed), round \(round)")
        }
        #expect(try await again.head == 24)
    }
}
