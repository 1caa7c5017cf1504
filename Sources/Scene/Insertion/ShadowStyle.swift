import ActionSpec
import Foundation
import Raster

/// How things cast shadows in a scene: which way, how long, how soft and how dark.
struct ShadowStyle: Hashable {
    /// How far the shadow of a point comes to lie from beneath it, for each pixel of its height; x right, y down.
    var lean: SIMD2<Float>
    /// The radius of its blur, as a share of the thing's height.
    var softness: Float
    /// The share of light that it takes, and that the line of contact takes on top of that.
    var darkness: Float
    var contact: Float

    /// As under a clouded sky: what anything casts anywhere.
    static let soft = ShadowStyle(lean: SIMD2(0, 0), softness: 0.12, darkness: 0.3, contact: 0.35)
    /// Nothing stands on the ground without darkening it where it touches.
    private static let leastContact: Float = 0.2
    private static let darkest: Float = 0.7
    /// The share of the line of contact's blur in the lesser side of a thing.
    private static let contactSoftness: Float = 0.04

    /// How deep a round thing on the ground looks, for each pixel of its width: the sine of the angle at which the camera, of a field of
    /// view of 50 degrees, looks down at that row.
    static func depth(atRow row: Double, in scene: Scene) -> Float {
        let focalLength = 1.07 * Double(max(scene.canvas.width, scene.canvas.height))
        let below = row - (scene.horizon ?? row - 0.28 * focalLength)
        return Float(min(0.5, max(0.12, sin(atan(below / focalLength)))))
    }

    /// The share of light that is missing around a thing, 0...1.
    func shade(of outline: ShadowOutline, depth: Float, over area: PixelRect) -> Plane {
        var plane = outline.cast(lean: lean, depth: depth, over: area).smoothed(
            radius: blur(of: outline, depth: depth))
        let touch = outline.contact(depth: depth, over: area).smoothed(radius: Self.contactBlur(of: outline))
        for index in plane.values.indices {
            plane.values[index] = 1 - (1 - darkness * plane.values[index]) * (1 - contact * touch.values[index])
        }
        return plane
    }

    /// What the shadow can reach, in pixels from the middle of the base, y down.
    func area(of outline: ShadowOutline, depth: Float) -> PixelRect {
        let height = outline.stature(depth: depth)
        let half = outline.width / 2
        let margin = 3 * Float(blur(of: outline, depth: depth)) + 3
        return PixelRect(
            minX: Int((min(0, lean.x * height) - half - margin).rounded(.down)),
            minY: Int((min(0, lean.y * height) - 2 * depth * half - margin).rounded(.down)),
            maxX: Int((max(0, lean.x * height) + half + margin).rounded(.up)),
            maxY: Int((max(0, lean.y * height) + depth * half + margin).rounded(.up)))
    }

    private func blur(of outline: ShadowOutline, depth: Float) -> Int {
        max(1, Int((softness * outline.stature(depth: depth) / 1.7).rounded()))
    }

    private static func contactBlur(of outline: ShadowOutline) -> Int {
        max(1, Int((contactSoftness * min(outline.width, Float(outline.height))).rounded()))
    }
}

// MARK: - What a scene shows

extension ShadowStyle {
    /// The style that accounts best for the shadows which the scene's own things cast on the ground; `soft` where they cast none that a
    /// light would.
    init(of scene: Scene) {
        self = Self.soft
        let casters = Evidence.casters(in: scene).prefix(4).map { Evidence(of: $0, in: scene) }
        let observed = casters.reduce(0) { $0 + $1.energy }
        let seen = casters.reduce(0) { $0 + $1.seen }
        // about a level in ten, all around: what decomposing leaves behind anyway
        guard seen > 0, observed / seen > 1e-4 else { return }
        var least = observed
        var best: ShadowStyle?
        for lean in Self.leans {
            for softness in Self.softnesses {
                var style = ShadowStyle(lean: lean, softness: softness, darkness: 0, contact: 0)
                var sums = Fit()
                for caster in casters { caster.add(style, to: &sums) }
                (style.darkness, style.contact) = sums.shares
                let rest = sums.rest(darkness: style.darkness, contact: style.contact)
                if rest < least { (least, best) = (rest, style) }
            }
        }
        guard var style = best, least < Self.unexplained * observed else { return }
        style.darkness = min(Self.darkest, style.darkness)
        style.contact = min(Self.darkest, max(Self.leastContact, style.contact))
        self = style
    }

    /// What share of the shadows may remain unaccounted for.
    private static let unexplained: Float = 0.8
    private static let softnesses: [Float] = [0.05, 0.12, 0.25]
    private static let leans: [SIMD2<Float>] = {
        // shorter ones first, which win where it makes no difference
        let all = stride(from: Float(-1.5), through: 1.51, by: 0.3).flatMap { x in
            stride(from: Float(-0.6), through: 0.61, by: 0.2).map { SIMD2(x, $0) }
        }
        return all.sorted { ($0 * $0).sum() < ($1 * $1).sum() }
    }()

