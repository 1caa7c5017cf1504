import Raster

/// Looks for the mirror images of instances, at the analysis size.
struct MirrorSearch {
    struct Found {
        /// Where the image shows.
        var extent: Mask
        /// The instance at the bottom, and what stands on it.
        var owners: [Int]
        /// Which of `owners` a pixel mirrors.
        var ownerIndex: [UInt8]
        /// By channel, the light that the image adds to the surface's.
        var added: [Plane]
    }

    /// The bounds were chosen on drawn rooms with gains of 0 to .5, twelve rendered rooms with polished floors and eleven without.
    private struct Candidate {
        var image: MirrorImage
        var behind: SIMD3<Float>
        var agreement: ReflectionEvidence.Agreement
        /// The best correlation of the same image set aside.
        var elsewhere: Float = 0

        /// More of the instance is worth a little of the correlation.
        func merit(height: Int) -> Float {
            agreement.correlation * min(1, 0.5 + image.reach / Float(height)).squareRoot()
        }

        var isClear: Bool {
            agreement.correlation >= 0.28 && agreement.correlation - elsewhere >= 0.15
                && agreement.distinctness >= 0.3 && agreement.gain <= 0.8 && agreement.area >= 200
        }

        /// Enough where the surface is known to mirror things.
        var isLikely: Bool {
            agreement.correlation >= 0.15 && agreement.correlation >= elsewhere - 0.1 && agreement.gain <= 1
        }

        /// Enough where an instance has the image's shape; what looks just like another may be one of its kind.
        var isPlausible: Bool {
            agreement.correlation >= 0.22 && agreement.correlation - elsewhere >= 0.1 && agreement.gain <= 0.6
                && agreement.distinctness >= 0.3
        }
    }

    private let size: PixelSize
    private var masks: [Mask]
    private var boxes: [PixelRect]
    private let light: [Plane]
    /// What mirrors an instance was once taken for one itself.
    private var mirrored: [(mask: Mask, of: Int)] = []

    /// - Parameter masks: at the picture's size; 0 and 255.
    init(_ picture: RGBAImage, _ masks: [Mask]) {
        size = picture.size
        self.masks = masks
        boxes = masks.map { $0.bounds(above: 127) }
        light = (0..<3).map { channel in
            Plane(
                size: picture.size,
                values: (0..<picture.size.area).map { SRGBTransfer.linear[Int(picture.bytes[$0 * 4 + channel])] })
        }
    }

    /// Takes away, and tells, the masks that are images of others above them.
    mutating func takeMirrored(unless given: [Bool]) -> [Int] {
        var taken: [Int] = []
        for index in masks.indices {
            for other in masks.indices where !given[other] && !taken.contains(other) && liesBeneath(other, index) {
                let mask = masks[other]
                masks[other] = Mask(size: size)
                if carrier(of: index) == nil, let candidate = search(masks[index]), candidate.isPlausible {
                    let image = extent(of: candidate, [index])
                    let shared = image.extent.intersection(mask).area
                    if shared * 10 > mask.area * 8, mask.area * 3 > image.extent.area, explains(image, mask) {
                        taken.append(other)
                        boxes[other] = .empty
                        mirrored.append((mask, index))
                        continue
                    }
                }
                masks[other] = mask
            }
        }
        return taken
    }

    func found() -> [Found] {
        var best: [(pile: [Int], candidate: Candidate)] = []
        for index in masks.indices where !boxes[index].isEmpty && carrier(of: index) == nil {
            let pile = self.pile(on: index)
            var winner: (pile: [Int], candidate: Candidate)?
            for members in pile.count > 1 ? [[index], pile] : [[index]] {
                let mask = members.dropFirst().reduce(masks[index]) { $0.union(masks[$1]) }
                guard let candidate = search(mask) else { continue }
                if candidate.agreement.correlation > winner?.candidate.agreement.correlation ?? 0 {
                    winner = (members, candidate)
                }
            }
            if let winner { best.append(winner) }
        }
        // a surface that mirrors one thing clearly mirrors the others too
        let isPolished =
            !mirrored.isEmpty || best.contains { $0.candidate.isClear && $0.candidate.agreement.correlation > 0.35 }
        return best.filter { pile, candidate in
            candidate.isClear || (isPolished && candidate.isLikely) || mirrored.contains { $0.of == pile[0] }
        }.map { pile, candidate in
            var found = extent(of: candidate, pile)
            for image in mirrored where image.of == pile[0] { found.extent = found.extent.union(image.mask) }
            found.extent = found.extent.dilated(by: 2)
            return found
        }
    }

    /// Whether a mask is lighter and darker than the surface around it where and as an image would make it.
    ///
    /// The search takes local means off, so two things of a kind, one beneath the other, look to it much like one and its image; but a
    /// thing has its own tone, and only an image's follows from what it mirrors.
    private func explains(_ image: Found, _ mask: Mask) -> Bool {
        let ring = masks.reduce(
            mask.union(image.extent).dilated(by: 6).subtracting(mask.union(image.extent).dilated(by: 2))
        ) {
            $0.subtracting($1)
        }
        guard ring.area > 0 else { return false }
        var seen: Float = 0
        var both: Float = 0
        var power: Float = 0
        for channel in 0..<3 {
            let values = light[channel].values
            let added = image.added[channel].values
            var surface: Float = 0
            for index in 0..<size.area where ring.coverage[index] > 127 { surface += values[index] }
            surface /= Float(ring.area)
            for index in 0..<size.area where mask.coverage[index] > 127 {
                let difference = values[index] - surface
                seen += difference * difference
                both += difference * added[index]
                power += added[index] * added[index]
            }
        }
        // the gain, found without the means, tends to be too large
        return both > 0.4 * power && both < 2 * power && both * both > 0.2 * seen * power
    }

