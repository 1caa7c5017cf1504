extension Tensor {
    /// Floats from 0 to 1, integers 0 or 1; the same for the same seed (SplitMix64; Steele, Lea and Flood, "Fast Splittable
    /// Pseudorandom Number Generators", 2014).
    package static func random(_ type: TensorType, seed: Int) -> Tensor {
        var state = UInt64(bitPattern: Int64(seed))
        func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var bits = state
            bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
            bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
            return bits ^ bits >> 31
        }
        if type.element.isFloat {
            let values = (0..<type.shape.count).map { _ in Float(next() >> 40) / 16_777_216 }
            return Tensor(shape: type.shape, values: values).converted(to: type.element)
        }
        let values = (0..<type.shape.count).map { _ in Int64(next() & 1) }
        return Tensor(shape: type.shape, values: values).converted(to: type.element)
    }
}
