import Raster
import Testing

@Suite struct GeometryTests {
    @Test func intersectionOfDisjointRectanglesIsEmpty() {
        let left = PixelRect(x: 0, y: 0, width: 2, height: 2)
        let right = PixelRect(x: 2, y: 0, width: 2, height: 2)
        #expect(left.intersection(right) == .empty)
        #expect(left.union(right) == PixelRect(x: 0, y: 0, width: 4, height: 2))
        #expect(left.union(.empty) == left)
    }

    @Test func intersectionOverUnionOfHalfShifted() {
        let left = PixelRect(x: 0, y: 0, width: 2, height: 2)
        #expect(left.intersectionOverUnion(left.offsetBy(dx: 1, dy: 0)) == 1.0 / 3)
    }

    @Test func maskBoundsFollowTheThreshold() {
        let mask = Mask(size: PixelSize(width: 3, height: 2), coverage: [0, 10, 0, 0, 200, 255])
        #expect(mask.bounds() == PixelRect(x: 1, y: 0, width: 2, height: 2))
        #expect(mask.bounds(above: 127) == PixelRect(x: 1, y: 1, width: 2, height: 1))
        #expect(mask.area == 2)
    }
}
