extension Kernel {
    /// Elements that are worth a thread's while.
    static let elementGrain = 1 << 14

    /// Each element of the result from the input's in its place.
    static func mapping<F: ElementFunction>(_ count: Int, _ function: F) -> Kernel {
        Kernel(overwrites: MemoryLayout<F.Input>.stride == MemoryLayout<F.Output>.stride ? 0 : nil) { frame in
            map(count, frame, function)
        }
    }

    static func mapping<A: Sendable, C: Sendable>(
        _ count: Int, _: A.Type, _ apply: @escaping @Sendable (A) -> C
    ) -> Kernel {
        mapping(count, Applying(body: apply))
    }

    static func map<F: ElementFunction>(_ count: Int, _ frame: Frame, _ function: F) {
        let (input, output) = (frame.input(0, as: F.Input.self), frame.output(as: F.Output.self))
        frame.crew.share(count, grain: elementGrain) { range in
            // One pointer where both are one, or the loop could not be vectorised.
            if F.Input.self == F.Output.self, Int(bitPattern: input) == Int(bitPattern: output) {
                for index in range { output[index] = function(unsafeBitCast(output[index], to: F.Input.self)) }
            } else {
                for index in range { output[index] = function(input[index]) }
            }
        }
    }

    /// Each element of the result from one element of each of two inputs.
    static func combining<F: Combination>(
        _ broadcasting: Broadcasting, _ function: F, overwrites: Int? = nil
    ) -> Kernel {
        Kernel(overwrites: overwrites) { frame in
            combine(
                broadcasting, frame.input(0, as: F.Left.self), frame.input(1, as: F.Right.self),
                into: frame.output(as: F.Result.self), crew: frame.crew, function)
        }
    }

    static func combining<A: Sendable, B: Sendable, C: Sendable>(
        _ broadcasting: Broadcasting, _: A.Type, _: B.Type, overwrites: Int? = nil,
        _ combine: @escaping @Sendable (A, B) -> C
    ) -> Kernel {
        combining(broadcasting, Combining(body: combine), overwrites: overwrites)
    }

    static func combine<F: Combination>(
        _ broadcasting: Broadcasting, _ left: UnsafePointer<F.Left>, _ right: UnsafePointer<F.Right>,
        into output: UnsafeMutablePointer<F.Result>, crew: Crew, _ function: F
    ) {
        let (leftStep, rightStep) = (broadcasting.rowSteps[0], broadcasting.rowSteps[1])
        crew.share(broadcasting.shape.count, grain: elementGrain) { range in
            broadcasting.walk(range) { stretch in
                let (a, b, c) = (left + stretch.starts.0, right + stretch.starts.1, output + stretch.result)
                if F.Left.self == Float.self, F.Result.self == Float.self {
                    combineRow(a, leftStep, b, rightStep, c, stretch.count, function)
                } else {
                    for index in 0..<stretch.count { c[index] = function(a[index * leftStep], b[index * rightStep]) }
                }
            }
        }
    }

    /// One row, in a loop for each way to step that can be vectorised: of one pointer where two are the same.
    private static func combineRow<F: Combination>(
        _ a: UnsafePointer<F.Left>, _ aStep: Int, _ b: UnsafePointer<F.Right>, _ bStep: Int,
        _ c: UnsafeMutablePointer<F.Result>, _ count: Int, _ function: F
    ) {
        let isInPlace = Int(bitPattern: a) == Int(bitPattern: c)
        let (firstA, firstB) = (a[0], b[0])
        switch (aStep, bStep) {
        case (1, 1) where isInPlace:
            for index in 0..<count { c[index] = function(unsafeBitCast(c[index], to: F.Left.self), b[index]) }
        case (1, 1):
            for index in 0..<count { c[index] = function(a[index], b[index]) }
        case (1, 0) where isInPlace:
            for index in 0..<count { c[index] = function(unsafeBitCast(c[index], to: F.Left.self), firstB) }
        case (1, 0):
            for index in 0..<count { c[index] = function(a[index], firstB) }
        case (0, 1):
            for index in 0..<count { c[index] = function(firstA, b[index]) }
        default:
            c.update(repeating: function(firstA, firstB), count: count)
        }
    }
}
