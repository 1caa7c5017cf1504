import Fill
import Raster

/// The picture with every instance and its shadow taken away.
struct BackgroundRecovery {
    /// Canvas-sized, opaque.
    private(set) var background: RGBAImage
    /// The share of light that shadows leave on it, 0...1; times `background` it gives the picture outside instances.
    private(set) var transmission: Plane
    /// Where a shadow was found.
    let shadows: Mask

    /// - Parameters:
    ///   - image: the picture.
    ///   - instances: all instances' masks together.
    init(image: RGBAImage, instances: Mask, shadows: CastShadows, filler: any HoleFiller) throws {
        self.shadows = shadows.region
        let margin = max(3, image.width / 160)
        let hole = instances.dilated(by: margin).union(shadows.region)
        background = try filler.fill(image, hole: hole, avoiding: nil)
        transmission = shadows.transmission(image: image, filled: background, instances: instances.dilated(by: 1))
        // The shadowed surface is seen, only darker: lit up again it is truer than any filling.
        let solid = instances.dilated(by: margin)
        for index in 0..<image.size.area where shadows.region.coverage[index] > 127 {
            let share = transmission.values[index]
            guard solid.coverage[index] <= 127, share < 1, share > 0.25 else { continue }
            for channel in 0..<3 {
                let lit = Float(image.bytes[index * 4 + channel]) / share
                background.bytes[index * 4 + channel] = UInt8(min(255, lit))
            }
        }
    }
}
