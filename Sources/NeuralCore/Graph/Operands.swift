/// The inputs of a node, as far as they are known, with checked access. Every accessor's error names the node.
package struct Operands: Sendable {
    /// One input: its type, and its values where they are known.
    package struct Operand: Sendable {
        package let type: TensorType
        package let tensor: Tensor?

        package init(type: TensorType, tensor: Tensor? = nil) {
            self.type = type
            self.tensor = tensor
        }

        package var element: ElementType { type.element }
        package var shape: Shape { type.shape }
    }

    package let node: String
    package let all: [Operand?]
    /// How many results the node names, unused ones before the last used one among them.
    package let resultCount: Int

    package init(node: String, _ all: [Operand?], resultCount: Int = 1) {
        self.node = node
        self.all = all
        self.resultCount = resultCount
    }

    package var count: Int { all.count }

    /// Input `index`, or nil where it is left out.
    package func optional(_ index: Int) -> Operand? { all.indices.contains(index) ? all[index] : nil }

    /// Input `index`. Throws `missingInput`.
    package func callAsFunction(_ index: Int) throws(NeuralError) -> Operand {
        guard let operand = optional(index) else { throw .missingInput(node: node, index: index) }
        return operand
    }

    /// Input `index`, of one of these types. Throws `unsupportedType`.
    package func callAsFunction(_ index: Int, _ types: ElementType...) throws(NeuralError) -> Operand {
        let operand = try self(index)
        guard types.contains(operand.element) else {
            throw .unsupportedType(node: node, input: index, type: operand.element)
        }
        return operand
    }

    /// The values of input `index`. Throws `notConstant` where they are not known yet.
    package func tensor(_ index: Int) throws(NeuralError) -> Tensor {
        guard let tensor = try self(index).tensor else { throw .notConstant(node: node) }
        return tensor
    }

    /// The values of input `index`, which are int64 or int32. Throws `notConstant` where they are not known yet.
    package func integers(_ index: Int) throws(NeuralError) -> [Int] {
        let tensor = try tensor(index)
        switch tensor.element {
        case .int64: return tensor.elements(Int64.self).map { Int($0) }
        case .int32: return tensor.elements(Int32.self).map { Int($0) }
        default: throw .unsupportedType(node: node, input: index, type: tensor.element)
        }
    }

    /// The one integer of input `index`.
    package func integer(_ index: Int) throws(NeuralError) -> Int {
        let values = try integers(index)
        guard values.count == 1 else { throw badInput(index, "has \(values.count) elements, expected 1") }
        return values[0]
    }

    /// The one float32 of input `index`.
    package func float(_ index: Int) throws(NeuralError) -> Float {
        let tensor = try tensor(index)
        guard tensor.element == .float32 else {
            throw .unsupportedType(node: node, input: index, type: tensor.element)
        }
        guard tensor.shape.count == 1 else { throw badInput(index, "has \(tensor.shape.count) elements, expected 1") }
        return tensor.elements(Float.self)[0]
    }

    /// `axis` of a shape, counted from the end where it is negative. Throws `badInput`.
    package func axis(_ axis: Int, of shape: Shape) throws(NeuralError) -> Int {
        guard let counted = shape.axis(axis) else { throw bad("axis \(axis) is outside \(shape)") }
        return counted
    }

    /// The shape of these extents. Throws `tooLarge`.
    package func shape(_ extents: [Int]) throws(NeuralError) -> Shape {
        guard let shape = Shape(validating: extents) else { throw .tooLarge(node: node, extents: extents) }
        return shape
    }

    /// That the shapes of these inputs do not fit together.
    package var mismatch: NeuralError { .shapesDoNotFit(node: node, shapes: all.compactMap { $0?.shape }) }

    /// That the node asks for what cannot be.
    package func bad(_ reason: String) -> NeuralError { .badNode(node: node, reason: reason) }
    package func badInput(_ index: Int, _ reason: String) -> NeuralError {
        .badNode(node: node, reason: "input \(index) \(reason)")
    }

    /// Whether every input's values are known.
    var areKnown: Bool { all.allSatisfy { $0 == nil || $0?.tensor != nil } }
}
