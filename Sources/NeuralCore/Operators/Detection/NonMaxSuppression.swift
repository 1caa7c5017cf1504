/// Of overlapping boxes the ones with the highest scores, for each class by itself: rows of batch, class, box. Inputs: boxes, batch × boxes ×
/// 4, their scores, batch × classes × boxes, the most boxes of a class, the overlap (intersection over union) that is too much,
/// and the score that boxes must exceed.
package struct NonMaxSuppression: Operator {
    /// Whether a box is its centre and size, x first; otherwise two opposite corners, y first.
    let hasCentres: Bool

    package init(hasCentres: Bool = false) { self.hasCentres = hasCentres }

    static let onnx = ONNXOperator("NonMaxSuppression", opsets: 10...28) { node throws(NeuralError) in
        NonMaxSuppression(hasCentres: try node.flag("center_point_box"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (boxes, scores) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        guard boxes.rank == 3, scores.rank == 3, boxes.last == 4, scores[0] == boxes[0], scores[2] == boxes[1] else {
            throw inputs.mismatch
        }
        let most = try inputs.first(2, default: 0) { index throws(NeuralError) in try inputs.integer(index) }
        let overlap = try inputs.first(3, default: 0) { index throws(NeuralError) in try inputs.float(index) }
        let least = try inputs.first(4, default: nil) { index throws(NeuralError) in try inputs.float(index) }
        let (count, classes) = (boxes[1], scores[1])
        let corners = try inputs.tensor(0).withValues { values in
            (0..<boxes[0] * count).map { Box(values.baseAddress! + $0 * 4, hasCentres: hasCentres) }
        }
        var rows: [Int64] = []
        try inputs.tensor(1).withValues { scores in
            for list in 0..<boxes[0] * classes {
                let (batch, listed) = (list / classes, scores[list * count..<(list + 1) * count])
                let places = listed.indices.filter { place in least.map { listed[place] > $0 } ?? true }
                // Ties go to the box that comes first.
                let order = places.sorted { (-listed[$0], $0) < (-listed[$1], $1) }
                var chosen: [Box] = []
                for place in order {
                    if chosen.count >= most { break }
                    let box = corners[batch * count + place - list * count]
                    guard chosen.allSatisfy({ !$0.overlaps(box, by: overlap) }) else { continue }
                    chosen.append(box)
                    rows += [Int64(batch), Int64(list % classes), Int64(place - list * count)]
                }
            }
        }
        return [.known(Tensor(shape: try inputs.shape([rows.count / 3, 3]), values: rows))]
    }

    private struct Box {
        let low: SIMD2<Float>
        let high: SIMD2<Float>
        let area: Float

        init(_ values: UnsafePointer<Float>, hasCentres: Bool) {
            let (first, second) = (SIMD2(values[0], values[1]), SIMD2(values[2], values[3]))
            low = hasCentres ? first - second / 2 : pointwiseMin(first, second)
            high = hasCentres ? first + second / 2 : pointwiseMax(first, second)
            area = (high.x - low.x) * (high.y - low.y)
        }

        func overlaps(_ other: Box, by limit: Float) -> Bool {
            let size = pointwiseMin(high, other.high) - pointwiseMax(low, other.low)
            guard size.x > 0, size.y > 0, area > 0, other.area > 0 else { return false }
            let common = size.x * size.y
            let union = area + other.area - common
            return union > 0 && common / union > limit
        }
    }
}

extension Operands {
    /// What `read` finds in input `index`, or a default where it is left out or empty.
    fileprivate func first<Value>(
        _ index: Int, default value: Value, _ read: (Int) throws(NeuralError) -> Value
    ) throws(NeuralError) -> Value {
        guard let operand = optional(index), operand.shape.count > 0 else { return value }
        return try read(index)
    }
}
