/// What is behind the hole in the large: up to two surfaces that meet in a straight line, and the light on each.
///
/// Texture is then matched and copied with the light taken out, each side of the line from its own, and pixels near
/// the line from the same distance to it, so that the line stays straight (as Huang 2014 does with planes).
struct Surfaces: Sendable {
    let boundary: Line?
    /// Light on the negative side of the boundary, and on the positive; nil where it is no smooth function of place.
    let shading: (Shading?, Shading?)

    /// - Parameter scales: the picture from fine to coarse.
    init(_ scales: [Scale]) {
        let boundary = BoundarySearch(scales: scales).strongestBoundary()
        self.boundary = boundary
        let level = scales.firstIndex { max($0.width, $0.height) <= 200 } ?? scales.count - 1
        let factor = Float(1 << level)
        let scale = scales[level]
        let size = SIMD2(Float(scales[0].width), Float(scales[0].height))
        func samples(positive: Bool) -> [Int] {
            (0..<scale.area).filter { index in
                guard scale.roles[index] == .source else { return false }
                guard let boundary else { return true }
                let distance = boundary.distance(to: scale.place(of: index, factor: factor))
                return positive ? distance > factor : distance < -factor
            }
        }
        let sides = boundary == nil ? [samples(positive: false)] : [samples(positive: false), samples(positive: true)]
        var light = sides.map { Shading(scale, factor: factor, fullSize: size, samples: $0) }
        // with the light of one side taken out, what is copied near the line would mix levels with it and without
        if light.contains(where: { $0 != nil }) {
            for side in light.indices where light[side] == nil {
                light[side] = Shading(even: scale, fullSize: size, samples: sides[side])
            }
        }
        shading = (light[0], light[light.count - 1])
    }

    @inline(__always)
    func light(at place: SIMD2<Float>) -> SIMD4<Float> {
        let side = (boundary?.distance(to: place) ?? 0) < 0 ? shading.0 : shading.1
        return side?.colour(at: place) ?? .zero
    }

    /// Takes the light out of every pixel of `scale`, whose pixels are `factor` of the finest wide.
    func remove(from scale: Scale, factor: Float) {
        guard shading.0 != nil || shading.1 != nil else { return }
        inBands(of: 0..<scale.height) { rows in
            for index in rows.lowerBound * scale.width..<rows.upperBound * scale.width {
                scale.pixels[index] -= light(at: scale.place(of: index, factor: factor))
            }
        }
    }

    /// Puts the light back.
    func restore(to scale: Scale) {
        guard shading.0 != nil || shading.1 != nil else { return }
        inBands(of: 0..<scale.height) { rows in
            for index in rows.lowerBound * scale.width..<rows.upperBound * scale.width {
                scale.pixels[index] += light(at: scale.place(of: index, factor: 1))
            }
        }
    }

    /// Distance of every pixel to the boundary in pixels of `scale`, up to as far as two patches reach.
    func guide(for scale: Scale, factor: Float) -> PixelBuffer<Float> {
        let guide = PixelBuffer<Float>(count: scale.area, filledWith: 0)
        guard let boundary else { return guide }
        let reach = Float(2 * Patch.radius)
        for index in 0..<scale.area {
            let distance = boundary.distance(to: scale.place(of: index, factor: factor)) / factor
            guide[index] = min(max(distance, -reach), reach)
        }
        return guide
    }
}

extension Scale {
    /// The centre of a pixel, in pixels of a scale `factor` times as large.
    @inline(__always)
    func place(of index: Int, factor: Float) -> SIMD2<Float> {
        SIMD2(Float(index % width) + 0.5, Float(index / width) + 0.5) * factor
    }
}