    /// Whether a mask goes on right beneath another, or begins about where it ends and is as wide.
    private func liesBeneath(_ lower: Int, _ upper: Int) -> Bool {
        let (low, high) = (boxes[lower], boxes[upper])
        guard lower != upper, !low.isEmpty, !high.isEmpty, low.maxY > high.maxY, low.y > high.y else { return false }
        if carrier(of: upper) == lower { return true }
        let shared = min(low.maxX, high.maxX) - max(low.x, high.x)
        return abs(low.y - high.maxY) <= high.height / 4 + 2 && shared * 10 > 6 * max(low.width, high.width)
    }

    /// What an instance stands on, where that is another: most of its outline's bottom has one right beneath, which goes farther down.
    private func carrier(of index: Int) -> Int? {
        let box = boxes[index]
        var counts = [Int](repeating: 0, count: masks.count)
        var columns = 0
        for x in box.x..<box.maxX {
            guard let bottom = (box.y..<box.maxY).last(where: { masks[index][x, $0] > 127 }) else { continue }
            columns += 1
            for step in 1...2 where bottom + step < size.height {
                if let below = masks.indices.first(where: { $0 != index && masks[$0][x, bottom + step] > 127 }) {
                    counts[below] += 1
                    break
                }
            }
        }
        return masks.indices.first { counts[$0] * 2 > columns && boxes[$0].maxY > box.maxY }
    }

    /// An instance and all that stands on it, or seems to.
    private func pile(on index: Int) -> [Int] {
        var pile = [index]
        var position = 0
        while position < pile.count {
            for other in masks.indices where !boxes[other].isEmpty && !pile.contains(other) {
                if carrier(of: other) == pile[position] { pile.append(other) }
            }
            position += 1
        }
        return pile
    }

    private func search(_ mask: Mask) -> Candidate? {
        var solid = Mask(size: size)
        for mask in masks { solid = solid.union(mask) }
        guard let evidence = ReflectionEvidence(light: light, mask: mask, solid: solid.dilated(by: 1)) else {
            return nil
        }
        let box = evidence.box
        let contact = MirrorImage.Contact(mask, box: box, solid: solid)
        var best: Candidate?
        func look(_ image: MirrorImage, share: Float, before behind: SIMD3<Float>) {
            var image = image
            image.reach = share * Float(box.height)
            guard image.reach >= 4, let agreement = evidence.agreement(with: image, before: behind) else { return }
            let candidate = Candidate(image: image, behind: behind, agreement: agreement)
            if candidate.merit(height: box.height) > best?.merit(height: box.height) ?? 0 { best = candidate }
        }
        let surroundings = evidence.surroundings
        let lift = max(2, min(box.width, box.height) / 6)
        for stretch: Float in [1, 1.2] {
            for offset in stride(from: -lift, through: 2, by: 2) {
                for share: Float in [0.35, 0.7] {
                    look(
                        MirrorImage(axis: contact.level(offset: offset), stretch: stretch), share: share,
                        before: surroundings[0])
                }
            }
            for offset in [-2, 0] {
                for share: Float in [0.25, 0.7] {
                    look(
                        MirrorImage(axis: contact.following(offset: offset), stretch: stretch), share: share,
                        before: surroundings[0])
                }
            }
        }
        guard let coarse = best, coarse.agreement.correlation > 0.1 else { return nil }
        for offset: Float in [-1, 0, 1] {
            for lean: Float in [-0.1, -0.05, 0, 0.05, 0.1] {
                for stretch: Float in [-0.1, 0, 0.1] {
                    var image = coarse.image
                    image.axis = image.axis.map { $0.map { $0 + offset } }
                    image.lean = lean
                    image.stretch += stretch
                    look(image, share: coarse.image.reach / Float(box.height), before: surroundings[0])
                }
            }
        }
        let placed = best!.image
        for share: Float in [0.25, 0.35, 0.5, 0.7, 1.1] {
            for behind in surroundings { look(placed, share: share, before: behind) }
        }
        guard var result = best else { return nil }
        // nothing that agrees less is believed, wherever else it would agree
        guard result.agreement.correlation >= 0.15 else { return result }
        let farthest = max(4, box.width / 3)
        for shift in -farthest...farthest where abs(shift) >= max(4, box.width / 8) {
            var aside = result.image
            aside.shift = shift
            if let agreement = evidence.agreement(with: aside, before: result.behind) {
                result.elsewhere = max(result.elsewhere, agreement.correlation)
            }
        }
        return result
    }

    /// The whole image, which may go on farther than it was seen to.
    private func extent(of candidate: Candidate, _ pile: [Int]) -> Found {
        var whole = candidate.image
        whole.reach = Float(size.height)
        var found = Found(
            extent: Mask(size: size), owners: pile, ownerIndex: [UInt8](repeating: 0, count: size.area),
            added: [Plane](repeating: Plane(size: size), count: 3))
        for y in 0..<size.height {
            for x in 0..<size.width {
                guard let source = whole.source(x: x, y: y) else { continue }
                let (column, row) = (Int(source.x.rounded()), Int(source.y.rounded()))
                guard (0..<size.width).contains(column), (0..<size.height).contains(row),
                    let owner = pile.firstIndex(where: { masks[$0][column, row] > 127 })
                else { continue }
                let index = y * size.width + x
                found.extent.coverage[index] = 255
                found.ownerIndex[index] = UInt8(clamping: owner)
                for channel in 0..<3 {
                    found.added[channel].values[index] =
                        candidate.agreement.gain * (light[channel][column, row] - candidate.behind[channel])
                }
            }
        }
        return found
    }
}
