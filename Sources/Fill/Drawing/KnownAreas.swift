import Raster

/// The areas of a drawing around a hole.
struct KnownAreas: Sendable {
    /// The label of what is to be made up.
    static let hole: Int32 = -2
    /// The label of what nothing is known of: avoided pixels, the rest of what stood in the hole, and all beyond the picture.
    static let none: Int32 = -1

    let image: RGBAImage
    /// The area each pixel belongs to, or `hole` or `none`.
    private(set) var labels: [Int32]
    /// Which pixels have the colour of their area.
    let isPure: [Bool]

    /// - Parameters:
    ///   - flat: of the picture.
    ///   - avoiding: what is known, but continued nowhere, as is what one sees through.
    init(_ flat: FlatAreas, of image: RGBAImage, hole: Mask, avoiding: Mask?) {
        self.image = image
        labels = flat.labels
        isPure = flat.isPure
        var hidden = [Int](repeating: 0, count: flat.areas.count)
        for index in labels.indices where hole.coverage[index] > 127 { hidden[Int(labels[index])] += 1 }
        let beside = hole.dilated(by: 3)
        var left = [Int](repeating: 0, count: flat.areas.count)
        for index in labels.indices where beside.coverage[index] <= 127 { left[Int(labels[index])] += 1 }
        for index in labels.indices {
            let label = Int(labels[index])
            if hole.coverage[index] > 127 {
                labels[index] = Self.hole
            } else if image.bytes[index * 4 + 3] == 0 || avoiding.map({ $0.coverage[index] > 127 }) ?? false {
                labels[index] = Self.none
            } else if left[label] == 0, hidden[label] > 0 {
                // the rim of what stood in the hole
                labels[index] = Self.none
            }
        }
    }

    var size: PixelSize { image.size }

    @inline(__always)
    func label(_ x: Int, _ y: Int) -> Int32 {
        x >= 0 && y >= 0 && x < size.width && y < size.height ? labels[y * size.width + x] : Self.none
    }

    /// Whether the pixels above, below, to the left and to the right are of the same area.
    func isInner(_ index: Int) -> Bool {
        let (x, y, label) = (index % size.width, index / size.width, labels[index])
        return self.label(x - 1, y) == label && self.label(x + 1, y) == label && self.label(x, y - 1) == label
            && self.label(x, y + 1) == label
    }

    /// Makes one area of each set of areas.
    ///
    /// - Parameter representative: the area to call it, for each label.
    mutating func join(_ representative: [Int32: Int32]) {
        for index in labels.indices { if let other = representative[labels[index]] { labels[index] = other } }
    }
}
