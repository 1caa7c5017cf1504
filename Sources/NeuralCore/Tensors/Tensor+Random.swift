extension Tensor {
    /// Floats from 0 to 1, integers 0 or 1.
    package static func random(_ type: TensorType, using generator: inout some RandomNumberGenerator) -> Tensor {
        if type.element.isFloat {
            let values = (0..<type.shape.count).map { _ in Float.random(in: 0..<1, using: &generator) }
            return Tensor(shape: type.shape, values: values).converted(to: type.element)
        }
        let values = (0..<type.shape.count).map { _ in Int64.random(in: 0...1, using: &generator) }
        return Tensor(shape: type.shape, values: values).converted(to: type.element)
    }
}
