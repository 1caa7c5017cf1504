/// Float32 values in row-major order, contiguous and aligned to a cache line. Immutable, so copies share the values and
/// threads may read them together.
package struct Tensor: Sendable {
    package let shape: Shape
    private let storage: Storage

    /// Calls `fill` once with `shape.count` uninitialised elements; it must set every one.
    package init<Failure: Error>(
        shape: Shape, fill: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Void
    ) throws(Failure) {
        self.shape = shape
        storage = Storage(count: shape.count)
        try fill(storage.elements)
    }

    package init(shape: Shape, values: [Float]) {
        precondition(values.count == shape.count, "\(values.count) values do not make a tensor of \(shape)")
        self.init(shape: shape) { elements in _ = elements.update(fromContentsOf: values) }
    }

    /// The same values under another shape of as many elements.
    package init(_ tensor: Tensor, reshapedTo shape: Shape) {
        precondition(tensor.shape.count == shape.count, "\(tensor.shape) cannot become \(shape)")
        self.shape = shape
        storage = tensor.storage
    }

    /// A copy of the elements.
    package var values: [Float] { Array(storage.elements) }

    package func withValues<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return try body(UnsafeBufferPointer(storage.elements))
    }

    /// Valid for as long as this tensor, or a copy of it, lives.
    var pointer: UnsafePointer<Float> { UnsafePointer(storage.elements.baseAddress!) }

    /// Written once, while the tensor is made, and only read from then on.
    private final class Storage: @unchecked Sendable {
        let elements: UnsafeMutableBufferPointer<Float>

        init(count: Int) { elements = .allocateAligned(count: count) }
        deinit { elements.deallocate() }
    }
}

extension UnsafeMutableBufferPointer<Float> {
    /// Uninitialised floats from a cache-line boundary.
    static func allocateAligned(count: Int) -> Self {
        let bytes = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Swift.max(count, 1) * MemoryLayout<Float>.stride, alignment: 64)
        return bytes.bindMemory(to: Float.self)
    }
}
