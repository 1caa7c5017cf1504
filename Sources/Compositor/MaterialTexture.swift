import ActionSpec
import Foundation

/// A material's colour from place to place, as light, and how it shines.
///
/// Procedural (Perlin 1985: a pattern bent by noise), so it has no size of its own: lengths are in units of the longer side of what
/// wears it, the grain runs along x.
struct MaterialTexture {
    let material: Material
    /// What the thing's own colour is, for the materials that keep it.
    let body: SIMD3<Float>

    @inline(__always)
    func albedo(_ place: SIMD2<Float>) -> SIMD3<Float> {
        switch material {
        case .wood: wood(place)
        case .metal: SIMD3(0.50, 0.51, 0.53) * (1 + 0.22 * (ValueNoise.at(place * SIMD2(3, 260)) - 0.5))
        case .fabric: body * weave(place)
        case .plastic, .glass: body
        }
    }

    /// Year rings cut lengthwise: bands bent by slow noise, with fine dark pores along them.
    private func wood(_ place: SIMD2<Float>) -> SIMD3<Float> {
        let bent =
            place.y * 9 + 1.6 * ValueNoise.at(place * SIMD2(1.6, 3.5)) + 0.5 * ValueNoise.at(place * SIMD2(5, 11))
        let ring = bent - bent.rounded(.down)
        // slow growth in spring, a dark line at the end of the year
        let late = ring * ring * ring * (ring < 0.93 ? 1 : (1 - ring) / 0.07)
        let pores = max(0, ValueNoise.at(place * SIMD2(14, 240)) - 0.62)
        let light = SIMD3<Float>(0.46, 0.235, 0.088)
        let dark = SIMD3<Float>(0.17, 0.065, 0.02)
        let plank = 0.9 + 0.2 * ValueNoise.at(place * SIMD2(0.7, 1.3) + 17)
        return (light + (dark - light) * (0.75 * late)) * plank * (1 - 0.9 * pores)
    }

    /// Threads over and under each other, with a fibre's unevenness.
    private func weave(_ place: SIMD2<Float>) -> Float {
        let threads = place * 64
        let column = Int(threads.x.rounded(.down))
        let row = Int(threads.y.rounded(.down))
        let inside = threads - SIMD2(threads.x.rounded(.down), threads.y.rounded(.down)) - 0.5
        let isWarp = (column + row) & 1 == 0
        let across = isWarp ? inside.x : inside.y
        let along = isWarp ? inside.y : inside.x
        let round = 1 - 1.6 * across * across - 0.7 * along * along
        return 0.62 + 0.42 * round + 0.16 * (ValueNoise.at(threads * (isWarp ? SIMD2(3, 0.4) : SIMD2(0.4, 3))) - 0.5)
    }
}

/// Smooth noise, 0…1, the same everywhere and always.
enum ValueNoise {
    @inline(__always)
    static func at(_ place: SIMD2<Float>) -> Float {
        let corner = SIMD2(place.x.rounded(.down), place.y.rounded(.down))
        let inside = place - corner
        let ease = inside * inside * (3 - 2 * inside)
        let (x, y) = (Int32(truncatingIfNeeded: Int(corner.x)), Int32(truncatingIfNeeded: Int(corner.y)))
        let top = mix(hash(x, y), hash(x &+ 1, y), ease.x)
        let bottom = mix(hash(x, y &+ 1), hash(x &+ 1, y &+ 1), ease.x)
        return mix(top, bottom, ease.y)
    }

    @inline(__always)
    private static func mix(_ a: Float, _ b: Float, _ share: Float) -> Float { a + (b - a) * share }

    /// The finaliser of MurmurHash3 over the two coordinates.
    @inline(__always)
    private static func hash(_ x: Int32, _ y: Int32) -> Float {
        var bits = UInt32(bitPattern: x) &* 0x9E37_79B1 ^ UInt32(bitPattern: y) &* 0x85EB_CA77
        bits = (bits ^ bits >> 16) &* 0x85EB_CA6B
        bits = (bits ^ bits >> 13) &* 0xC2B2_AE35
        bits ^= bits >> 16
        return Float(bits >> 8) / Float(1 << 24)
    }
}
