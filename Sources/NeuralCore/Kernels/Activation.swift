import CKernels

/// What is done to a sum before it leaves a matrix product or a convolution.
package enum Activation: Hashable, Sendable {
    /// Values are clamped to `lower...upper`.
    case clamp(lower: Float, upper: Float)
    case leakyRelu(slope: Float)
    case sigmoid
    /// x · σ(αx).
    case swish(alpha: Float)
    case hardSigmoid(alpha: Float, beta: Float)
    case hardSwish
    case gelu
    case geluByTanh
    case tanh
    case mish

    package static let identity = clamp(lower: -.infinity, upper: .infinity)
    package static let relu = clamp(lower: 0, upper: .infinity)
    package static let relu6 = clamp(lower: 0, upper: 6)

    /// What a product's own epilogue can do of it.
    var bounds: (lower: Float, upper: Float) {
        if case .clamp(let lower, let upper) = self { (lower, upper) } else { (-.infinity, .infinity) }
    }

    /// Whether the bounds are all of it.
    var isClamp: Bool { if case .clamp = self { true } else { false } }

    /// Applies it in place.
    func apply(_ values: UnsafeMutablePointer<Float>, count: Int) {
        let (function, alpha, beta) = function
        ck_apply(function, alpha, beta, values, values, count)
    }

    private var function: (CKFunction, alpha: Float, beta: Float) {
        switch self {
        case .clamp(let lower, let upper): (CKClamp, lower, upper)
        case .leakyRelu(let slope): (CKLeakyRelu, slope, 0)
        case .sigmoid: (CKSigmoid, 0, 0)
        case .swish(let alpha): (CKSwish, alpha, 0)
        case .hardSigmoid(let alpha, let beta): (CKHardSigmoid, alpha, beta)
        case .hardSwish: (CKHardSwish, 1 / 6, 0.5)
        case .gelu: (CKGelu, 0, 0)
        case .geluByTanh: (CKGeluTanh, 0, 0)
        case .tanh: (CKTanh, 0, 0)
        case .mish: (CKMish, 0, 0)
        }
    }
}
