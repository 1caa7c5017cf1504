/// How nodes of one ONNX operator become an `Operator`. Each file in `Operators/` has one for every name it answers to;
/// `ONNXOperator.all` lists them.
package struct ONNXOperator: Sendable {
    /// Empty for ONNX's own operators.
    package let domain: String
    package let name: String
    /// The versions of the operator set that it is understood in.
    package let opsets: ClosedRange<Int>
    let make: @Sendable (ONNXNode) throws(NeuralError) -> any Operator

    /// The newest version of ONNX's operator set that is known.
    package static let newestOpset = 28

    init(
        _ name: String, domain: String = "", opsets: ClosedRange<Int> = 1...Self.newestOpset,
        make: @escaping @Sendable (ONNXNode) throws(NeuralError) -> any Operator
    ) {
        self.domain = domain
        self.name = name
        self.opsets = opsets
        self.make = make
    }

    struct Key: Hashable {
        let domain: String
        let name: String
    }

    static let byName = Dictionary(
        uniqueKeysWithValues: all.map { (Key(domain: $0.domain, name: $0.name), $0) })
}
