import Fill
import Raster

/// The picture with every instance and its shadow taken away.
struct BackgroundRecovery {
    /// Canvas-sized, opaque.
    private(set) var background: RGBAImage
    /// The share of light that shadows leave on it, 0...1.
    private var transmission: Plane
    /// Where what was taken out of the background outside of instances has to go into their effects.
    private(set) var effects: Mask
    /// Where a shadow was found.
    private let shadows: Mask

    /// - Parameters:
    ///   - image: the picture.
    ///   - instances: all instances' masks together.
    init(image: RGBAImage, instances: Mask, shadows: CastShadows, filler: any HoleFiller) throws {
        self.shadows = shadows.region
        effects = shadows.region
        let margin = max(3, image.width / 160)
        // gaps between neighbours show their shadows on each other more than the background
        let hole = instances.dilated(by: margin).closed(by: 2 * margin).union(shadows.region)
        background = try filler.fill(image, hole: hole, avoiding: nil)
        transmission = shadows.transmission(image: image, filled: background, instances: instances.dilated(by: 1))
        relight(image, instances: hole.subtracting(shadows.region).union(instances.dilated(by: margin)))
        addContactShadows(image, around: hole.subtracting(instances))
    }

    /// What is darker than the filled background beside an instance is the contact shadow nobody noticed.
    private mutating func addContactShadows(_ image: RGBAImage, around ring: Mask) {
        for index in 0..<image.size.area where ring.coverage[index] > 127 && effects.coverage[index] <= 127 {
            var difference = 0
            for channel in 0..<3 {
                difference += Int(image.bytes[index * 4 + channel]) - Int(background.bytes[index * 4 + channel])
            }
            if difference < -18 { effects.coverage[index] = 255 }
        }
    }

    /// The share of light above which a shadowed pixel is believed, and below which it is made up instead.
    private static let believed: ClosedRange<Float> = 0.45...0.75

    /// A shadowed surface is seen, only darker: lit up again it is truer than any filling, except in the deep of a contact
    /// shadow, where little is left of it.
    private mutating func relight(_ image: RGBAImage, instances: Mask) {
        let span = Self.believed.upperBound - Self.believed.lowerBound
        for index in 0..<image.size.area where shadows.coverage[index] > 127 && instances.coverage[index] <= 127 {
            let share = transmission.values[index]
            let belief = min(1, (share - Self.believed.lowerBound) / span)
            guard belief > 0, share < 1 else { continue }
            for channel in 0..<3 {
                let lit = min(255, Float(image.bytes[index * 4 + channel]) / share)
                let filled = Float(background.bytes[index * 4 + channel])
                background.bytes[index * 4 + channel] = UInt8(filled + (lit - filled) * belief)
            }
        }
    }
}
