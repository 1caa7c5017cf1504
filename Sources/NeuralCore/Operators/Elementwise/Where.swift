/// The second operand's element where the first, a bool, says so, and the third's elsewhere; all repeat to one shape.
package struct Where: Operator {
    package init() {}

    static let onnx = ONNXOperator("Where", opsets: 9...28) { _ in Where() }

    private func broadcasting(_ inputs: Operands) throws(NeuralError) -> Broadcasting {
        let (condition, yes, no) = (try inputs(0, .bool), try inputs(1), try inputs(2))
        guard yes.element == no.element, let broadcasting = Broadcasting([condition.shape, yes.shape, no.shape])
        else { throw inputs.mismatch }
        return broadcasting
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try broadcasting(inputs).shape
        return [.type(try inputs(1).element, shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let broadcasting = try broadcasting(inputs)
        return switch results[0].element.byteCount {
        case 1: Self.kernel(broadcasting, UInt8.self)
        case 2: Self.kernel(broadcasting, UInt16.self)
        case 4: Self.kernel(broadcasting, UInt32.self)
        default: Self.kernel(broadcasting, UInt64.self)
        }
    }

    private static func kernel<Bits: FixedWidthInteger & Element>(_ broadcasting: Broadcasting, _: Bits.Type) -> Kernel
    {
        let (conditionStep, yesStep, noStep) = (
            broadcasting.rowSteps[0], broadcasting.rowSteps[1], broadcasting.rowSteps[2]
        )
        return Kernel { frame in
            let condition = frame.input(0, as: UInt8.self)
            let (yes, no) = (frame.input(1, as: Bits.self), frame.input(2, as: Bits.self))
            let output = frame.output(as: Bits.self)
            frame.crew.share(broadcasting.shape.count, grain: Kernel.elementGrain) { range in
                broadcasting.walk(range) { stretch in
                    let test = condition + stretch.starts.0
                    let (a, b, c) = (yes + stretch.starts.1, no + stretch.starts.2, output + stretch.result)
                    switch (conditionStep, yesStep, noStep) {
                    case (0, _, _):
                        let (source, step) = test[0] != 0 ? (a, yesStep) : (b, noStep)
                        if step == 1 {
                            c.update(from: source, count: stretch.count)
                        } else {
                            c.update(repeating: source[0], count: stretch.count)
                        }
                    case (1, 1, 1):
                        for index in 0..<stretch.count { c[index] = test[index] != 0 ? a[index] : b[index] }
                    case (1, 0, 1):
                        let one = a[0]
                        for index in 0..<stretch.count { c[index] = test[index] != 0 ? one : b[index] }
                    case (1, 1, 0):
                        let one = b[0]
                        for index in 0..<stretch.count { c[index] = test[index] != 0 ? a[index] : one }
                    default:
                        let (one, other) = (a[0], b[0])
                        for index in 0..<stretch.count { c[index] = test[index] != 0 ? one : other }
                    }
                }
            }
        }
    }

    package var takesNarrowFloats: Bool { true }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        inputs.pictures.map { ChannelsLast(self, isPicture: $0) }
    }
}
