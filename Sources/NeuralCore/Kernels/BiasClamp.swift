import CKernels

/// Adds a bias to each channel and clamps, in place.
package enum BiasClamp {
    package static func apply(
        to rows: UnsafeMutableBufferPointer<Float>, bias: UnsafePointer<Float>, channels: Int, activation: Activation
    ) {
        let (lower, upper) = activation.bounds
        ck_bias_clamp(rows.baseAddress!, bias, rows.count / channels, channels, lower, upper)
    }

    /// The plain form `apply` is tested against.
    package static func applyPlainly(
        to rows: UnsafeMutableBufferPointer<Float>, bias: UnsafePointer<Float>, channels: Int, activation: Activation
    ) {
        let (lower, upper) = activation.bounds
        for index in rows.indices {
            rows[index] = min(max(rows[index] + bias[index % channels], lower), upper)
        }
    }
}
