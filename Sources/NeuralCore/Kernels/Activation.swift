import Foundation

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
        switch self {
        case .clamp(let lower, let upper):
            for index in 0..<count { values[index] = min(max(values[index], lower), upper) }
        case .leakyRelu(let slope):
            for index in 0..<count { values[index] = values[index] < 0 ? slope * values[index] : values[index] }
        case .sigmoid:
            for index in 0..<count { values[index] = 1 / (1 + exp(-values[index])) }
        case .swish(let alpha):
            for index in 0..<count { values[index] = values[index] / (1 + exp(-alpha * values[index])) }
        case .hardSigmoid(let alpha, let beta):
            for index in 0..<count { values[index] = min(max(alpha * values[index] + beta, 0), 1) }
        case .hardSwish:
            for index in 0..<count { values[index] *= min(max(values[index] / 6 + 0.5, 0), 1) }
        case .gelu:
            for index in 0..<count { values[index] *= 0.5 * (1 + erf(values[index] * Float(0.5).squareRoot())) }
        case .geluByTanh:
            let scale = Float(2 / Double.pi).squareRoot()
            for index in 0..<count {
                let x = values[index]
                values[index] = 0.5 * x * (1 + Foundation.tanh(scale * (x + 0.044715 * x * x * x)))
            }
        case .tanh:
            for index in 0..<count { values[index] = Foundation.tanh(values[index]) }
        case .mish:
            for index in 0..<count { values[index] *= Foundation.tanh(log1p(exp(values[index]))) }
        }
    }
}
