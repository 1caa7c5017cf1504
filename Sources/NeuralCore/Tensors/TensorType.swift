/// The element type and shape of a value.
package struct TensorType: Hashable, Sendable {
    package let element: ElementType
    package let shape: Shape

    package init(_ element: ElementType, _ shape: Shape) {
        self.element = element
        self.shape = shape
    }

    package var byteCount: Int { shape.count * element.byteCount }
}

extension TensorType: CustomStringConvertible {
    /// `float32 1×300×300×3`.
    package var description: String { "\(element.rawValue) \(shape)" }
}
