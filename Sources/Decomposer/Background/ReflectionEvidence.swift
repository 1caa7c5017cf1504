import Raster

/// How far the picture beneath an instance agrees with a mirror image of it.
///
/// A surface that mirrors a share k shows k·(M − W) more light than it would alone: M is the instance's, W that of what the surface
/// would mirror in its stead. Local means are taken off both sides, since surfaces change slowly and outlines do not, and whatever
/// the glow and the contact shadow around an instance (the surface's colour by closeness), or a shadow of the mirror image's
/// shape, explain too is given to those.
struct ReflectionEvidence {
    struct Agreement {
        /// The correlation of what is seen with what is expected, −1...1.
        var correlation: Float
        /// k.
        var gain: Float
        /// The share of what is expected, 0...1, that a shadow could not have caused.
        var distinctness: Float
        /// Pixels that show the mirror image.
        var area: Int
    }

    /// The part of the picture that is looked at, beneath the instance and at its sides.
    let strip: PixelRect
    let box: PixelRect
    /// Guesses of W.
    let surroundings: [SIMD3<Float>]
    /// Half the side of the squares that local means are taken over, in pixels.
    private let radius: Int
    /// 1 where the strip shows the surface.
    private let surface: Plane
    private let weight: Plane
    /// By channel: the picture without its local means.
    private let seen: [Plane]
    private let broad: [Plane]
    private let glow: [[Plane]]
    /// The instance's light times its mask, by channel, and its mask.
    private let light: [Plane]
    private let own: Plane

    /// Nil where there is too little to see beneath the instance.
    ///
    /// - Parameters:
    ///   - light: linear, by channel, of the picture.
    ///   - mask: the instance's, with what stands on it.
    ///   - solid: all instances, a pixel wider than they are.
    init?(light: [Plane], mask: Mask, solid: Mask) {
        let size = mask.size
        let box = mask.bounds(above: 127)
        guard box.width >= 6, box.height >= 6, box.maxY + max(5, box.height / 4) <= size.height else { return nil }
        let margin = max(4, box.width / 3)
        let strip = PixelRect(
            minX: box.x - margin, minY: max(box.y, box.maxY - box.width / 3 - 2), maxX: box.maxX + margin,
            maxY: box.maxY + box.height + 2
        ).intersection(size.bounds)
        let radius = max(3, min(box.width, box.height) / 6)
        let colors = Self.surroundings(light, mask, box: box, solid: solid)
        guard !colors.isEmpty else { return nil }

        let part = PixelSize(width: strip.width, height: strip.height)
        var surface = Plane(size: part)
        for y in 0..<part.height {
            for x in 0..<part.width where solid[strip.x + x, strip.y + y] <= 127 { surface[x, y] = 1 }
        }
        let weight = Self.twiceBlurred(surface, radius)
        let wide = Self.twiceBlurred(surface, 2 * radius)
        let closeness = [box.width / 16 + 1, box.width / 5 + 1].map { reach in
            var plane = Plane(size: size)
            for index in 0..<size.area where solid.coverage[index] > 127 { plane.values[index] = 1 }
            return Self.twiceBlurred(plane, reach).cropped(to: strip)
        }
        let crops = light.map { $0.cropped(to: strip) }
        var broad: [Plane] = []
        for crop in crops {
            var mean = Self.twiceBlurred(crop.times(surface), 2 * radius)
            for index in 0..<part.area { mean.values[index] /= wide.values[index] + 1e-6 }
            broad.append(mean)
        }
        let ownLight = light.map { plane in
            var own = plane
            for index in 0..<size.area where mask.coverage[index] <= 127 { own.values[index] = 0 }
            return own
        }
        var seen: [Plane] = []
        var glow: [[Plane]] = []
        for channel in 0..<3 {
            seen.append(Self.withoutMeans(crops[channel], surface, weight, radius))
            glow.append(closeness.map { Self.withoutMeans($0.times(broad[channel]), surface, weight, radius) })
        }
        self.strip = strip
        self.box = box
        surroundings = colors
        self.radius = radius
        self.surface = surface
        self.weight = weight
        self.seen = seen
        self.broad = broad
        self.glow = glow
        self.light = ownLight
        own = Plane(size: size, values: mask.coverage.map { $0 > 127 ? 1 : 0 })
    }

