/// What a node computes. A file in `Operators/` is one of these; see docs/adding-an-operator.md.
package protocol Operator: Sendable {
    /// Says what the results are: their types, or the results themselves where they follow from what is known already.
    /// Throws `notConstant` (through `Operands.integers` and the like) where that takes values which are not known yet; it is then
    /// asked again when they are.
    func infer(_ inputs: Operands) throws(NeuralError) -> [Inference]

    /// The code that computes the results which `infer` gave a type for, made ready for these inputs: constants among
    /// them can be packed here, once.
    func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel

    /// Whether it takes float16 and narrower floats as they are. Otherwise it is given float32, and its float32 results
    /// are rounded to the type that its first such input had.
    var takesNarrowFloats: Bool { get }

    /// The operator that does the same to pictures that lie batch × rows × columns × channels instead of batch × channels
    /// × rows × columns, and which inputs it wants so; nil where there is none.
    func channelsLast(_ inputs: Operands) -> ChannelsLast?

    /// A graph that does the node's work, where what is known of the inputs settles which: a branch of an `If`. Its inputs are
    /// the node's.
    func body(_ inputs: Operands) throws(NeuralError) -> Graph?

    /// Multiplications, each with its addition, that the results take.
    func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int
}

extension Operator {
    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        preconditionFailure("'\(inputs.node)' gives its results while it is inferred")
    }
    package var takesNarrowFloats: Bool { false }
    package func channelsLast(_ inputs: Operands) -> ChannelsLast? { nil }
    package func body(_ inputs: Operands) throws(NeuralError) -> Graph? { nil }
    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int { 0 }
}

/// What is known of one result before a run.
package enum Inference: Sendable {
    /// It has to be computed, and will have this type.
    case type(TensorType)
    /// The result itself.
    case known(Tensor)
    /// The elements of an input under another shape of as many.
    case view(ofInput: Int, Shape)

    package static func type(_ element: ElementType, _ shape: Shape) -> Inference { .type(TensorType(element, shape)) }
}

/// How an operator works on pictures in batch × rows × columns × channels.
package struct ChannelsLast: Sendable {
    package let operation: any Operator
    /// For each input, whether it is a picture to be laid out so; the others stay as they are. The first result is one.
    package let isPicture: [Bool]

    package init(_ operation: any Operator, isPicture: [Bool]) {
        self.operation = operation
        self.isPicture = isPicture
    }
}
