import Raster

/// Which instance every pixel shows: masks that lie side by side, the cracks between them closed.
struct OwnerMap {
    let size: PixelSize
    /// The index of the instance, or -1.
    private(set) var owners: [Int32]
    /// The boxes of the masks as they were.
    let boxes: [PixelRect]
    let areas: [Int]

    /// Where two instances meet.
    struct Meeting {
        let first: Int
        /// Above `first`.
        let second: Int
        /// Pixels of either that have one of the other beside them, in reading order.
        var boundary: [PixelPoint] = []
    }

    /// - Parameter masks: on one canvas, without overlap.
    init(_ masks: [Mask], size: PixelSize) {
        self.size = size
        owners = [Int32](repeating: -1, count: size.area)
        boxes = masks.map { $0.bounds(above: 127) }
        areas = masks.map(\.area)
        for (index, mask) in masks.enumerated() {
            let box = boxes[index]
            for y in box.y..<box.maxY {
                for x in box.x..<box.maxX where mask[x, y] > 127 { owners[y * size.width + x] = Int32(index) }
            }
        }
        // cuts leave cracks where a shadow falls between two things
        for _ in 0..<3 { growByOne() }
    }

    private mutating func growByOne() {
        let before = owners
        let (width, height) = (size.width, size.height)
        for y in 0..<height {
            for x in 0..<width where before[y * width + x] < 0 {
                let pixel = y * width + x
                if x > 0, before[pixel - 1] >= 0 {
                    owners[pixel] = before[pixel - 1]
                } else if y > 0, before[pixel - width] >= 0 {
                    owners[pixel] = before[pixel - width]
                } else if x + 1 < width, before[pixel + 1] >= 0 {
                    owners[pixel] = before[pixel + 1]
                } else if y + 1 < height, before[pixel + width] >= 0 {
                    owners[pixel] = before[pixel + width]
                }
            }
        }
    }

    subscript(x: Int, y: Int) -> Int {
        x >= 0 && y >= 0 && x < size.width && y < size.height ? Int(owners[y * size.width + x]) : -1
    }

    /// Every pair that shares a boundary of four pixels or more, by number.
    func meetings() -> [Meeting] {
        var found: [Int: Meeting] = [:]
        let count = boxes.count
        for y in 0..<size.height {
            for x in 0..<size.width {
                let own = self[x, y]
                guard own >= 0 else { continue }
                var last = -1
                for other in [self[x - 1, y], self[x, y - 1], self[x + 1, y], self[x, y + 1]].sorted()
                where other >= 0 && other != own && other != last {
                    last = other
                    let (first, second) = (min(own, other), max(own, other))
                    found[first * count + second, default: Meeting(first: first, second: second)]
                        .boundary.append(PixelPoint(x: x, y: y))
                }
            }
        }
        return found.keys.sorted().map { found[$0]! }.filter { $0.boundary.count >= 4 }
    }
}