    /// How far the picture agrees with an image; nil where too little of it shows.
    ///
    /// - Parameter behind: W.
    func agreement(with image: MirrorImage, before behind: SIMD3<Float>) -> Agreement? {
        let size = surface.size
        var expected = [Plane](repeating: Plane(size: size), count: 3)
        var cover = Plane(size: size)
        var near = Mask(size: size)
        var area = 0
        for y in 0..<size.height {
            for x in 0..<size.width {
                guard let source = image.source(x: strip.x + x, y: strip.y + y) else { continue }
                let index = y * size.width + x
                let share = own.sample(source.x, source.y)
                cover.values[index] = share
                for channel in 0..<3 {
                    expected[channel].values[index] =
                        light[channel].sample(source.x, source.y) - share * behind[channel]
                }
                if share > 0.3 { near.coverage[index] = 255 }
                if share > 0.5, surface.values[index] > 0 { area += 1 }
            }
        }
        guard area >= 20 else { return nil }
        let looked = near.dilated(by: radius)

        // sums of products of what is seen, expected, and a shadow's, after the glow has had its part
        var sums = Products(count: 3)
        for channel in 0..<3 {
            let all =
                glow[channel] + [
                    Self.withoutMeans(cover.times(broad[channel]), surface, weight, radius),
                    Self.withoutMeans(expected[channel], surface, weight, radius), seen[channel],
                ]
            var products = Products(count: all.count)
            for first in all.indices {
                for second in first..<all.count {
                    var sum = 0.0
                    for index in 0..<size.area where looked.coverage[index] > 127 && surface.values[index] > 0 {
                        sum += Double(all[first].values[index] * all[second].values[index])
                    }
                    products[first, second] = sum
                }
            }
            sums.add(products.explained(by: 2))
        }
        let expectedBefore = sums[1, 1]
        let rest = sums.explained(by: 1)
        guard rest[0, 0] > 0, rest[1, 1] > 0, expectedBefore > 0 else { return nil }
        return Agreement(
            correlation: Float(rest[0, 1] / (rest[0, 0] * rest[1, 1]).squareRoot()),
            gain: Float(rest[0, 1] / rest[0, 0]), distinctness: Float((rest[0, 0] / expectedBefore).squareRoot()),
            area: area)
    }

    /// What surrounds the instance, what is above and beside its upper part, and darkness.
    private static func surroundings(_ light: [Plane], _ mask: Mask, box: PixelRect, solid: Mask) -> [SIMD3<Float>] {
        let around = box.grown(by: 4).intersection(mask.size.bounds)
        let ring = mask.dilated(by: 4).subtracting(solid)
        func mean(above limit: Int) -> SIMD3<Float>? {
            var sum = SIMD3<Float>.zero
            var count: Float = 0
            for y in around.y..<min(limit, around.maxY) {
                for x in around.x..<around.maxX where ring[x, y] > 127 {
                    sum += SIMD3(light[0][x, y], light[1][x, y], light[2][x, y])
                    count += 1
                }
            }
            return count >= 20 ? sum / count : nil
        }
        guard let all = mean(above: around.maxY) else { return [] }
        return [all, mean(above: box.y + box.height / 3) ?? all, all * 0.3]
    }

    private static func twiceBlurred(_ plane: Plane, _ radius: Int) -> Plane {
        plane.boxBlurred(radius: radius).boxBlurred(radius: radius)
    }

    /// `plane` less its mean over the surface around each pixel; 0 off the surface.
    private static func withoutMeans(_ plane: Plane, _ surface: Plane, _ weight: Plane, _ radius: Int) -> Plane {
        var result = plane.times(surface)
        let mean = twiceBlurred(result, radius)
        for index in 0..<plane.values.count where surface.values[index] > 0 {
            result.values[index] -= mean.values[index] / (weight.values[index] + 1e-6)
        }
        return result
    }
}

/// The inner products of some vectors, of which the first can be projected out.
private struct Products {
    private(set) var count: Int
    private var entries: [Double]

    init(count: Int) {
        self.count = count
        entries = [Double](repeating: 0, count: count * count)
    }

    subscript(first: Int, second: Int) -> Double {
        get { entries[first * count + second] }
        set {
            entries[first * count + second] = newValue
            entries[second * count + first] = newValue
        }
    }

    mutating func add(_ other: Products) {
        for index in entries.indices { entries[index] += other.entries[index] }
    }

    /// The products of what the first `number` vectors leave unexplained of the others (Schur complement).
    func explained(by number: Int) -> Products {
        var result = self
        for _ in 0..<number {
            let pivot = result[0, 0] + 1e-9
            var rest = Products(count: result.count - 1)
            for first in 0..<rest.count {
                for second in first..<rest.count {
                    rest[first, second] =
                        result[first + 1, second + 1] - result[0, first + 1] * result[0, second + 1] / pivot
                }
            }
            result = rest
        }
        return result
    }
}

extension Plane {
    fileprivate func cropped(to rect: PixelRect) -> Plane {
        var result = Plane(size: PixelSize(width: rect.width, height: rect.height))
        for y in 0..<rect.height {
            for x in 0..<rect.width { result[x, y] = self[rect.x + x, rect.y + y] }
        }
        return result
    }

    fileprivate func times(_ other: Plane) -> Plane {
        Plane(size: size, values: zip(values, other.values).map { $0 * $1 })
    }

    /// The value between four pixels; 0 outside.
    @inline(__always)
    fileprivate func sample(_ x: Float, _ y: Float) -> Float {
        let left = x.rounded(.down)
        let top = y.rounded(.down)
        let column = Int(left)
        let row = Int(top)
        guard column >= 0, row >= 0, column + 1 < width, row + 1 < height else { return 0 }
        let right = x - left
        let down = y - top
        let first = row * width + column
        return (values[first] * (1 - right) + values[first + 1] * right) * (1 - down)
            + (values[first + width] * (1 - right) + values[first + width + 1] * right) * down
    }
}
