import CKernels

/// Numbers kept between two bounds, either of which may be left out. Where they cross, the upper one holds. What is not a
/// number stays so.
package struct Clip: NumericOperator {
    /// Bounds that the node states; where it states none, they are inputs 1 and 2.
    let stated: ClosedRange<Float>?

    /// Bounds as inputs.
    package init() { stated = nil }

    package init(lower: Float, upper: Float) { stated = lower...max(lower, upper) }

    static let onnx = ONNXOperator("Clip") { node throws(NeuralError) in
        guard node.opset < 11 else { return Clip() }
        return Clip(
            lower: try node.float("min", default: -.infinity), upper: try node.float("max", default: .infinity))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0, where: \.isNumber)
        for index in 1...2 {
            guard let bound = inputs.optional(index) else { continue }
            guard bound.element == input.element, bound.shape.count == 1 else { throw inputs.mismatch }
        }
        return [.type(input.type)]
    }

    /// The bounds, where they are known: for whoever clamps while it computes.
    package func bounds(_ inputs: Operands) -> (lower: Float, upper: Float)? {
        if let stated { return (stated.lowerBound, stated.upperBound) }
        guard inputs.optional(0)?.element == .float32 else { return nil }
        func bound(_ index: Int, _ none: Float) -> Float? {
            guard let input = inputs.optional(index) else { return none }
            return input.tensor?.elements(Float.self).first
        }
        guard let lower = bound(1, -.infinity), let upper = bound(2, .infinity) else { return nil }
        return (lower, upper)
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        let count = results[0].shape.count
        let (hasLower, hasUpper) = (inputs.optional(1) != nil, inputs.optional(2) != nil)
        let stated = stated.map { (N(rounding: Double($0.lowerBound)), N(rounding: Double($0.upperBound))) }
        return Kernel(overwrites: 0) { frame in
            let lower = stated?.0 ?? (hasLower ? frame.input(1, as: N.self)[0] : N.lowest)
            let upper = stated?.1 ?? (hasUpper ? frame.input(2, as: N.self)[0] : N.highest)
            if let lower = lower as? Float, let upper = upper as? Float {
                frame.crew.share(count, grain: Kernel.elementGrain) { range in
                    ck_apply(
                        CKClamp, lower, upper, frame.input(0) + range.lowerBound, frame.output() + range.lowerBound,
                        range.count)
                }
                return
            }
            Kernel.map(count, frame, Clamp(lower: lower, upper: upper))
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        ChannelsLast(self, isPicture: inputs.all.indices.map { $0 == 0 })
    }
}

private struct Clamp<N: Number>: ElementFunction {
    let lower: N
    let upper: N

    @inline(__always)
    func callAsFunction(_ input: N) -> N {
        let raised = input < lower ? lower : input
        return raised > upper ? upper : raised
    }
}