    /// The sums of least squares for two shares that may not be negative.
    private struct Fit {
        var castCast: Float = 0
        var castTouch: Float = 0
        var touchTouch: Float = 0
        var castSeen: Float = 0
        var touchSeen: Float = 0
        var seenSeen: Float = 0

        var shares: (darkness: Float, contact: Float) {
            let determinant = castCast * touchTouch - castTouch * castTouch
            if determinant > 1e-6 {
                let cast = (castSeen * touchTouch - touchSeen * castTouch) / determinant
                let touch = (touchSeen * castCast - castSeen * castTouch) / determinant
                if cast >= 0, touch >= 0 { return (cast, touch) }
            }
            let alone = (cast: max(0, castSeen / max(castCast, 1e-6)), touch: max(0, touchSeen / max(touchTouch, 1e-6)))
            return rest(darkness: alone.cast, contact: 0) <= rest(darkness: 0, contact: alone.touch)
                ? (alone.cast, 0) : (0, alone.touch)
        }

        func rest(darkness: Float, contact: Float) -> Float {
            seenSeen - 2 * (darkness * castSeen + contact * touchSeen) + darkness * darkness * castCast
                + 2 * darkness * contact * castTouch + contact * contact * touchTouch
        }
    }

    /// One thing, and the shadow around it, small.
    private struct Evidence {
        private let outline: ShadowOutline
        private let depth: Float
        private let area: PixelRect
        /// The share of light that is missing, and where that can be seen, 0 or 1.
        private var shadow: Plane
        private var open: Plane
        private let touch: Plane

        private static let height = 28

        /// Those with a shadow of their own on the ground, the largest first.
        static func casters(in scene: Scene) -> [Layer] {
            scene.layers.enumerated()
                .filter { _, layer in
                    guard let effect = layer.effect, !effect.isMade, layer.originalExtent.height >= 12 else {
                        return false
                    }
                    return layer.support == .ground
                }
                .sorted {
                    ($1.element.originalExtent.area, $0.offset) < ($0.element.originalExtent.area, $1.offset)
                }
                .map(\.element)
        }

        init(of layer: Layer, in scene: Scene) {
            outline = ShadowOutline(of: layer, height: Self.height)
            let base = layer.originalBase
            depth = ShadowStyle.depth(atRow: base.y, in: scene)
            let half = outline.width / 2
            let reach = 0.8 * Float(outline.height) + 4
            area = PixelRect(
                minX: Int(-half - reach), minY: Int(-reach), maxX: Int(half + reach), maxY: Int(0.7 * reach))
            shadow = Plane(size: PixelSize(width: area.width, height: area.height))
            open = shadow
            touch = outline.contact(depth: depth, over: area).smoothed(radius: ShadowStyle.contactBlur(of: outline))
            let own = scene.layers.filter { !($0.effect?.isMade ?? false) }
            for y in 0..<area.height {
                for x in 0..<area.width {
                    let place = PixelPoint(
                        x: Int((base.x + (Double(area.x + x) + 0.5) * outline.scale).rounded(.down)),
                        y: Int((base.y + (Double(area.y + y) + 0.5) * outline.scale).rounded(.down)))
                    guard scene.canvas.bounds.contains(x: place.x, y: place.y),
                        !own.contains(where: { $0.originalAlpha(at: place) > 8 })
                    else { continue }
                    open[x, y] = 1
                    // what is left of the light through all shadows here, since neighbours share them
                    shadow[x, y] = 1 - own.reduce(1) { $0 * (1 - ($1.effect?.darkness(at: place) ?? 0)) }
                }
            }
        }

        var energy: Float { zip(shadow.values, open.values).reduce(0) { $0 + $1.0 * $1.0 * $1.1 } }
        var seen: Float { open.values.reduce(0, +) }

        func add(_ style: ShadowStyle, to sums: inout Fit) {
            let cast = outline.cast(lean: style.lean, depth: depth, over: area).smoothed(
                radius: style.blur(of: outline, depth: depth))
            for index in open.values.indices where open.values[index] > 0 {
                let (cast, touch, seen) = (cast.values[index], touch.values[index], shadow.values[index])
                sums.castCast += cast * cast
                sums.castTouch += cast * touch
                sums.touchTouch += touch * touch
                sums.castSeen += cast * seen
                sums.touchSeen += touch * seen
                sums.seenSeen += seen * seen
            }
        }
    }
}

extension Layer {
    fileprivate func originalAlpha(at place: PixelPoint) -> UInt8 {
        let (x, y) = (place.x - origin.x, place.y - origin.y)
        return original.size.bounds.contains(x: x, y: y) ? original.bytes[(y * original.width + x) * 4 + 3] : 0
    }
}

extension Effect {
    /// The share of light that it takes at a place of the picture, 0 where it is a reflection.
    fileprivate func darkness(at place: PixelPoint) -> Float {
        let (x, y) = (place.x - origin.x, place.y - origin.y)
        guard image.size.bounds.contains(x: x, y: y) else { return 0 }
        let pixel = image[x, y]
        let level = Float(max(pixel.red, pixel.green, pixel.blue)) / 255
        return Float(pixel.alpha) / 255 * max(0, 1 - 2 * level)
    }
}
