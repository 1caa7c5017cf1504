/// Rounds numbers to the elements of a narrow type: to the nearest, ties to even, and never beyond the type's range.
struct QuantisedStore: Sendable {
    let element: ElementType
    var conversion = Conversion()

    static let integers: [ElementType] = [.uint8, .int8, .uint16, .int16, .uint4, .int4, .uint2, .int2]
    static let floats: [ElementType] = [.float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float4E2M1]

    /// The integers of the type.
    private var bounds: (lower: Float, upper: Float) {
        let half = Float(1 << (element.bitCount - 1))
        return element.isSignedInteger ? (-half, half - 1) : (0, 2 * half - 1)
    }

    /// Sets elements from `first` on to round(number) + zero point.
    func store(
        _ numbers: UnsafePointer<Float>, count: Int, zeroPoints: UnsafePointer<Float>?, step: Int,
        into target: UnsafeMutableRawPointer, at first: Int
    ) {
        switch element {
        case .uint8, .uint4, .uint2: store(numbers, count, zeroPoints, step, target + first, UInt8.self)
        case .int8, .int4, .int2: store(numbers, count, zeroPoints, step, target + first, Int8.self)
        case .uint16: store(numbers, count, zeroPoints, step, target + first * 2, UInt16.self)
        case .int16: store(numbers, count, zeroPoints, step, target + first * 2, Int16.self)
        default:
            guard let small = SmallFloat(element) else { preconditionFailure("\(element.rawValue) quantises nothing") }
            let codes = (target + first).assumingMemoryBound(to: UInt8.self)
            for index in 0..<count {
                let zeroPoint = zeroPoints.map { $0[index * step] } ?? 0
                codes[index] = small.code(of: Double(numbers[index] + zeroPoint), saturates: conversion.saturates)
            }
        }
    }

    private func store<I: FixedWidthInteger>(
        _ numbers: UnsafePointer<Float>, _ count: Int, _ zeroPoints: UnsafePointer<Float>?, _ step: Int,
        _ target: UnsafeMutableRawPointer, _: I.Type
    ) {
        let output = target.assumingMemoryBound(to: I.self)
        let (lower, upper) = bounds
        // Within ±2^18 adding and taking away 1.5 · 2^23 rounds to the nearest integer, and no type reaches further.
        let (limit, magic) = (0x1p18 as Float, 0x1.8p23 as Float)
        for index in 0..<count {
            let number = numbers[index]
            let raised = number > -limit ? number : -limit
            let rounded = (raised < limit ? raised : limit) + magic - magic
            let shifted = rounded + (zeroPoints.map { $0[index * step] } ?? 0)
            let kept = shifted > lower ? shifted : lower
            output[index] = I(kept < upper ? kept : upper)
        }
    }
}
