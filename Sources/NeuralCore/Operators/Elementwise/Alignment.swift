/// How the second operand's axes lie along the first's. Since operator set 7 both repeat to one shape, aligned at the last
/// axis; before, only the second did, only where the node said so, and from an axis that it could name.
package enum Alignment: Hashable, Sendable {
    case atTheEnd
    /// Both have one shape.
    case equal
    /// The second lies along the first from an axis on.
    case from(axis: Int)

    init(_ node: ONNXNode) throws(NeuralError) {
        if node.opset >= 7 {
            self = .atTheEnd
        } else if !(try node.flag("broadcast")) {
            self = .equal
        } else {
            self = try node.integer("axis").map { .from(axis: $0) } ?? .atTheEnd
        }
    }

    /// The second operand's shape, made to lie along the first's where shapes are aligned at the end.
    func align(_ second: Shape, to first: Shape, _ inputs: Operands) throws(NeuralError) -> Shape {
        switch self {
        case .atTheEnd: return second
        case .equal:
            guard first == second else { throw inputs.mismatch }
            return second
        case .from(let axis):
            let axis = try inputs.axis(axis, of: first)
            guard axis + second.rank <= first.rank else { throw inputs.mismatch }
            return try inputs.shape(second.extents + [Int](repeating: 1, count: first.rank - axis - second.rank))
        }
    }

    /// The alignment of pictures batch × rows × columns × channels, and which operands they are.
    func channelsLast(_ inputs: Operands) -> (alignment: Alignment, isPicture: [Bool])? {
        if case .from(let axis) = self, inputs.count == 2, let first = inputs.optional(0)?.shape,
            let second = inputs.optional(1)?.shape, first.rank == 4, second.rank == 1, first.axis(axis) == 1
        {
            return (.from(axis: 3), [true, false])
        }
        if case .from = self { return nil }
        return inputs.pictures.map { (self, $0) }
    }
}

extension Operands {
    /// How two operands of one type repeat to the result's shape.
    func broadcasting(_ alignment: Alignment) throws(NeuralError) -> Broadcasting {
        let (left, right) = (try self(0), try self(1))
        guard left.element == right.element,
            let broadcasting = Broadcasting([left.shape, try alignment.align(right.shape, to: left.shape, self)])
        else { throw mismatch }
        return broadcasting
    }

    /// The first input, where the result of operands that repeat so may take its memory.
    func overwritten(by broadcasting: Broadcasting) -> Int? { optional(0)?.shape == broadcasting.shape ? 0 : nil }
}
