import Raster

/// How a level surface shows what stands on it: every pixel beneath the instance mirrors one of the instance, upside down.
struct MirrorImage {
    /// The row in which instance and image meet, by column of the picture; nil where the instance does not reach down to the surface.
    var axis: [Float?]
    /// Columns by which the image leans aside for every row below the axis: a tilted camera.
    var lean: Float = 0
    /// Rows of the instance to a row of the image: what the camera looks down on it sees shortened.
    var stretch: Float = 1
    /// How many rows the image has.
    var reach: Float = 0
    /// Columns by which the whole image is set aside, to see whether the picture agrees with it just as well elsewhere.
    var shift = 0

    /// The place in the instance that the surface shows at a pixel's centre.
    @inline(__always)
    func source(x: Int, y: Int) -> (x: Float, y: Float)? {
        let column = x - shift
        guard axis.indices.contains(column), let row = axis[column] else { return nil }
        // the axis runs between two rows
        let below = Float(y) + 0.5 - row
        guard below >= 0, below < reach else { return nil }
        return (Float(column) + lean * below, row - below * stretch - 0.5)
    }

    /// Where mask and surface may meet: its lowest row, and the lowest pixel of every column beneath which nothing else stands.
    struct Contact {
        let lowest: Int
        let outline: [Int?]

        /// - Parameter solid: all instances together.
        init(_ mask: Mask, box: PixelRect, solid: Mask) {
            lowest = box.maxY
            var outline = [Int?](repeating: nil, count: mask.width)
            for x in box.x..<box.maxX {
                guard let bottom = (box.y..<box.maxY).last(where: { mask[x, $0] > 127 }) else { continue }
                if bottom + 2 < mask.height, solid[x, bottom + 2] <= 127 { outline[x] = bottom + 1 }
            }
            self.outline = outline
        }

        /// An axis that all columns share, as things do that are round or far away.
        func level(offset: Int) -> [Float?] { outline.map { _ in Float(lowest + offset) } }

        /// An axis that follows the outline, as with things whose flat sides meet the surface.
        func following(offset: Int) -> [Float?] { outline.map { $0.map { Float($0 + offset) } } }
    }
}
