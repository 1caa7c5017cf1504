/// 8-bit integers less their zero points, as numbers whose products and sums are exact.
struct Centring: Sendable {
    let element: ElementType
    let count: Int
    private let broadcasting: Broadcasting
    private let hasZeroPoint: Bool

    /// Of input `index`, with the zero points of input `zeroPoint`: one, or as many as there are places along an axis.
    /// Throws where the types or shapes do not fit.
    init(_ inputs: Operands, _ index: Int, zeroPoint: Int, along axis: Int) throws(NeuralError) {
        let input = try inputs(index, .uint8, .int8)
        (element, count) = (input.element, input.shape.count)
        var shape = Shape.scalar
        if let zero = inputs.optional(zeroPoint) {
            guard zero.element == input.element else { throw inputs.mismatch }
            if zero.shape.count > 1, zero.shape.rank == 1 {
                guard let place = input.shape.axis(axis) else { throw inputs.mismatch }
                shape = try inputs.shape(
                    zero.shape.extents + [Int](repeating: 1, count: input.shape.rank - 1 - place))
            } else if zero.shape.count != 1 {
                shape = zero.shape
            }
        }
        hasZeroPoint = inputs.optional(zeroPoint) != nil
        guard let broadcasting = Broadcasting([input.shape, shape]), broadcasting.shape == input.shape else {
            throw inputs.mismatch
        }
        self.broadcasting = broadcasting
    }

    func apply(
        _ input: UnsafePointer<UInt8>, _ zeroPoints: UnsafePointer<UInt8>?, into result: UnsafeMutablePointer<Double>,
        _ crew: Crew
    ) {
        withUnsafePointer(to: 0 as UInt8) { zero in
            let zeroPoints = zeroPoints ?? zero
            if element == .uint8 {
                Kernel.combine(
                    broadcasting, input, zeroPoints, into: result, crew: crew, Combining { Double($0) - Double($1) })
            } else {
                Kernel.combine(
                    broadcasting, input, zeroPoints, into: result, crew: crew,
                    Combining { Double(Int8(bitPattern: $0)) - Double(Int8(bitPattern: $1)) })
            }
        }
    }

    /// The same for a node's inputs.
    func apply(_ frame: Frame, _ index: Int, zeroPoint: Int, into result: UnsafeMutablePointer<Double>) {
        apply(
            frame.input(index, as: UInt8.self), hasZeroPoint ? frame.input(zeroPoint, as: UInt8.self) : nil,
            into: result, frame.crew)
    }
}
