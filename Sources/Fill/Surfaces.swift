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
        func light(positive: Bool) -> Shading? {
            Shading(scale, factor: factor, fullSize: size, samples: samples(positive: positive))
        }
        let negative = light(positive: false)
        shading = (negative, boundary == nil ? negative : light(positive: true))
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

    /// Which side of the boundary every pixel of `scale` lies on; nil where there is none or no light is taken out.
    func sides(for scale: Scale, factor: Float) -> Sides? {
        guard let boundary, shading.0 != nil || shading.1 != nil else { return nil }
        let isPositive = PixelBuffer<Bool>(count: scale.area, filledWith: false)
        let step = PixelBuffer<SIMD4<Float>>(count: scale.area, filledWith: .zero)
        for index in 0..<scale.area {
            let place = scale.place(of: index, factor: factor)
            isPositive[index] = boundary.distance(to: place) >= 0
            guard scale.unknown[index] else { continue }
            step[index] = (shading.1?.colour(at: place) ?? .zero) - (shading.0?.colour(at: place) ?? .zero)
        }
        return Sides(isPositive: isPositive, step: step)
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

/// The two sides of a boundary, from which light was taken out each for itself.
struct Sides: Sendable {
    let isPositive: PixelBuffer<Bool>
    /// By how much more light falls on the positive side than on the negative, would they meet at a pixel to be made up.
    let step: PixelBuffer<SIMD4<Float>>

    /// What to add to a colour without light that is copied to `target`, so that it gets the light of the side it comes from.
    @inline(__always)
    func correction(from source: Int, to target: Int) -> SIMD4<Float> {
        if isPositive[source] == isPositive[target] { return .zero }
        return isPositive[source] ? step[target] : -step[target]
    }
}

extension Scale {
    /// The centre of a pixel, in pixels of a scale `factor` times as large.
    @inline(__always)
    func place(of index: Int, factor: Float) -> SIMD2<Float> {
        SIMD2(Float(index % width) + 0.5, Float(index / width) + 0.5) * factor
    }
}
