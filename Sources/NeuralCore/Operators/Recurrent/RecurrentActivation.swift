import CKernels

/// A function that a recurrent layer puts its sums through.
package struct RecurrentActivation: Sendable {
    package enum Function: String, Sendable, CaseIterable {
        case relu = "Relu"
        case tanh = "Tanh"
        case sigmoid = "Sigmoid"
        case affine = "Affine"
        case leakyRelu = "LeakyRelu"
        case thresholdedRelu = "ThresholdedRelu"
        case scaledTanh = "ScaledTanh"
        case hardSigmoid = "HardSigmoid"
        case elu = "Elu"
        case softsign = "Softsign"
        case softplus = "Softplus"

        /// The parameters it has, with what they are where nothing is said.
        var defaults: (alpha: Float?, beta: Float?) {
            switch self {
            case .relu, .tanh, .sigmoid, .softsign, .softplus: (nil, nil)
            case .affine: (1, 0)
            case .leakyRelu: (0.01, nil)
            case .thresholdedRelu, .elu: (1, nil)
            case .scaledTanh: (1, 1)
            case .hardSigmoid: (0.2, 0.5)
            }
        }
    }

    let function: Function
    let alpha: Float
    let beta: Float
    /// Sums are brought between ± this before.
    let clip: Float?

    /// A parameter that is not given is what ONNX's operator of the name has.
    package init(_ function: Function, alpha: Float? = nil, beta: Float? = nil, clip: Float? = nil) {
        self.function = function
        self.alpha = alpha ?? function.defaults.alpha ?? 0
        self.beta = beta ?? function.defaults.beta ?? 0
        self.clip = clip
    }

    package static let sigmoid = RecurrentActivation(.sigmoid)
    package static let tanh = RecurrentActivation(.tanh)

    /// Reads `activations`, `activation_alpha`, `activation_beta` and `clip`. Parameters are listed for the functions that
    /// have them only. `names` are the functions where none are given.
    static func all(_ node: ONNXNode, default names: [String]) throws(NeuralError) -> [RecurrentActivation] {
        let given = try node.texts("activations") ?? names
        guard given.count == names.count else { throw node.unsupported("activations", given.joined(separator: ", ")) }
        var alphas = (try node.floats("activation_alpha") ?? [])[...]
        var betas = (try node.floats("activation_beta") ?? [])[...]
        let clip = try node.float("clip")
        if let clip, !(clip > 0) { throw node.unsupported("clip", "\(clip)") }
        var result: [RecurrentActivation] = []
        for name in given {
            // Early files spell the names in any case.
            guard let function = Function.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
            else {
                throw node.unsupported("activations", name)
            }
            let (alpha, beta) = function.defaults
            result.append(
                RecurrentActivation(
                    function, alpha: alpha == nil ? nil : alphas.popFirst(),
                    beta: beta == nil ? nil : betas.popFirst(), clip: clip))
        }
        return result
    }

    package func apply(_ values: UnsafeMutablePointer<Float>, count: Int) {
        if let clip { ck_apply(CKClamp, -clip, clip, values, values, count) }
        switch function {
        case .relu: ck_apply(CKClamp, 0, .infinity, values, values, count)
        case .tanh: ck_apply(CKTanh, 0, 0, values, values, count)
        case .sigmoid: ck_apply(CKSigmoid, 0, 0, values, values, count)
        case .affine: for index in 0..<count { values[index] = alpha * values[index] + beta }
        case .leakyRelu: ck_apply(CKLeakyRelu, alpha, 0, values, values, count)
        case .thresholdedRelu: for index in 0..<count where !(values[index] >= alpha) { values[index] = 0 }
        case .scaledTanh:
            for index in 0..<count { values[index] *= beta }
            ck_apply(CKTanh, 0, 0, values, values, count)
            for index in 0..<count { values[index] *= alpha }
        case .hardSigmoid: ck_apply(CKHardSigmoid, alpha, beta, values, values, count)
        case .elu: ck_apply(CKElu, alpha, 1, values, values, count)
        case .softsign: for index in 0..<count { values[index] /= 1 + abs(values[index]) }
        case .softplus: ck_apply(CKSoftplus, 0, 0, values, values, count)
        }
    }
}
