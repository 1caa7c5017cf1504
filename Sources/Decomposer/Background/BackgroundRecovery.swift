import Fill
import Raster

/// The picture with every instance, its shadow and its reflection taken away.
struct BackgroundRecovery {
    /// Canvas-sized, opaque.
    private(set) var background: RGBAImage
    /// The share of light that shadows leave on it, 0...1.
    private var transmission: Plane
    /// Where what was taken out of the background outside of instances has to go into their effects.
    private(set) var effects: Mask
    /// The share of light, 0...1, that shadows leave beneath the soft edges of instances.
    private(set) var underEdge: Plane
    /// Where a shadow was found.
    private let shadows: Mask

    /// - Parameters:
    ///   - image: the picture.
    ///   - instances: all instances' masks together.
    ///   - reflections: where surfaces mirror them.
    ///   - isDrawing: the picture ends at outlines, with no contact shadows or glow around them.
    init(
        image: RGBAImage, instances: Mask, shadows: CastShadows, reflections: Reflections.Shown, isDrawing: Bool,
        filler: any HoleFiller
    ) throws {
        self.shadows = shadows.region
        effects = shadows.region.union(reflections.region)
        underEdge = Plane(size: image.size, filledWith: 1)
        transmission = underEdge
        let margin = isDrawing ? max(2, image.width / 320) : max(3, image.width / 160)
        // gaps between neighbours show their shadows on each other more than the background
        let covered = instances.dilated(by: margin).closed(by: 2 * margin)
        let hole = covered.union(effects)
        background = try filler.fill(image, hole: hole, avoiding: nil)
        unmirror(image, reflections, hole: covered)
        transmission = shadows.transmission(image: image, filled: background, instances: instances.dilated(by: 1))
        relight(
            image,
            instances: hole.subtracting(shadows.region).union(instances.dilated(by: margin)).union(reflections.region))
        guard !isDrawing else { return }
        let softness = max(1, max(image.width, image.height) / 900)
        addContactShadows(
            image, around: hole.subtracting(instances).subtracting(reflections.region),
            edge: instances.dilated(by: softness + 1))
        underEdge = Self.shadowsUnderEdges(image, background, instances)
        for index in 0..<image.size.area where underEdge.values[index] < 1 { effects.coverage[index] = 255 }
    }

    /// A soft edge mixes the instance with the shadowed background, so the shadow goes on beneath it: the share of light in the
    /// band along the outline is that of the pixels just outside. 1 elsewhere.
    private static func shadowsUnderEdges(_ image: RGBAImage, _ background: RGBAImage, _ instances: Mask) -> Plane {
        var share = Plane(size: image.size, filledWith: 1)
        let softness = max(1, max(image.width, image.height) / 900)
        let outer = instances.dilated(by: softness)
        let inner = instances.eroded(by: softness + 2)
        let reach = 2 * softness + 3
        for y in 0..<image.height {
            for x in 0..<image.width {
                let index = y * image.width + x
                guard outer.coverage[index] > 127, inner.coverage[index] <= 127 else { continue }
                var (seen, lit) = (0, 0)
                for py in max(0, y - reach)...min(image.height - 1, y + reach) {
                    for px in max(0, x - reach)...min(image.width - 1, x + reach) {
                        let near = py * image.width + px
                        guard outer.coverage[near] <= 127 else { continue }
                        for channel in 0..<3 {
                            seen += Int(image.bytes[near * 4 + channel])
                            lit += Int(background.bytes[near * 4 + channel])
                        }
                    }
                }
                if lit > 0, seen * 100 < lit * 97 { share.values[index] = max(0.1, Float(seen) / Float(lit)) }
            }
        }
        return share
    }

