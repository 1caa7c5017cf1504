/// The elements as another type.
package struct Cast: Operator {
    /// The type, or nil for that of input 1.
    let target: ElementType?
    let conversion: Conversion

    package init(to target: ElementType) { self.init(to: target, Conversion()) }

    init(to target: ElementType?, _ conversion: Conversion) {
        self.target = target
        self.conversion = conversion
    }

    static let onnx = [
        ONNXOperator("Cast") { node throws(NeuralError) in
            guard node.has("to") else { throw node.missing("to") }
            // The first version names the type.
            let target = node.opset < 6 ? try named(node) : try node.elementType("to")
            return Cast(to: target, try conversion(node))
        },
        ONNXOperator("CastLike", opsets: 15...28) { node throws(NeuralError) in
            Cast(to: nil, try conversion(node))
        },
    ]

    private static func named(_ node: ONNXNode) throws(NeuralError) -> ElementType {
        let name = try node.text("to", default: "")
        for number in 1...Int32(32) where ElementType.onnxName(of: number).lowercased() == spelling(name) {
            if let type = ElementType(onnx: number) { return type }
        }
        throw node.unsupported("to", name)
    }

    private static func spelling(_ name: String) -> String {
        switch name.lowercased() {
        case "float": "float32"
        case "double": "float64"
        case let other: other
        }
    }

    private static func conversion(_ node: ONNXNode) throws(NeuralError) -> Conversion {
        Conversion(
            saturates: try node.flag("saturate", default: true),
            rounding: try node.choice("round_mode", default: .up))
    }

    private func target(_ inputs: Operands) throws(NeuralError) -> ElementType {
        if let target { return target }
        return try inputs(1).element
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, target) = (try inputs(0), try target(inputs))
        return [input.element == target ? .view(ofInput: 0, input.shape) : .type(target, input.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (source, target, count) = (try inputs(0).element, results[0].element, results[0].shape.count)
        return Kernel { [conversion] frame in
            let (input, output) = (frame.input(0, as: UInt8.self), frame.output(as: UInt8.self))
            frame.crew.share(count, grain: Kernel.elementGrain) { range in
                conversion.convert(
                    input + range.lowerBound * source.byteCount, source,
                    into: output + range.lowerBound * target.byteCount, target, count: range.count)
            }
        }
    }

    package var takesNarrowFloats: Bool { true }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        ChannelsLast(self, isPicture: inputs.all.indices.map { $0 == 0 })
    }
}
