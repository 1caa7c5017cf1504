import Raster

/// The outer outlines of a mask's pixels above 127, along the sides of its pixels.
struct MaskOutline {
    struct Side {
        /// The pixel of the mask that it bounds.
        var pixel: PixelPoint
        /// Its middle, in pixels; (0, 0) is the upper left corner of the picture.
        var middle: SIMD2<Double>
    }

    /// In order, with the mask to the right; closed.
    private(set) var sides: [Side] = []

    /// Of every part of a mask that hangs together.
    static func all(of mask: Mask) -> [MaskOutline] {
        var outlines: [MaskOutline] = []
        var isTraced = [Bool](repeating: false, count: mask.size.area)
        for y in 0..<mask.height {
            for x in 0..<mask.width
            where mask[x, y] > 127 && (y == 0 || mask[x, y - 1] <= 127) && !isTraced[y * mask.width + x] {
                let outline = MaskOutline(of: mask, from: PixelPoint(x: x, y: y), &isTraced)
                if outline.isOuter { outlines.append(outline) }
            }
        }
        return outlines
    }

    /// - Parameters:
    ///   - start: has nothing of the mask above it.
    ///   - isTraced: pixels whose upper sides were met.
    private init(of mask: Mask, from start: PixelPoint, _ isTraced: inout [Bool]) {
        func isInside(_ x: Int, _ y: Int) -> Bool {
            x >= 0 && y >= 0 && x < mask.width && y < mask.height && mask[x, y] > 127
        }
        /// To the right, down, left and up: where a step leads, and the pixels beside it.
        let steps: [(dx: Int, dy: Int, inside: (x: Int, y: Int), outside: (x: Int, y: Int))] = [
            (1, 0, (0, 0), (0, -1)), (0, 1, (-1, 0), (0, 0)), (-1, 0, (-1, -1), (-1, 0)), (0, -1, (0, -1), (-1, -1)),
        ]
        var (x, y, way) = (start.x, start.y, 0)
        repeat {
            let step = steps[way]
            let pixel = PixelPoint(x: x + step.inside.x, y: y + step.inside.y)
            if way == 0 { isTraced[pixel.y * mask.width + pixel.x] = true }
            sides.append(
                Side(pixel: pixel, middle: SIMD2(Double(x) + Double(step.dx) / 2, Double(y) + Double(step.dy) / 2)))
            x += step.dx
            y += step.dy
            way =
                [1, 0, 3].lazy.map { (way + $0) % 4 }.first { next in
                    let beside = steps[next]
                    return isInside(x + beside.inside.x, y + beside.inside.y)
                        && !isInside(x + beside.outside.x, y + beside.outside.y)
                } ?? way
        } while (x, y) != (start.x, start.y) || way != 0
    }

    /// Around a part of the mask, not around a hole in it.
    private var isOuter: Bool {
        var doubled = 0.0
        for (index, side) in sides.enumerated() {
            doubled += side.middle.cross(sides[(index + 1) % sides.count].middle)
        }
        return doubled > 0
    }
}
