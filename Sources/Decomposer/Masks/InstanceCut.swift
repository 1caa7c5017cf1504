import Raster

/// Cuts one instance out of the working picture with a graph cut, given a box or a rough mask.
struct InstanceCut {
    /// The picture at working size.
    let image: RGBAImage
    /// The tree of regions, at its own smaller size.
    let tree: RegionTree
    /// Nil leaves masks to colour and contour.
    let predictor: MaskPredictor?

    /// - Parameters:
    ///   - box: the thing's extent; what lies outside, with a margin, is background.
    ///   - support: pixels that already stand out as one thing, or nil.
    ///   - taken: pixels that belong to other instances.
    func cut(box: PixelRect, support: Mask?, taken: Mask) -> Mask {
        let margin = 2 + max(box.width, box.height) / 16
        let allowed = box.grown(by: margin).intersection(image.size.bounds)
        let crop = box.grown(by: 4 * margin).intersection(image.size.bounds)
        guard !allowed.isEmpty, !box.intersection(image.size.bounds).isEmpty else { return Mask(size: image.size) }
        let inside = support?.intersection(rectangle(allowed)) ?? insideLikelihood(box)
        let core = support == nil ? Mask(size: image.size) : inside.eroded(by: 3)
        return cut(
            crop: crop, allowed: rectangle(allowed), likely: inside, certain: core, taken: taken,
            bias: placeBias(box, crop: crop))
    }

    /// Things fill the middle of their boxes and leave the corners: log odds that fall with the squared elliptic radius.
    private func placeBias(_ box: PixelRect, crop: PixelRect) -> [Float] {
        let center = box.center
        var bias = [Float](repeating: 0, count: crop.area)
        for y in 0..<crop.height {
            let v = (Float(crop.y + y) + 0.5 - Float(center.y)) / (Float(box.height) / 2)
            for x in 0..<crop.width {
                let u = (Float(crop.x + x) + 0.5 - Float(center.x)) / (Float(box.width) / 2)
                bias[y * crop.width + x] = max(-2.5, 2.2 - 2.4 * (u * u + v * v))
            }
        }
        return bias
    }

    /// The cut that fills its box best (bounding-box tightness, Lempitsky 2009): from what stands out, else from the regions
    /// inside the box, else from the box alone.
    ///
    /// - Parameters:
    ///   - support, taken: as for `cut`.
    ///   - others: what stands out for itself and belongs to something else, so it is no part of the first cut.
    func cutTightly(box: PixelRect, support: Mask?, taken: Mask, others: Mask) -> Mask {
        var best = Mask(size: image.size)
        var bestScore = -Double.infinity
        func consider(_ mask: Mask) {
            let extent = mask.union(taken).intersection(rectangle(box)).bounds(above: 127)
            let own = mask.bounds(above: 127)
            guard !own.isEmpty else { return }
            let fullness = Double(mask.area) / Double(box.area)
            let score = extent.union(own).intersectionOverUnion(box) - 3 * max(0, fullness - 0.9)
            if score > bestScore + 0.05 { (best, bestScore) = (mask, score) }
        }
        if let support { consider(cut(box: box, support: support, taken: taken.union(others))) }
        if bestScore < 0.85 { consider(cut(box: box, support: nil, taken: taken)) }
        if bestScore < 0.85 { consider(cut(box: box, support: ellipse(in: box), taken: taken)) }
        return best
    }

    private func ellipse(in box: PixelRect) -> Mask {
        var mask = Mask(size: image.size)
        let center = box.center
        for y in max(0, box.y)..<min(image.height, box.maxY) {
            for x in max(0, box.x)..<min(image.width, box.maxX) {
                let u = (Double(x) + 0.5 - center.x) / (Double(box.width) / 2)
                let v = (Double(y) + 0.5 - center.y) / (Double(box.height) / 2)
                if u * u + v * v < 0.9 { mask[x, y] = 255 }
            }
        }
        return mask
    }

    /// - Parameter rough: a mask whose outline is right to within a few pixels.
    func refine(_ rough: Mask, taken: Mask) -> Mask {
        let reach = 4
        let box = rough.bounds(above: 127)
        guard !box.isEmpty else { return rough }
        let crop = box.grown(by: 30).intersection(image.size.bounds)
        return cut(
            crop: crop, allowed: rough.dilated(by: reach), likely: rough, certain: rough.eroded(by: reach), taken: taken
        )
    }

