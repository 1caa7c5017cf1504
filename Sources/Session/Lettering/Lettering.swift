import ActionSpec
import Raster
import Scene
import Synchronization

/// What is written on a session's layers, each read once.
final class Lettering: Sendable {
    private let picture: RGBAImage
    private let words = Mutex<[LayerID: String]>([:])

    /// - Parameter picture: as it was opened.
    init(of picture: RGBAImage) { self.picture = picture }

    /// As the layer was when it came into the scene: in the picture where it was taken out of that, since a mask may lack what is written.
    ///
    /// - Throws: `SessionError.unreadable`.
    func words(on layer: Layer, isInPicture: Bool, by tesseract: Tesseract) throws -> String {
        if let known = words.withLock({ $0[layer.id] }) { return known }
        let rect = layer.original.size.bounds.offsetBy(dx: layer.origin.x, dy: layer.origin.y)
        let isInside = isInPicture && rect.intersection(picture.size.bounds) == rect
        let shown = isInside ? picture.cropped(to: rect) : layer.original.onItsMean
        let mask = layer.original.alpha.fillingHoles(ofAtMost: layer.original.size.area)
        let page = TextLines(in: shown, within: mask).page
        let found = try page.map { try tesseract.words(on: $0) } ?? ""
        words.withLock { $0[layer.id] = found }
        return found
    }
}

extension RGBAImage {
    /// Opaque, over the mean colour of what is there.
    fileprivate var onItsMean: RGBAImage {
        var sums = SIMD4<Int>()
        for index in stride(from: 0, to: bytes.count, by: 4) {
            let alpha = Int(bytes[index + 3])
            sums &+= SIMD4(Int(bytes[index]), Int(bytes[index + 1]), Int(bytes[index + 2]), 1) &* alpha
        }
        let total = max(1, sums.w)
        let mean = [sums.x / total, sums.y / total, sums.z / total]
        var result = self
        for index in stride(from: 0, to: bytes.count, by: 4) {
            let alpha = Int(bytes[index + 3])
            for channel in 0..<3 {
                let level = Int(bytes[index + channel]) * alpha + mean[channel] * (255 - alpha)
                result.bytes[index + channel] = UInt8(level / 255)
            }
            result.bytes[index + 3] = 255
        }
        return result
    }
}
