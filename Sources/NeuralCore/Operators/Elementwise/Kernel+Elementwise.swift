extension Kernel {
    /// Elements that are worth a thread's while.
    static let elementGrain = 1 << 14

    /// Each element of the result from the input's in its place.
    @inline(__always)
    static func mapping<A, C>(_ count: Int, _ type: A.Type, _ apply: @escaping @Sendable (A) -> C) -> Kernel {
        Kernel(overwrites: MemoryLayout<A>.stride == MemoryLayout<C>.stride ? 0 : nil) { frame in
            map(count, frame, type, apply)
        }
    }

    @inline(__always)
    static func map<A, C>(_ count: Int, _ frame: Frame, _: A.Type, _ apply: (A) -> C) {
        let (input, output) = (frame.input(0, as: A.self), frame.output(as: C.self))
        frame.crew.share(count, grain: elementGrain) { range in
            // One pointer where both are one, or the loop could not be vectorised.
            if A.self == C.self, Int(bitPattern: input) == Int(bitPattern: output) {
                for index in range { output[index] = apply(unsafeBitCast(output[index], to: A.self)) }
            } else {
                for index in range { output[index] = apply(input[index]) }
            }
        }
    }

    /// Each element of the result from one element of each of two inputs.
    @inline(__always)
    static func combining<A, B, C>(
        _ broadcasting: Broadcasting, _ left: A.Type, _ right: B.Type, overwrites: Int? = nil,
        _ combine: @escaping @Sendable (A, B) -> C
    ) -> Kernel {
        Kernel(overwrites: overwrites) { frame in
            let (left, right, output) = (
                frame.input(0, as: A.self), frame.input(1, as: B.self), frame.output(as: C.self)
            )
            Self.combine(broadcasting, left, right, into: output, crew: frame.crew, combine)
        }
    }

    @inline(__always)
    static func combine<A, B, C>(
        _ broadcasting: Broadcasting, _ left: UnsafePointer<A>, _ right: UnsafePointer<B>,
        into output: UnsafeMutablePointer<C>, crew: Crew, _ combine: (A, B) -> C
    ) {
        let (leftStep, rightStep) = (broadcasting.rowSteps[0], broadcasting.rowSteps[1])
        crew.share(broadcasting.shape.count, grain: elementGrain) { range in
            broadcasting.walk(range) { stretch in
                let (a, b, c) = (left + stretch.starts.0, right + stretch.starts.1, output + stretch.result)
                if A.self == Float.self, C.self == Float.self {
                    combineRow(a, leftStep, b, rightStep, c, stretch.count, combine)
                } else {
                    for index in 0..<stretch.count { c[index] = combine(a[index * leftStep], b[index * rightStep]) }
                }
            }
        }
    }

    /// One row, in a loop for each way to step that can be vectorised: of one pointer where two are the same.
    @inline(__always)
    private static func combineRow<A, B, C>(
        _ a: UnsafePointer<A>, _ aStep: Int, _ b: UnsafePointer<B>, _ bStep: Int, _ c: UnsafeMutablePointer<C>,
        _ count: Int, _ combine: (A, B) -> C
    ) {
        let isInPlace = Int(bitPattern: a) == Int(bitPattern: c)
        let (firstA, firstB) = (a[0], b[0])
        switch (aStep, bStep) {
        case (1, 1) where isInPlace:
            for index in 0..<count { c[index] = combine(unsafeBitCast(c[index], to: A.self), b[index]) }
        case (1, 1):
            for index in 0..<count { c[index] = combine(a[index], b[index]) }
        case (1, 0) where isInPlace:
            for index in 0..<count { c[index] = combine(unsafeBitCast(c[index], to: A.self), firstB) }
        case (1, 0):
            for index in 0..<count { c[index] = combine(a[index], firstB) }
        case (0, 1):
            for index in 0..<count { c[index] = combine(firstA, b[index]) }
        default:
            c.update(repeating: combine(firstA, firstB), count: count)
        }
    }
}
