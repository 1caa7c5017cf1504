/// Elements of one type in row-major order, contiguous and aligned to a cache line. Immutable, so copies share the
/// elements and threads may read them together.
package struct Tensor: Sendable {
    package let type: TensorType
    private let storage: Storage

    package var shape: Shape { type.shape }
    package var element: ElementType { type.element }

    /// Calls `fill` once with `type.byteCount` uninitialised bytes; it must set every one.
    package init<Failure: Error>(
        _ type: TensorType, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        self.type = type
        storage = Storage(byteCount: type.byteCount)
        try fill(storage.bytes)
    }

    /// Calls `fill` once with `shape.count` uninitialised elements; it must set every one.
    package init<E: Element, Failure: Error>(
        shape: Shape, fill: (UnsafeMutableBufferPointer<E>) throws(Failure) -> Void
    ) throws(Failure) {
        type = TensorType(E.elementType, shape)
        storage = Storage(byteCount: type.byteCount)
        try fill(storage.bytes.bindMemory(to: E.self))
    }

    package init<E: Element>(shape: Shape, values: [E]) {
        precondition(values.count == shape.count, "\(values.count) values do not make a tensor of \(shape)")
        self.init(shape: shape) { elements in _ = elements.update(fromContentsOf: values) }
    }

    package init<E: Element>(scalar: E) { self.init(shape: .scalar, values: [scalar]) }

    /// A list of integers, as shapes are passed: int64.
    package init(integers: [Int]) { self.init(shape: [integers.count], values: integers.map(Int64.init)) }

    /// The same elements under another shape of as many.
    package init(_ tensor: Tensor, reshapedTo shape: Shape) {
        precondition(tensor.shape.count == shape.count, "\(tensor.shape) cannot become \(shape)")
        type = TensorType(tensor.element, shape)
        storage = tensor.storage
    }

    /// Memory to be set by a kernel before anyone reads it.
    init(uninitialized type: TensorType) {
        self.type = type
        storage = Storage(byteCount: type.byteCount)
    }

    /// Memory of someone else's, which must stay as it is while the tensor lives.
    init(_ type: TensorType, borrowing address: UnsafeRawPointer) {
        self.type = type
        storage = Storage(borrowing: UnsafeRawBufferPointer(start: address, count: type.byteCount))
    }

    /// Whether the memory is someone else's.
    var isBorrowed: Bool { !storage.isOwned }

    func copy() -> Tensor { Tensor(type) { $0.copyMemory(from: bytes) } }

    /// A copy of the elements, which are of type `E`.
    package func values<E: Element>(as type: E.Type) -> [E] { Array(elements(E.self)) }

    /// A copy of the elements of a float32 tensor.
    package var values: [Float] { values(as: Float.self) }

    package func withValues<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return try body(elements(Float.self))
    }

    /// Valid for as long as this tensor, or a copy of it, lives.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage.bytes) }

    /// Valid for as long as this tensor, or a copy of it, lives. `E` must be the type in memory.
    func elements<E: Element>(_: E.Type) -> UnsafeBufferPointer<E> {
        precondition(MemoryLayout<E>.stride == element.byteCount, "\(element.rawValue) read as \(E.elementType)")
        return UnsafeBufferPointer(
            start: storage.bytes.baseAddress!.assumingMemoryBound(to: E.self), count: shape.count)
    }

    /// Tells two tensors with the same memory from two with the same contents.
    var identity: ObjectIdentifier { ObjectIdentifier(storage) }

    /// Written once, while the tensor is made, and only read from then on.
    private final class Storage: @unchecked Sendable {
        let bytes: UnsafeMutableRawBufferPointer
        let isOwned: Bool

        init(byteCount: Int) {
            bytes = .allocateAligned(byteCount: byteCount)
            isOwned = true
        }

        init(borrowing bytes: UnsafeRawBufferPointer) {
            self.bytes = UnsafeMutableRawBufferPointer(mutating: bytes)
            isOwned = false
        }

        deinit { if isOwned { bytes.deallocate() } }
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Uninitialised memory from a cache-line boundary.
    static func allocateAligned(byteCount: Int) -> Self {
        .allocate(byteCount: Swift.max(byteCount, 1), alignment: 64)
    }
}