    private func cut(
        crop: PixelRect, allowed: Mask, likely: Mask, certain: Mask, taken: Mask, bias: [Float] = [],
        by grabCut: GrabCut = GrabCut()
    ) -> Mask {
        var hints = [CutHint](repeating: .background, count: crop.area)
        for y in 0..<crop.height {
            for x in 0..<crop.width {
                let index = (crop.y + y) * image.width + crop.x + x
                let hint: CutHint
                if taken.coverage[index] > 127 {
                    hint = .elsewhere
                } else if certain.coverage[index] > 127 {
                    hint = .foreground
                } else if likely.coverage[index] > 127 {
                    hint = .probablyForeground
                } else if allowed.coverage[index] > 127 {
                    hint = .probablyBackground
                } else {
                    hint = .background
                }
                hints[y * crop.width + x] = hint
            }
        }
        return trimmed(grabCut.cut(image, crop: crop, hints: hints, bias: bias), crop: crop)
    }

    /// A cut in a crop as a mask of the picture, without crumbs and pinholes.
    func trimmed(_ cut: Mask, crop: PixelRect) -> Mask {
        var mask = Mask(size: image.size)
        for y in 0..<crop.height {
            for x in 0..<crop.width where cut.coverage[y * crop.width + x] > 127 {
                mask[crop.x + x, crop.y + y] = 255
            }
        }
        let area = mask.area
        guard area > 0 else { return mask }
        return mask.keepingPieces(ofAtLeast: 0.1).fillingHoles(ofAtMost: area / 200 + 4)
    }

    /// The superpixels whose own region fills a good part of the box before it grows out of it.
    private func insideLikelihood(_ box: PixelRect) -> Mask {
        let superpixels = tree.adjacency.superpixels
        let scaleX = Double(superpixels.size.width) / Double(image.width)
        let scaleY = Double(superpixels.size.height) / Double(image.height)
        let small = PixelRect(
            minX: Int((Double(box.x) * scaleX).rounded()), minY: Int((Double(box.y) * scaleY).rounded()),
            maxX: Int((Double(box.maxX) * scaleX).rounded()), maxY: Int((Double(box.maxY) * scaleY).rounded()))
        let within = tree.areas(inside: small)
        var isInside = [Bool](repeating: false, count: superpixels.count)
        let boxArea = Float(max(1, small.area))
        var stack = [tree.root]
        while let index = stack.popLast() {
            let node = tree.nodes[index]
            if within[index] == 0 { continue }
            if within[index] >= 0.85 * node.area {
                if node.area >= 0.05 * boxArea {
                    for superpixel in tree.superpixels(of: index) { isInside[superpixel] = true }
                }
            } else if let (first, second) = node.children {
                stack.append(first)
                stack.append(second)
            }
        }
        var rough = Mask(size: superpixels.size)
        for index in 0..<superpixels.size.area where isInside[Int(superpixels.labels[index])] {
            rough.coverage[index] = 255
        }
        let likely = rough.resized(to: image.size).binary().intersection(rectangle(box))
        // too little stands out: then all of the box may be the thing, as in the original method
        return likely.area * 5 < box.area ? rectangle(box) : likely
    }

    private func rectangle(_ rect: PixelRect) -> Mask {
        var mask = Mask(size: image.size)
        let rect = rect.intersection(image.size.bounds)
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX { mask[x, y] = 255 }
        }
        return mask
    }
}

extension Mask {
    /// 255 above `threshold`, 0 elsewhere.
    func binary(above threshold: UInt8 = 127) -> Mask {
        var result = self
        for index in 0..<size.area { result.coverage[index] = coverage[index] > threshold ? 255 : 0 }
        return result
    }
}

extension RegionTree {
    /// Pixels of every node inside `rect`, at the tree's size.
    func areas(inside rect: PixelRect) -> [Float] {
        var result = [Float](repeating: 0, count: nodes.count)
        let superpixels = adjacency.superpixels
        let rect = rect.intersection(superpixels.size.bounds)
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX { result[Int(superpixels.labels[y * superpixels.size.width + x])] += 1 }
        }
        for index in adjacency.superpixels.count..<nodes.count {
            if let (first, second) = nodes[index].children { result[index] = result[first] + result[second] }
        }
        return result
    }
}
