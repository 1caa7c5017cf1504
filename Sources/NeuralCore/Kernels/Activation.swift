/// What is done to a sum before it leaves a convolution.
package enum Activation: Hashable, Sendable {
    case identity
    case relu
    case relu6

    /// Values are clamped to `lower...upper`.
    var bounds: (lower: Float, upper: Float) {
        switch self {
        case .identity: (-.infinity, .infinity)
        case .relu: (0, .infinity)
        case .relu6: (0, 6)
        }
    }
}
