import ActionSpec
import Raster
import Scene
import Testing

@Suite struct LayerTests {
    @Test func resizingKeepsTheBaseWhereItStood() {
        var layer = Layer(
            id: LayerID("cup"), name: "cup",
            original: RGBAImage(size: PixelSize(width: 10, height: 20), filledWith: RGBA8(1, 2, 3)),
            origin: PixelPoint(x: 100, y: 50))
        layer.placement = Placement(dx: 5, dy: 0, scale: 0.5)
        #expect(layer.base == Point(x: 110, y: 70))
        #expect(layer.extent == PixelRect(minX: 107, minY: 60, maxX: 113, maxY: 70))
    }
}
