/// What is made of one element: a type rather than a closure, as `Combination` is.
protocol ElementFunction: Sendable {
    associatedtype Input: Sendable
    associatedtype Output: Sendable
    func callAsFunction(_ input: Input) -> Output
}

struct Magnitude<N: Number>: ElementFunction {
    @inline(__always)
    func callAsFunction(_ input: N) -> N { input.absolute }
}

struct Negation<N: Number>: ElementFunction {
    @inline(__always)
    func callAsFunction(_ input: N) -> N { input.negated }
}

struct Square<N: Number>: ElementFunction {
    @inline(__always)
    func callAsFunction(_ input: N) -> N { N.product(input, input) }
}

struct SquareRoot<F: BinaryFloatingPoint & Element>: ElementFunction {
    @inline(__always)
    func callAsFunction(_ input: F) -> F { input.squareRoot() }
}

struct Inverse<F: BinaryFloatingPoint & Element>: ElementFunction {
    @inline(__always)
    func callAsFunction(_ input: F) -> F { 1 / input }
}

/// Any other, where a call for each element does not matter.
struct Applying<Input: Sendable, Output: Sendable>: ElementFunction {
    let body: @Sendable (Input) -> Output

    func callAsFunction(_ input: Input) -> Output { body(input) }
}
