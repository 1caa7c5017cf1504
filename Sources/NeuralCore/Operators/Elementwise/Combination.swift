/// What is made of two elements. A type rather than a closure, so that loops over it are compiled, and vectorised, for each.
protocol Combination: Sendable {
    associatedtype Left: Sendable
    associatedtype Right: Sendable
    associatedtype Result: Sendable
    func callAsFunction(_ left: Left, _ right: Right) -> Result
}

struct Sum<N: Number>: Combination {
    @inline(__always)
    func callAsFunction(_ left: N, _ right: N) -> N { N.sum(left, right) }
}

struct Difference<N: Number>: Combination {
    @inline(__always)
    func callAsFunction(_ left: N, _ right: N) -> N { N.difference(left, right) }
}

struct Product<N: Number>: Combination {
    @inline(__always)
    func callAsFunction(_ left: N, _ right: N) -> N { N.product(left, right) }
}

struct Quotient<N: Number>: Combination {
    @inline(__always)
    func callAsFunction(_ left: N, _ right: N) -> N { N.quotient(left, right) }
}

struct Larger<N: Number>: Combination {
    @inline(__always)
    func callAsFunction(_ left: N, _ right: N) -> N { N.larger(left, right) }
}

struct Smaller<N: Number>: Combination {
    @inline(__always)
    func callAsFunction(_ left: N, _ right: N) -> N { N.smaller(left, right) }
}

/// A negative number times a slope.
struct Slope<N: Number>: Combination {
    @inline(__always)
    func callAsFunction(_ left: N, _ right: N) -> N { left < N.zero ? N.product(left, right) : left }
}

/// Any other, where a call for each element does not matter.
struct Combining<Left: Sendable, Right: Sendable, Result: Sendable>: Combination {
    let body: @Sendable (Left, Right) -> Result

    func callAsFunction(_ left: Left, _ right: Right) -> Result { body(left, right) }
}
