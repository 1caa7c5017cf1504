import ActionSpec
import Decomposer
import Foundation
import Raster
import Scene
import SeededRandom
import Testing

@Suite struct SurfaceFinderTests {
    /// Sky over hills over ground, with grain; the lines at rows given for each column.
    private func landscape(sky: Bool, seed: UInt64, line: (Int) -> Int) -> RGBAImage {
        var random = SeededRandom(seed: seed)
        var image = RGBAImage(size: PixelSize(width: 160, height: 120))
        for x in 0..<160 {
            for y in 0..<120 {
                let grain = Int.random(in: -3...3, using: &random)
                let color =
                    y >= line(x) ? (140, 110, 70) : sky && y < line(x) - 25 ? (150, 180, 225) : (170, 90, 90)
                image[x, y] = RGBA8(UInt8(color.0 + grain), UInt8(color.1 + grain), UInt8(color.2 + grain))
            }
        }
        return image
    }

    private func overlap(_ region: Mask, _ inside: (Int, Int) -> Bool) -> Double {
        var (both, either) = (0, 0)
        for y in 0..<region.height {
            for x in 0..<region.width {
                let (a, b) = (region[x, y] > 127, inside(x, y))
                if a && b { both += 1 }
                if a || b { either += 1 }
            }
        }
        return Double(both) / Double(max(1, either))
    }

    @Test(arguments: UInt64(0)..<6) func findsTheLineOfTheFloor(seed: UInt64) {
        let line = { (x: Int) in 70 + Int(8 * sin(Double(x) / 25 + Double(seed))) }
        let found = SurfaceFinder(landscape(sky: true, seed: seed, line: line)).surfaces()
        #expect(found.map(\.part) == [.floor, .walls, .sky])
        for surface in found {
            let share = overlap(surface.region) { x, y in
                switch surface.part {
                case .floor: y >= line(x)
                case .sky: y < line(x) - 25
                default: y < line(x) && y >= line(x) - 25
                }
            }
            #expect(share > 0.9, "seed \(seed): \(surface.part)")
        }
    }

    @Test func aRoomHasNoSky() {
        let found = SurfaceFinder(landscape(sky: false, seed: 1) { _ in 60 }).surfaces()
        #expect(found.map(\.part) == [.floor, .walls])
    }

    @Test func aPlainSheetIsAllWall() {
        let sheet = RGBAImage(size: PixelSize(width: 90, height: 60), filledWith: RGBA8(180, 90, 60))
        let found = SurfaceFinder(sheet).surfaces()
        #expect(found.map(\.part) == [.walls])
        #expect(found.first?.region.area == 90 * 60)
    }
}
