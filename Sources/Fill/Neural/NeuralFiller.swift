import Foundation
package import NeuralCore
package import Raster

/// Fills holes from exemplars, and lets a network say what they should look like in the large.
///
/// The network sees the hole and its surroundings at a size it can take. What it would change there is laid on the fill at
/// full size, as far as it is believed, so the grain of what exemplars gave stays.
package struct NeuralFiller: HoleFiller {
    private let network: any HoleNetwork

    /// Where the weights of our own network lie: in the package's resources, beside the program.
    package static var weightsPath: String {
        Bundle.main.bundleURL.appending(path: "i2e_Fill.resources/Networks/fill.safetensors").path
    }

    /// False where the program was moved without its resources.
    package static var isInstalled: Bool { FileManager.default.isReadableFile(atPath: weightsPath) }

    /// With our own network.
    package init() throws(NeuralError) { network = try FillNetwork(weightsAt: Self.weightsPath) }

    /// With a network of the user's in an ONNX file, as LaMa or MI-GAN.
    ///
    /// - Throws: `NeuralError` where the file cannot be read, `FillError.notAFillNetwork` where it is another kind of network.
    package init(networkAt path: String) throws { network = try InstalledNetwork(contentsOf: path) }

    package func fill(_ image: RGBAImage, hole: Mask, avoiding: Mask? = nil) throws -> RGBAImage {
        try bettered(ExemplarFiller().fill(image, hole: hole, avoiding: avoiding), hole: hole)
    }

    /// A picture whose hole exemplars filled, as the network would have it.
    private func bettered(_ filled: RGBAImage, hole: Mask) throws(NeuralError) -> RGBAImage {
        let bounds = hole.bounds(above: 127)
        if bounds.isEmpty { return filled }
        let region = network.region(around: bounds, in: filled.size)
        let size = network.size(for: PixelSize(width: region.width, height: region.height))
        let seen = filled.cropped(to: region).resized(to: size)
        let seenHole = hole.cropped(to: region).resized(to: size)
        let levels = try network.levels(of: seen, hole: seenHole)
        var change = (0..<size.area).map { index -> SIMD4<Float> in
            guard seenHole.coverage[index] > 127 else { return .zero }
            return SIMD4(
                levels[3 * index] - Float(seen.bytes[4 * index]),
                levels[3 * index + 1] - Float(seen.bytes[4 * index + 1]),
                levels[3 * index + 2] - Float(seen.bytes[4 * index + 2]), 0) * network.trust
        }
        change.blur(width: size.width, deviation: network.softness)
        let columns = (0..<region.width).map { Between($0, of: region.width, samples: size.width) }
        var result = filled
        for y in 0..<region.height {
            let row = Between(y, of: region.height, samples: size.height)
            for x in 0..<region.width {
                let pixel = (region.y + y) * filled.width + region.x + x
                guard hole.coverage[pixel] > 127 else { continue }
                let step = Between.mix(change, width: size.width, columns[x], row)
                for channel in 0..<3 {
                    let level = Float(filled.bytes[4 * pixel + channel]) + step[channel]
                    result.bytes[4 * pixel + channel] = UInt8(min(255, max(0, level)).rounded())
                }
            }
        }
        return result
    }
}

extension [SIMD4<Float>] {
    /// A Gaussian over rows of `width`; what lies outside counts as zero.
    fileprivate mutating func blur(width: Int, deviation: Double) {
        guard deviation > 0 else { return }
        let reach = Int((3 * deviation).rounded(.up))
        let weights = (-reach...reach).map { Float(exp(-Double($0 * $0) / (2 * deviation * deviation))) }
        let total = weights.reduce(0, +)
        for (step, length) in [(1, width), (width, count / width)] {
            var result = self
            for index in indices {
                let place = index / step % length
                var sum = SIMD4<Float>.zero
                for offset in Swift.max(-reach, -place)...Swift.min(reach, length - 1 - place) {
                    sum += self[index + offset * step] * weights[offset + reach]
                }
                result[index] = sum / total
            }
            self = result
        }
    }
}
