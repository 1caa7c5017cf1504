import Decomposer
import Raster
import SeededRandom
import Testing

/// Order read from visible masks alone, things drawn one over the other.
@Suite struct StackingTests {
    private static let size = PixelSize(width: 200, height: 160)

    private typealias Shape = @Sendable (Int, Int) -> Bool

    private static func box(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>) -> Shape {
        { x.contains($0) && y.contains($1) }
    }

    private static func disc(_ x: Int, _ y: Int, _ radius: Int) -> Shape {
        { ($0 - x) * ($0 - x) + ($1 - y) * ($1 - y) <= radius * radius }
    }

    private static func ellipse(_ x: Int, _ y: Int, _ across: Int, _ down: Int) -> Shape {
        { ($0 - x) * ($0 - x) * down * down + ($1 - y) * ($1 - y) * across * across <= across * across * down * down }
    }

    /// The visible mask of each shape, drawn back to front.
    private static func masks(_ shapes: [Shape]) -> [Mask] {
        var masks: [Mask] = []
        for shape in shapes {
            var mask = Mask(size: size)
            for y in 0..<size.height {
                for x in 0..<size.width where shape(x, y) {
                    mask[x, y] = 255
                    for index in masks.indices { masks[index][x, y] = 0 }
                }
            }
            masks.append(mask)
        }
        return masks
    }

    /// Front and behind of pairs that are hard to tell by one cue alone.
    private static let pairs: [(name: String, behind: Shape, front: Shape)] = [
        ("a ball before a box", box(60...130, 40...110), disc(70, 110, 25)),
        ("a can on a box", box(60...130, 70...130), { (80...110).contains($0) && (20...86).contains($1) }),
        ("a ball on a box", box(60...130, 80...130), disc(95, 60, 24)),
        (
            "a cup on a book, its base round", box(40...160, 80...120),
            { (80...115).contains($0) && (40...95).contains($1) || ellipse(97, 95, 18, 7)($0, $1) }
        ),
        ("a low box before a tall can", box(85...115, 20...110), box(70...150, 90...140)),
        ("a tall can before a low box", box(60...150, 80...115), box(85...115, 40...130)),
        (
            "a bowl before a ball", disc(100, 70, 35),
            { ellipse(100, 100, 45, 12)($0, $1) || ellipse(100, 110, 30, 20)($0, $1) }
        ),
        (
            "a bird on a ball", disc(100, 120, 38),
            {
                ellipse(100, 45, 32, 18)($0, $1)
                    || ((92...95).contains($0) || (106...109).contains($0)) && (45...86).contains($1)
            }
        ),
        ("two balls", disc(80, 80, 30), disc(110, 95, 30)),
    ]

    @Test(arguments: pairs.indices) func whatHidesIsInFrontWhicheverComesFirst(index: Int) throws {
        let pair = Self.pairs[index]
        let masks = Self.masks([pair.behind, pair.front])
        let stacking = Stacking(masks, size: Self.size)
        #expect(stacking.backToFront == [0, 1], "\(pair.name)")
        let edge = try #require(stacking.edges.first)
        #expect(stacking.edges.count == 1 && edge.isOcclusion && edge.isObeyed, "\(pair.name)")
        #expect(edge.confidence > 0.6, "\(pair.name)")

        let swapped = Stacking(masks.reversed(), size: Self.size)
        #expect(swapped.backToFront == [1, 0], "\(pair.name)")
        #expect(swapped.edges.first?.confidence == edge.confidence, "\(pair.name)")
    }

    @Test func aCrackBetweenMasksChangesLittle() throws {
        var masks = Self.masks([Self.pairs[0].behind, Self.pairs[0].front])
        masks[0] = masks[0].subtracting(masks[1].dilated(by: 2))
        let stacking = Stacking(masks, size: Self.size)
        #expect(stacking.backToFront == [0, 1])
        #expect(stacking.edges.first?.isOcclusion == true)
    }

    @Test(arguments: 0..<60) func ballsOnOneGroundAreOrdered(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        // farther up and smaller, as on a floor
        let near = (x: Int.random(in: 60...140, using: &random), y: Int.random(in: 90...110, using: &random))
        let radius = Int.random(in: 25...32, using: &random)
        let shift = Int.random(in: -28...28, using: &random)
        let masks = Self.masks([Self.disc(near.x + shift, near.y - 24, radius - 6), Self.disc(near.x, near.y, radius)])
        guard masks[0].area > 150 else { return }
        #expect(Stacking(masks, size: Self.size).backToFront == [0, 1], "seed \(seed)")
    }

    @Test func thingsThatDoNotTouchGoByTheirBasesOrByADepthMap() throws {
        let masks = Self.masks([Self.disc(50, 50, 30), Self.disc(100, 100, 30)])
        let byBase = Stacking(masks, size: Self.size)
        #expect(byBase.backToFront == [0, 1])
        #expect(byBase.edges.map(\.isOcclusion) == [false])
        #expect(Stacking(masks, size: Self.size, nearness: [0.7, 0.2]).backToFront == [1, 0])
    }

    @Test(arguments: 0..<40) func theOrderKeepsWhatItSaysItKeeps(seed: Int) {
        var random = SeededRandom(seed: seed)
        let shapes = (0..<6).map { _ -> Shape in
            let (x, y) = (Int.random(in: 50...150, using: &random), Int.random(in: 50...110, using: &random))
            let reach = Int.random(in: 15...35, using: &random)
            return Bool.random(using: &random)
                ? Self.disc(x, y, reach) : Self.box(x - reach...x + reach, y - reach / 2...y + reach / 2)
        }
        let masks = Self.masks(shapes)
        let stacking = Stacking(masks, size: Self.size)
        #expect(stacking.backToFront.sorted() == Array(masks.indices), "seed \(seed)")
        for edge in stacking.edges {
            let isFront =
                stacking.backToFront.firstIndex(of: edge.front)! > stacking.backToFront.firstIndex(of: edge.behind)!
            #expect(isFront == edge.isObeyed, "seed \(seed): \(edge)")
            #expect((0.5...1).contains(edge.confidence), "seed \(seed): \(edge)")
        }
    }

    @Test func nothingHasNoOrder() {
        let stacking = Stacking([], size: Self.size)
        #expect(stacking.backToFront.isEmpty && stacking.edges.isEmpty)
    }
}
