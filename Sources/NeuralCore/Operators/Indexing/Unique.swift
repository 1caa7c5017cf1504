/// The different elements, or slices across an axis; where each is met first; for each in the input the one that it is equal to; and
/// how often each comes.
package struct Unique: Operator {
    let axis: Int?
    /// In order, or else as they are met.
    let isSorted: Bool

    package init(axis: Int? = nil, isSorted: Bool = true) {
        self.axis = axis
        self.isSorted = isSorted
    }

    static let onnx = ONNXOperator("Unique", opsets: 11...28) { node throws(NeuralError) in
        Unique(axis: try node.integer("axis"), isSorted: try node.flag("sorted", default: true))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs.tensor(0)
        return switch input.element {
        case .float32: try infer(inputs, input, Float.self)
        case .float64: try infer(inputs, input, Double.self)
        case .int64: try infer(inputs, input, Int64.self)
        case .int32: try infer(inputs, input, Int32.self)
        case .int16: try infer(inputs, input, Int16.self)
        case .int8, .int4, .int2: try infer(inputs, input, Int8.self)
        case .uint64: try infer(inputs, input, UInt64.self)
        case .uint32: try infer(inputs, input, UInt32.self)
        case .uint16: try infer(inputs, input, UInt16.self)
        default: try infer(inputs, input, UInt8.self)
        }
    }

    private func infer<N: Number>(
        _ inputs: Operands, _ input: Tensor, _: N.Type
    ) throws(NeuralError) -> [Inference] {
        let slices = try Slices(input, axis: axis, N.self, inputs)
        let order = (0..<slices.count).sorted { slices.precedes($0, $1) ?? ($0 < $1) }
        // Equal slices are neighbours now, the one met first before the others.
        var groups: [[Int]] = []
        for index in order {
            if let first = groups.last?[0], slices.precedes(first, index) == nil {
                groups[groups.count - 1].append(index)
            } else {
                groups.append([index])
            }
        }
        if !isSorted { groups.sort { $0[0] < $1[0] } }
        var inverse = [Int](repeating: 0, count: slices.count)
        for (place, group) in groups.enumerated() { for index in group { inverse[index] = place } }

        var extents = input.shape.extents
        if let axis { extents[try inputs.axis(axis, of: input.shape)] = groups.count } else { extents = [groups.count] }
        let result = try inputs.shape(extents)
        let values = Tensor(TensorType(input.element, result)) { bytes in
            slices.copy(groups.map { $0[0] }, to: bytes.bindMemory(to: N.self))
        }
        return [
            .known(values), .known(Tensor(integers: groups.map { $0[0] })), .known(Tensor(integers: inverse)),
            .known(Tensor(integers: groups.map(\.count))),
        ]
    }

    /// Slices across an axis: outer × count × inner elements.
    private struct Slices<N: Number> {
        let elements: UnsafeBufferPointer<N>
        let count: Int
        private let outer: Int
        private let inner: Int
        private let tensor: Tensor

        init(_ tensor: Tensor, axis: Int?, _: N.Type, _ inputs: Operands) throws(NeuralError) {
            self.tensor = tensor
            elements = tensor.elements(N.self)
            guard let axis else {
                (outer, count, inner) = (1, tensor.shape.count, 1)
                return
            }
            let counted = try inputs.axis(axis, of: tensor.shape)
            outer = tensor.shape.count(over: 0..<counted)
            count = tensor.shape[counted]
            inner = tensor.shape.count(over: counted + 1..<tensor.shape.rank)
        }

        /// Whether one slice is before another; nil where they are equal. What is not a number comes last.
        func precedes(_ a: Int, _ b: Int) -> Bool? {
            for block in 0..<outer {
                for index in 0..<inner {
                    let left = elements[(block * count + a) * inner + index]
                    let right = elements[(block * count + b) * inner + index]
                    if left < right { return true }
                    if left > right { return false }
                    if left.isNotANumber != right.isNotANumber { return right.isNotANumber }
                }
            }
            return nil
        }

        func copy(_ slices: [Int], to result: UnsafeMutableBufferPointer<N>) {
            var place = 0
            for block in 0..<outer {
                for slice in slices {
                    for index in 0..<inner {
                        result[place] = elements[(block * count + slice) * inner + index]
                        place += 1
                    }
                }
            }
        }
    }
}
