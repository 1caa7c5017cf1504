/// The 4-connected pieces of a mask (half covered or more), numbered from 1 in reading order; 0 is outside.
package struct ConnectedComponents: Sendable {
    package let size: PixelSize
    package private(set) var labels: [Int32]
    /// Pixels in each piece; entry 0 counts the outside.
    package private(set) var areas: [Int]

    package init(_ mask: Mask) {
        size = mask.size
        var labels = [Int32](repeating: 0, count: size.area)
        var areas = [0]
        var stack: [Int] = []
        let width = size.width
        for start in 0..<size.area where mask.coverage[start] > 127 && labels[start] == 0 {
            let label = Int32(areas.count)
            var area = 0
            labels[start] = label
            stack.append(start)
            while let index = stack.popLast() {
                area += 1
                let x = index % width
                if x > 0, mask.coverage[index - 1] > 127, labels[index - 1] == 0 {
                    labels[index - 1] = label
                    stack.append(index - 1)
                }
                if x < width - 1, mask.coverage[index + 1] > 127, labels[index + 1] == 0 {
                    labels[index + 1] = label
                    stack.append(index + 1)
                }
                if index >= width, mask.coverage[index - width] > 127, labels[index - width] == 0 {
                    labels[index - width] = label
                    stack.append(index - width)
                }
                if index + width < labels.count, mask.coverage[index + width] > 127, labels[index + width] == 0 {
                    labels[index + width] = label
                    stack.append(index + width)
                }
            }
            areas.append(area)
        }
        areas[0] = size.area - areas.reduce(0, +)
        self.labels = labels
        self.areas = areas
    }

    package var count: Int { areas.count - 1 }

    /// One piece as a mask of 0 and 255.
    package func mask(of label: Int) -> Mask {
        var mask = Mask(size: size)
        for index in 0..<size.area where labels[index] == Int32(label) { mask.coverage[index] = 255 }
        return mask
    }
}

extension Mask {
    /// Only the pieces of at least `share` of the largest piece's area.
    package func keepingPieces(ofAtLeast share: Double) -> Mask {
        let pieces = ConnectedComponents(self)
        guard pieces.count > 1 else { return self }
        let largest = pieces.areas[1...].max() ?? 0
        var result = self
        for index in 0..<size.area {
            let label = Int(pieces.labels[index])
            if label > 0, Double(pieces.areas[label]) < share * Double(largest) { result.coverage[index] = 0 }
        }
        return result
    }

    /// Enclosed holes of at most `area` pixels are covered.
    package func fillingHoles(ofAtMost area: Int) -> Mask {
        var outside = self
        for index in 0..<size.area { outside.coverage[index] = coverage[index] > 127 ? 0 : 255 }
        let gaps = ConnectedComponents(outside)
        guard gaps.count > 0 else { return self }
        var touchesBorder = [Bool](repeating: false, count: gaps.count + 1)
        for x in 0..<width {
            touchesBorder[Int(gaps.labels[x])] = true
            touchesBorder[Int(gaps.labels[(height - 1) * width + x])] = true
        }
        for y in 0..<height {
            touchesBorder[Int(gaps.labels[y * width])] = true
            touchesBorder[Int(gaps.labels[y * width + width - 1])] = true
        }
        var result = self
        for index in 0..<size.area {
            let label = Int(gaps.labels[index])
            if label > 0, !touchesBorder[label], gaps.areas[label] <= area { result.coverage[index] = 255 }
        }
        return result
    }
}
