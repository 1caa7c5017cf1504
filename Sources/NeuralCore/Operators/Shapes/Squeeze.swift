/// The same elements without axes of one element: those that an attribute or the second input gives, or all of them.
package struct Squeeze: Operator {
    let axes: [Int]?

    package init(axes: [Int]? = nil) { self.axes = axes }

    static let onnx = ONNXOperator("Squeeze") { node throws(NeuralError) in
        Squeeze(axes: try node.integers("axes"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try inputs(0).shape
        let removed: [Int]
        if let given = try inputs.optionalIntegers(axes, orInput: 1) {
            removed = try inputs.axes(given, ofRank: shape.rank)
        } else {
            removed = shape.extents.indices.filter { shape[$0] == 1 }
        }
        for axis in removed where shape[axis] != 1 {
            throw inputs.bad("axis \(axis) of \(shape) cannot be left out: its extent is not 1")
        }
        let kept = shape.extents.indices.filter { !removed.contains($0) }.map { shape[$0] }
        return [.view(ofInput: 0, try inputs.shape(kept))]
    }

    package var takesNarrowFloats: Bool { true }
}

/// The same elements with axes of one element put in: where an attribute or the second input says, counted in the result.
package struct Unsqueeze: Operator {
    let axes: [Int]?

    package init(axes: [Int]? = nil) { self.axes = axes }

    static let onnx = ONNXOperator("Unsqueeze") { node throws(NeuralError) in
        Unsqueeze(axes: try node.integers("axes"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try inputs(0).shape
        let given = try inputs.integers(axes, orInput: 1)
        guard given.count <= Shape.rankLimit else { throw inputs.bad("\(given.count) axes are too many") }
        let rank = shape.rank + given.count
        let added = try inputs.axes(given, ofRank: rank)
        var kept = shape.extents.makeIterator()
        return [.view(ofInput: 0, try inputs.shape((0..<rank).map { added.contains($0) ? 1 : kept.next()! }))]
    }

    package var takesNarrowFloats: Bool { true }
}
