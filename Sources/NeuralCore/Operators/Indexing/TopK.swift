/// The largest, or smallest, elements along an axis, best first, and where they stood. Of equal elements the first counts
/// as better.
package struct TopK: NumericOperator {
    let axis: Int
    let isLargest: Bool
    /// What an attribute gives.
    let count: Int?

    package init(axis: Int = -1, isLargest: Bool = true) {
        self.init(axis: axis, isLargest: isLargest, count: nil)
    }

    private init(axis: Int, isLargest: Bool, count: Int?) {
        self.axis = axis
        self.isLargest = isLargest
        self.count = count
    }

    // Elements that need not be sorted may be.
    static let onnx = ONNXOperator("TopK") { node throws(NeuralError) in
        var count: Int?
        if node.opset < 10 {
            count = try node.integer("k")
            guard count != nil else { throw node.missing("k") }
        }
        return TopK(
            axis: try node.integer("axis", default: -1), isLargest: try node.flag("largest", default: true),
            count: count)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0, where: \.isNumber)
        let axis = try inputs.axis(axis, of: input.shape)
        let count = if let count { count } else { try inputs.integer(1) }
        guard (0...input.shape[axis]).contains(count) else {
            throw inputs.bad("\(count) elements are not within an extent of \(input.shape[axis])")
        }
        var extents = input.shape.extents
        extents[axis] = count
        let shape = try inputs.shape(extents)
        return [.type(input.element, shape), .type(.int64, shape)]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        let (shape, result) = (try inputs(0).shape, results[0].shape)
        let axis = try inputs.axis(axis, of: shape)
        let (extent, count, inner) = (shape[axis], result[axis], shape.count(over: axis + 1..<shape.rank))
        let lineCount = count == 0 ? 0 : result.count / count
        let isLargest = isLargest
        let needsPlaces = results.count < 2
        return Kernel(scratchByteCount: needsPlaces ? result.count * 8 : 0) { frame in
            let (input, values) = (frame.input(0, as: N.self), frame.output(as: N.self))
            let places = needsPlaces ? frame.scratch(as: Int64.self) : frame.output(1, as: Int64.self)
            frame.crew.share(lineCount, grain: max(1, (1 << 12) / max(1, extent))) { lines in
                for line in lines {
                    let start = line / inner * count * inner + line % inner
                    let heap = Heap(
                        line: input + line / inner * extent * inner + line % inner, places: places + start,
                        stride: inner, isLargest: isLargest)
                    heap.select(count, of: extent)
                    for index in 0..<count { values[start + index * inner] = heap.value(at: index) }
                }
            }
        }
    }

    /// Places of the best elements of one line, the worst of them on top.
    private struct Heap<N: Number> {
        let line: UnsafePointer<N>
        let places: UnsafeMutablePointer<Int64>
        /// Elements, and places, from one to the next.
        let stride: Int
        let isLargest: Bool

        @inline(__always)
        func value(at index: Int) -> N { line[Int(places[index * stride]) * stride] }

        @inline(__always)
        private func isWorse(_ a: Int64, than b: Int64) -> Bool {
            let (left, right) = (line[Int(a) * stride], line[Int(b) * stride])
            if left == right { return a > b }
            return isLargest ? left < right : left > right
        }

        func select(_ count: Int, of extent: Int) {
            for index in 0..<count { places[index * stride] = Int64(index) }
            for index in (0..<count / 2).reversed() { sink(index, in: count) }
            for index in count..<extent where isWorse(places[0], than: Int64(index)) {
                places[0] = Int64(index)
                sink(0, in: count)
            }
            // The worst goes last, until all are in order.
            for last in (0..<count).reversed() {
                swapPlaces(0, last)
                sink(0, in: last)
            }
        }

        private func sink(_ start: Int, in count: Int) {
            var parent = start
            while 2 * parent + 1 < count {
                var child = 2 * parent + 1
                if child + 1 < count, isWorse(places[(child + 1) * stride], than: places[child * stride]) { child += 1 }
                guard isWorse(places[child * stride], than: places[parent * stride]) else { return }
                swapPlaces(parent, child)
                parent = child
            }
        }

        private func swapPlaces(_ a: Int, _ b: Int) {
            let place = places[a * stride]
            places[a * stride] = places[b * stride]
            places[b * stride] = place
        }
    }
}
