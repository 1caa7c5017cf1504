import Dispatch

/// One value a pixel at a fixed address, so that threads can write different rows of it at once.
final class PixelBuffer<Value: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Value>
    let count: Int

    init(count: Int, filledWith value: Value) {
        base = .allocate(capacity: count)
        base.initialize(repeating: value, count: count)
        self.count = count
    }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(index: Int) -> Value {
        get { base[index] }
        set { base[index] = newValue }
    }

    func copy() -> PixelBuffer {
        let other = PixelBuffer(count: count, filledWith: base[0])
        other.base.update(from: base, count: count)
        return other
    }
}

/// Runs `body` over consecutive ranges of `rows`, on all cores.
///
/// The ranges depend on `rows` and `height` alone, so results that depend on them do not depend on the number of cores.
func inBands(of rows: Range<Int>, height: Int = 16, _ body: @Sendable (Range<Int>) -> Void) {
    let count = (rows.count + height - 1) / height
    DispatchQueue.concurrentPerform(iterations: count) { band in
        let start = rows.lowerBound + band * height
        body(start..<min(start + height, rows.upperBound))
    }
}
