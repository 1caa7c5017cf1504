/// Along some axes the elements from a start on, every step, to before an end; negative places count from the end. The ranges are
/// inputs (starts, ends, axes, steps), or attributes in files of the first operator sets.
package struct Slice: Operator {
    /// What attributes give.
    struct Ranges: Sendable {
        let starts: [Int]
        let ends: [Int]
        let axes: [Int]?
    }

    let ranges: Ranges?
    let isChannelsLast: Bool

    package init() {
        ranges = nil
        isChannelsLast = false
    }

    private init(ranges: Ranges?, isChannelsLast: Bool = false) {
        self.ranges = ranges
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = ONNXOperator("Slice") { node throws(NeuralError) in
        guard node.opset < 10 else { return Slice() }
        guard let starts = try node.integers("starts") else { throw node.missing("starts") }
        guard let ends = try node.integers("ends") else { throw node.missing("ends") }
        return Slice(ranges: Ranges(starts: starts, ends: ends, axes: try node.integers("axes")))
    }

    /// What is taken along one axis.
    private struct Cut {
        var start = 0
        var step = 1
        var count: Int
    }

    private func cuts(_ inputs: Operands) throws(NeuralError) -> [Cut] {
        let shape = try inputs(0).shape
        let starts = try inputs.integers(ranges?.starts, orInput: 1)
        let ends = try inputs.integers(ranges?.ends, orInput: 2)
        let givenAxes = try ranges == nil ? inputs.optionalIntegers(orInput: 3) : ranges?.axes
        let steps = try ranges == nil && inputs.optional(4) != nil ? inputs.integers(4) : starts.map { _ in 1 }
        guard starts.count <= shape.rank else { throw inputs.bad("\(starts.count) ranges for a tensor of \(shape)") }
        var axes = try inputs.axes(givenAxes ?? Array(starts.indices), ofRank: shape.rank)
        guard ends.count == starts.count, axes.count == starts.count, steps.count == starts.count else {
            throw inputs.bad("starts, ends, axes and steps differ in number")
        }
        if isChannelsLast { axes = axes.map { ChannelsLast.axes[$0] } }
        var cuts = shape.extents.map { Cut(count: $0) }
        for (index, axis) in axes.enumerated() {
            guard steps[index] != 0 else { throw inputs.bad("axis \(axis) is sliced in steps of 0") }
            cuts[axis] = Self.cut(from: starts[index], to: ends[index], by: steps[index], of: shape[axis])
        }
        return cuts
    }

    private static func cut(from start: Int, to end: Int, by step: Int, of extent: Int) -> Cut {
        func place(_ index: Int, _ range: ClosedRange<Int>) -> Int {
            min(max(index < 0 ? index + extent : index, range.lowerBound), range.upperBound)
        }
        guard extent > 0 else { return Cut(count: 0) }
        // Further than any extent is as far as a step need go.
        let step = min(max(step, -Shape.elementLimit), Shape.elementLimit)
        if step > 0 {
            let (first, last) = (place(start, 0...extent), place(end, 0...extent))
            return Cut(start: first, step: step, count: first < last ? (last - first - 1) / step + 1 : 0)
        }
        let (first, last) = (place(start, 0...extent - 1), place(end, -1...extent - 1))
        return Cut(start: first, step: step, count: first > last ? (first - last - 1) / -step + 1 : 0)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, cuts) = (try inputs(0), try cuts(inputs))
        let isAll = zip(cuts, input.shape.extents).allSatisfy { $0.count == $1 && ($0.step == 1 || $1 <= 1) }
        if isAll { return [.view(ofInput: 0, input.shape)] }
        return [.type(input.element, try inputs.shape(cuts.map(\.count)))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (cuts, own, target) = (try cuts(inputs), try inputs(0).shape.strides, results[0].shape.strides)
        let axes = cuts.indices.map { axis in
            StridedCopy.Axis(
                extent: cuts[axis].count, source: own[axis] * cuts[axis].step, target: target[axis])
        }
        // A range without elements may start past the end.
        let start = cuts.indices.reduce(0) { $0 + own[$1] * cuts[$1].start }
        return StridedCopy(axes, sourceStart: start, width: results[0].element.byteCount).kernel
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard inputs.optional(0)?.shape.rank == 4 else { return nil }
        return ChannelsLast(
            Slice(ranges: ranges, isChannelsLast: true), isPicture: inputs.all.indices.map { $0 == 0 })
    }

    package var takesNarrowFloats: Bool { true }
}
