import Raster

/// The mirror images of instances in the surfaces beneath them: polished floors, glossy tables, still water.
struct Reflections {
    /// Instances that are none, but mirror images of others.
    let mistaken: [Int]
    private let found: [MirrorSearch.Found]

    /// - Parameters:
    ///   - image: the picture at the analysis size.
    ///   - instances: masks of any size, without overlap.
    ///   - given: whether a person said that it is an instance.
    init(image: RGBAImage, instances: [Mask], given: [Bool]) {
        var search = MirrorSearch(image, instances.map { $0.resized(to: image.size).binary() })
        let clear = search.found()
        mistaken = search.takeMirrored(unless: given)
        found = mistaken.isEmpty ? clear : search.found()
    }

    /// Where the surfaces mirror instances, and which.
    struct Shown {
        /// 0 and 255, never on an instance.
        var region: Mask
        /// For every pixel of `region`, the instance it mirrors; −1 elsewhere.
        var owners: [Int32]
        /// By channel, at the analysis size, the light that the images add to the surface's.
        fileprivate var added: [Plane]
    }

    /// - Parameters:
    ///   - size: the picture's.
    ///   - instances: all that are left, together, at that size.
    ///   - order: which of the instances that were looked at they are.
    func shown(at size: PixelSize, outside instances: Mask, order: [Int]) -> Shown {
        var shown = Shown(region: Mask(size: size), owners: [Int32](repeating: -1, count: size.area), added: [])
        for reflection in found {
            if shown.added.isEmpty {
                shown.added = reflection.added
            } else {
                for channel in 0..<3 {
                    for index in reflection.added[channel].values.indices {
                        shown.added[channel].values[index] += reflection.added[channel].values[index]
                    }
                }
            }
            let small = reflection.extent.size
            let place = reflection.owners.map { owner in Int32(order.firstIndex(of: owner) ?? -1) }
            let region = reflection.extent.resized(to: size).binary().subtracting(instances)
            for y in 0..<size.height {
                for x in 0..<size.width where region[x, y] > 127 {
                    shown.region[x, y] = 255
                    let owner = reflection.ownerIndex[
                        y * small.height / size.height * small.width + x * small.width / size.width]
                    shown.owners[y * size.width + x] = place[Int(owner)]
                }
            }
        }
        return shown
    }
}

extension Reflections.Shown {
    /// How far the difference between a picture and the surface without reflections, made up, is what the images add: 0 where the
    /// surface may be left as it is seen. As large as the picture.
    func belief(image: RGBAImage, filled: RGBAImage) -> Mask {
        guard let size = added.first?.size else { return Mask(size: image.size) }
        let seen = image.resized(to: size)
        let bare = filled.resized(to: size)
        var shared = Plane(size: size)
        var power = Plane(size: size)
        for index in 0..<size.area {
            for channel in 0..<3 {
                let expected = added[channel].values[index]
                let difference =
                    SRGBTransfer.linear[Int(seen.bytes[index * 4 + channel])]
                    - SRGBTransfer.linear[Int(bare.bytes[index * 4 + channel])]
                shared.values[index] += difference * expected
                power.values[index] += expected * expected
            }
        }
        shared = shared.smoothed(radius: 1)
        power = power.smoothed(radius: 1)
        var belief = Mask(size: size)
        for index in 0..<size.area where power.values[index] > 0 {
            let share = shared.values[index] / (power.values[index] + 1e-7)
            belief.coverage[index] = UInt8(255 * min(1, max(0, (share - 0.1) / 0.3)))
        }
        return belief.dilated(by: 1).resized(to: image.size)
    }
}
