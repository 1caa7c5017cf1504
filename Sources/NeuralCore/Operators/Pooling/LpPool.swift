import Foundation

/// The p-norm of each window's elements.
package struct LpPool: Operator {
    let window: SlidingWindow
    let power: Float
    let isChannelsLast: Bool

    package init(_ window: SlidingWindow, power: Float = 2, isChannelsLast: Bool = false) {
        self.window = window
        self.power = power
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = ONNXOperator("LpPool") { node throws(NeuralError) in
        LpPool(try SlidingWindow(node), power: try Self.power(node))
    }

    /// `p`: an integer, in files of the first version any number.
    static func power(_ node: ONNXNode) throws(NeuralError) -> Float {
        let power = node.opset == 1 ? try node.float("p", default: 2) : Float(try node.integer("p", default: 2))
        guard power > 0 else { throw node.unsupported("p", "\(power)") }
        return power
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(.float32, try plan(inputs).output)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let plan = try plan(inputs)
        return switch power {
        case 1: plan.kernel(AbsoluteFold())
        case 2: plan.kernel(SquareFold())
        default: plan.kernel(PowerFold(power: power))
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        ChannelsLast(LpPool(window, power: power, isChannelsLast: true), isPicture: [true])
    }

    private func plan(_ inputs: Operands) throws(NeuralError) -> PoolingPlan {
        guard
            let plan = PoolingPlan(window, input: try inputs(0, .float32).shape, isChannelsLast: isChannelsLast)
        else { throw inputs.mismatch }
        return plan
    }
}

private struct AbsoluteFold: PoolFold {
    var empty: Float { 0 }
    @inline(__always) func enter(_ value: Float) -> Float { abs(value) }
    @inline(__always) func combine(_ left: Float, _ right: Float) -> Float { left + right }
}

private struct SquareFold: PoolFold {
    var empty: Float { 0 }
    @inline(__always) func enter(_ value: Float) -> Float { value * value }
    @inline(__always) func combine(_ left: Float, _ right: Float) -> Float { left + right }
    static var finishes: Bool { true }
    @inline(__always) func finish(_ value: Float, scale: Float) -> Float { value.squareRoot() }
}

private struct PowerFold: PoolFold {
    let power: Float
    var empty: Float { 0 }
    @inline(__always) func enter(_ value: Float) -> Float { pow(abs(value), power) }
    @inline(__always) func combine(_ left: Float, _ right: Float) -> Float { left + right }
    static var finishes: Bool { true }
    @inline(__always) func finish(_ value: Float, scale: Float) -> Float { pow(value, 1 / power) }
}
