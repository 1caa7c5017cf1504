import Decomposer
import Foundation
import Raster
import Testing

@Suite struct DepthPredictorTests {
    private static func network(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Networks/\(name).onnx").path
    }

    /// Light grows to the right, so by this network the right is near.
    @Test(arguments: [
        PixelSize(width: 300, height: 200), PixelSize(width: 90, height: 160), PixelSize(width: 900, height: 40),
    ])
    func theMapIsThatOfThePicture(size: PixelSize) throws {
        var picture = RGBAImage(size: size)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let level = UInt8(x * 255 / size.width)
                picture[x, y] = RGBA8(level, level, level)
            }
        }
        let map = try DepthPredictor(contentsOf: Self.network("depth")).predict(picture)
        #expect(map.width % 14 == 0 && map.height % 14 == 0)
        #expect(
            min(map.width, map.height) >= 504 || max(map.width, map.height) >= 4 * 504, "\(map.width)×\(map.height)")
        for column in 1..<map.width { #expect(map[column, map.height / 2] >= map[column - 1, map.height / 2]) }
        // ImageNet's normalisation of black and white, meaned
        #expect(abs(map[0, 0] - (-2.1179 - 2.0357 - 1.8044) / 3) < 0.1)
        #expect(abs(map[map.width - 1, 0] - (2.2489 + 2.4286 + 2.64) / 3) < 0.1)
    }

    @Test(arguments: ["gray", "three"]) func networksThatTellNoDepthAreRefused(name: String) {
        let path = Self.network(name)
        #expect {
            let predictor = try DepthPredictor(contentsOf: path)
            _ = try predictor.predict(RGBAImage(size: PixelSize(width: 20, height: 20)))
        } throws: {
            "\($0)" == "'\(path)' does not tell depth: it should take a picture float32 n×3×h×w alone and give n×h×w"
        }
    }
}