    /// What is darker than the filled background beside an instance is the contact shadow nobody noticed. It is soft, so it is
    /// measured over a few pixels; what it darkens is lit up again, but at the very edge, where the instance shines through or a
    /// photograph was sharpened.
    private mutating func addContactShadows(_ image: RGBAImage, around ring: Mask, edge: Mask) {
        let reach = max(2, image.width / 200)
        let share = smoothShare(image, over: ring.subtracting(edge), reach: reach)
        for index in 0..<image.size.area where ring.coverage[index] > 127 && effects.coverage[index] <= 127 {
            if edge.coverage[index] > 127 {
                var difference = 0
                for channel in 0..<3 {
                    difference += Int(image.bytes[index * 4 + channel]) - Int(background.bytes[index * 4 + channel])
                }
                if abs(difference) > 9 { effects.coverage[index] = 255 }
            } else if share.values[index] < 0.99 {
                effects.coverage[index] = 255
                let belief = min(1, max(0, (share.values[index] - Self.believed.lowerBound) / Self.beliefSpan))
                for channel in 0..<3 {
                    let lit = min(255, Float(image.bytes[index * 4 + channel]) / share.values[index])
                    let filled = Float(background.bytes[index * 4 + channel])
                    background.bytes[index * 4 + channel] = UInt8((filled + (lit - filled) * belief).rounded())
                }
            }
        }
    }

    /// How bright the picture is over the background where `region` is, both averaged over its pixels within `reach`; at most 1.
    private func smoothShare(_ image: RGBAImage, over region: Mask, reach: Int) -> Plane {
        var (seen, lit) = (Plane(size: image.size), Plane(size: image.size))
        for index in 0..<image.size.area where region.coverage[index] > 127 {
            seen.values[index] = image.color(at: index).sum()
            lit.values[index] = background.color(at: index).sum()
        }
        (seen, lit) = (seen.boxBlurred(radius: reach), lit.boxBlurred(radius: reach))
        var share = Plane(size: image.size, filledWith: 1)
        for index in 0..<image.size.area where region.coverage[index] > 127 {
            share.values[index] = max(0.05, min(1, seen.values[index] / max(lit.values[index], 1)))
        }
        return share
    }

    /// A surface that mirrors is seen, only with light added to it; what shows neither
    /// reflection nor shadow after all is left as it is.
    private mutating func unmirror(_ image: RGBAImage, _ reflections: Reflections.Shown, hole: Mask) {
        let shown = reflections.region.bounds(above: 127)
        guard !shown.isEmpty else { return }
        let belief = reflections.belief(image: image, filled: background)
        let surface = Unmirroring(
            image: image, filled: background,
            bounds: shown.grown(by: max(4, image.width / 80)).intersection(image.size.bounds), hidden: hole)
        for y in shown.y..<shown.maxY {
            for x in shown.x..<shown.maxX {
                let index = y * image.width + x
                guard reflections.region.coverage[index] > 127, hole.coverage[index] <= 127 else { continue }
                let share = shadows.coverage[index] > 127 ? 1 : Float(belief.coverage[index]) / 255
                for channel in 0..<3 {
                    let seen = Float(image.bytes[index * 4 + channel])
                    let bare = surface.value(x: x, y: y, channel: channel)
                    background.bytes[index * 4 + channel] = UInt8((seen + (bare - seen) * share).rounded())
                }
            }
        }
    }

    /// The share of light above which a shadowed pixel is believed, and below which it is made up instead.
    private static let believed: ClosedRange<Float> = 0.45...0.75
    private static let beliefSpan = believed.upperBound - believed.lowerBound

    /// A shadowed surface is seen, only darker: lit up again it is truer than any filling, except in the deep of a contact
    /// shadow, where little is left of it.
    private mutating func relight(_ image: RGBAImage, instances: Mask) {
        for index in 0..<image.size.area where shadows.coverage[index] > 127 && instances.coverage[index] <= 127 {
            let share = transmission.values[index]
            let belief = min(1, (share - Self.believed.lowerBound) / Self.beliefSpan)
            guard belief > 0, share < 1 else { continue }
            for channel in 0..<3 {
                let lit = min(255, Float(image.bytes[index * 4 + channel]) / share)
                let filled = Float(background.bytes[index * 4 + channel])
                background.bytes[index * 4 + channel] = UInt8(filled + (lit - filled) * belief)
            }
        }
    }
}
