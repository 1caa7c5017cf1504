import ActionSpec
import Foundation
import Raster

/// The light on a surface from place to place, freed of its pattern: 1 where it is as usual.
struct Shading {
    /// One a pixel; 0 where nothing is.
    let light: [Float]
    /// What is brighter than that in the original: highlights.
    let gloss: [Float]

    /// - Parameter detail: patterns finer than this, in pixels, are taken for paint and not for light.
    init(_ image: RGBAImage, detail: Double) {
        let smooth = image.retouched([Retouch(.blur, min(1000, max(0.5, detail)))])
        let luminance = smooth.luminance
        let solid = luminance.indices.filter { image.bytes[$0 * 4 + 3] > 127 }
        let sorted = solid.map { luminance[$0] }.sorted()
        let usual = max(1e-3, sorted.isEmpty ? 0.2 : sorted[sorted.count / 2])
        // what is black by its paint would else be in a deep shadow
        light = luminance.map { 0.12 + 0.88 * min(2.2, $0 / usual) }
        let sharp = image.luminance
        gloss = sharp.indices.map { max(0, sharp[$0] - max(luminance[$0] * 1.8, 0.45)) }
    }
}

extension RGBAImage {
    /// Of every pixel as light, 0…1.
    fileprivate var luminance: [Float] {
        let table = SRGBTransfer.linear
        return (0..<size.area).map { index in
            let i = index * 4
            return 0.2126 * table[Int(bytes[i])] + 0.7152 * table[Int(bytes[i + 1])] + 0.0722 * table[Int(bytes[i + 2])]
        }
    }
}
