import Foundation
import Raster

/// How a picture is lit, as far as its pixels tell: the colour of its light, and how bright its brightest things are.
struct Tone: Hashable {
    /// What a grey thing would show, in linear light, scaled to a luminance of 1; nil where too little is grey to tell.
    var light: SIMD3<Float>?
    /// The luminance, 0...1 in linear light, that a twentieth of the pixels lies above.
    var white: Float

    /// About as many pixels are looked at.
    private static let samples = 20_000
    /// Below this CIELAB chroma a thing may be grey, and the light coloured.
    private static let mostChroma: Float = 20
    /// The share of the pixels that must be greyish before they say what the light is.
    private static let leastGrey = 0.08

    /// Of the pixels of pictures that are more than half opaque; nil where none is.
    init?(_ images: [RGBAImage]) {
        let step = max(1, images.reduce(0) { $0 + $1.size.area } / Self.samples)
        let table = SRGBTransfer.linear
        var luminances: [Float] = []
        var grey = SIMD3<Float>.zero
        var greyCount = 0
        for image in images {
            // a stride that is no part of the width wanders over the columns
            for pixel in stride(from: 0, to: image.size.area, by: step.isMultiple(of: 2) ? step + 1 : step) {
                let index = pixel * 4
                guard image.bytes[index + 3] > 127 else { continue }
                let color = SIMD3(
                    table[Int(image.bytes[index])], table[Int(image.bytes[index + 1])],
                    table[Int(image.bytes[index + 2])])
                let lab = LabColor(LinearRGB(red: color.x, green: color.y, blue: color.z))
                luminances.append(color.luminance)
                if lab.chroma < Self.mostChroma, lab.lightness > 25, lab.lightness < 97 {
                    // every grey says as much, whatever its brightness
                    grey += color / max(1e-4, color.luminance)
                    greyCount += 1
                }
            }
        }
        guard !luminances.isEmpty else { return nil }
        luminances.sort()
        white = luminances[min(luminances.count - 1, luminances.count * 19 / 20)]
        if Double(greyCount) >= Self.leastGrey * Double(luminances.count) { light = grey / grey.luminance }
    }
}

/// A gentle change of tone: a gain for each channel in linear light (von Kries 1902).
struct Toning: Hashable {
    var gain: SIMD3<Float>

    /// Half of the way in the colour of the light, and no more than makes a white thing look a little warm or cool.
    private static let lightShare: Float = 0.5
    private static let lightGains: ClosedRange<Float> = 0.86...1.16
    private static let exposures: ClosedRange<Float> = 0.45...1.3

    /// - Parameters:
    ///   - own: of the picture that comes in, all of it where it is known.
    ///   - isWhole: that is so; a thing by itself may just be dark.
    init(from own: Tone, isWhole: Bool, to scene: Tone) {
        let grey = SIMD3<Float>(repeating: 1)
        let ratio = (scene.light ?? grey) / (own.light ?? grey)
        var tint = grey
        for channel in 0..<3 {
            tint[channel] = min(
                Self.lightGains.upperBound, max(Self.lightGains.lowerBound, pow(ratio[channel], Self.lightShare)))
        }
        tint /= tint.luminance
        var exposure: Float = 1
        if isWhole || own.white > scene.white {
            exposure = pow(max(0.01, scene.white) / max(0.01, own.white), 0.5)
        }
        exposure = min(Self.exposures.upperBound, max(Self.exposures.lowerBound, exposure))
        gain = tint * exposure
    }

    func callAsFunction(_ image: RGBAImage) -> RGBAImage {
        let tables = (0..<3).map { channel in
            SRGBTransfer.linear.map { SRGBTransfer.byte($0 * gain[channel]) }
        }
        var result = image
        result.bytes.withUnsafeMutableBufferPointer { bytes in
            for index in stride(from: 0, to: bytes.count, by: 4) where bytes[index + 3] > 0 {
                for channel in 0..<3 { bytes[index + channel] = tables[channel][Int(bytes[index + channel])] }
            }
        }
        return result
    }
}

extension SIMD3<Float> {
    fileprivate var luminance: Float { 0.2126 * x + 0.7152 * y + 0.0722 * z }
}
