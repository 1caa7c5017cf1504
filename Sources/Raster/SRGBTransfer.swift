import Foundation

/// The sRGB transfer function (IEC 61966-2-1) by table: between stored bytes and light.
package enum SRGBTransfer {
    /// Light, 0…1, for each byte.
    package static let linear: [Float] = (0...255).map { byte in
        let value = Double(byte) / 255
        return Float(value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4))
    }

    private static let steps = 1 << 14
    private static let bytes: [UInt8] = (0...steps).map { step in
        let value = Double(step) / Double(steps)
        let encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
        return UInt8((encoded * 255).rounded())
    }

    /// The byte for light, which is clamped to 0…1.
    package static func byte(_ light: Float) -> UInt8 {
        bytes[Int((min(1, max(0, light)) * Float(steps)).rounded())]
    }
}
