import Foundation

/// A number that operators compute with as it is. Integers wrap around, and nothing stops a run: dividing one by zero gives
/// zero.
protocol Number: Element, Comparable {
    /// What many of them are added up in: double precision for floats, 64 bits for integers.
    associatedtype Total: Number
    init(total: Total)
    var total: Total { get }

    /// Towards zero for integers, which discard the higher bits.
    init(rounding value: Double)
    var double: Double { get }

    static var zero: Self { get }
    static var one: Self { get }
    /// Smaller than, or as small as, every other; and the largest.
    static var lowest: Self { get }
    static var highest: Self { get }

    static func sum(_ a: Self, _ b: Self) -> Self
    static func difference(_ a: Self, _ b: Self) -> Self
    static func product(_ a: Self, _ b: Self) -> Self
    static func quotient(_ a: Self, _ b: Self) -> Self
    /// What is left of `a` once `b` is taken away as often as it goes into it: of the sign of `a`.
    static func remainder(_ a: Self, _ b: Self) -> Self
    /// The same, of the sign of `b`.
    static func modulus(_ a: Self, _ b: Self) -> Self
    static func power(_ base: Self, _ exponent: Self) -> Self
    var isNotANumber: Bool { get }
    var absolute: Self { get }
    var negated: Self { get }
    /// -1, 0 or 1.
    var sign: Self { get }
}

extension Number {
    /// What is not a number prevails.
    @inline(__always)
    static func larger(_ a: Self, _ b: Self) -> Self { a > b || a.isNotANumber ? a : b }
    @inline(__always)
    static func smaller(_ a: Self, _ b: Self) -> Self { a < b || a.isNotANumber ? a : b }
}

extension Number where Self: FixedWidthInteger {
    init(total: Int64) { self.init(truncatingIfNeeded: total) }
    @inline(__always)
    var total: Int64 { Int64(truncatingIfNeeded: self) }
    init(rounding value: Double) { self = value.bits(Self.self) }
    var double: Double { Double(self) }

    static var one: Self { 1 }
    static var lowest: Self { min }
    static var highest: Self { max }

    @inline(__always)
    static func sum(_ a: Self, _ b: Self) -> Self { a &+ b }
    @inline(__always)
    static func difference(_ a: Self, _ b: Self) -> Self { a &- b }
    @inline(__always)
    static func product(_ a: Self, _ b: Self) -> Self { a &* b }
    @inline(__always)
    static func quotient(_ a: Self, _ b: Self) -> Self { b == 0 ? 0 : a.dividedReportingOverflow(by: b).partialValue }
    @inline(__always)
    static func remainder(_ a: Self, _ b: Self) -> Self {
        b == 0 ? 0 : a.remainderReportingOverflow(dividingBy: b).partialValue
    }
    @inline(__always)
    static func modulus(_ a: Self, _ b: Self) -> Self {
        let rest = remainder(a, b)
        return rest != 0 && (rest < 0) != (b < 0) ? rest &+ b : rest
    }
    /// Zero for a negative power that is no integer.
    static func power(_ base: Self, _ exponent: Self) -> Self {
        if exponent < 0 {
            if base == 1 { return 1 }
            return base.negated == 1 ? (exponent & 1 == 0 ? 1 : base) : 0
        }
        var (result, square, rest) = (1 as Self, base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = result &* square }
            square = square &* square
            rest >>= 1
        }
        return result
    }
    var isNotANumber: Bool { false }
    @inline(__always)
    var absolute: Self { self < 0 ? negated : self }
    @inline(__always)
    var negated: Self { 0 &- self }
    var sign: Self { self > 0 ? 1 : self == 0 ? 0 : 0 &- 1 }
}

extension Number where Self: BinaryFloatingPoint {
    init(total: Double) { self.init(total) }
    @inline(__always)
    var total: Double { Double(self) }
    init(rounding value: Double) { self.init(value) }
    var double: Double { Double(self) }

    static var one: Self { 1 }
    static var lowest: Self { -.infinity }
    static var highest: Self { .infinity }

    @inline(__always)
    static func sum(_ a: Self, _ b: Self) -> Self { a + b }
    @inline(__always)
    static func difference(_ a: Self, _ b: Self) -> Self { a - b }
    @inline(__always)
    static func product(_ a: Self, _ b: Self) -> Self { a * b }
    @inline(__always)
    static func quotient(_ a: Self, _ b: Self) -> Self { a / b }
    static func remainder(_ a: Self, _ b: Self) -> Self { a.truncatingRemainder(dividingBy: b) }
    static func modulus(_ a: Self, _ b: Self) -> Self {
        let rest = remainder(a, b)
        if rest == 0 { return Self(signOf: b, magnitudeOf: 0) }
        return (rest < 0) != (b < 0) ? rest + b : rest
    }
    static func power(_ base: Self, _ exponent: Self) -> Self { Self(pow(Double(base), Double(exponent))) }
    @inline(__always)
    var isNotANumber: Bool { self != self }
    @inline(__always)
    var absolute: Self { magnitude }
    @inline(__always)
    var negated: Self { -self }
    var sign: Self { self > 0 ? 1 : self < 0 ? -1 : self }
}

extension Double {
    /// The integer towards zero, its higher bits discarded; of what no 64 bits can hold, the lowest.
    func bits<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer {
        if let signed = Int64(exactly: rounded(.towardZero)) { return Integer(truncatingIfNeeded: signed) }
        if let unsigned = UInt64(exactly: rounded(.towardZero)) { return Integer(truncatingIfNeeded: unsigned) }
        return Integer(truncatingIfNeeded: Int64.min)
    }
}

extension Float: Number { typealias Total = Double }
extension Double: Number { typealias Total = Double }
extension Int64: Number { typealias Total = Int64 }
extension Int32: Number { typealias Total = Int64 }
extension Int16: Number { typealias Total = Int64 }
extension Int8: Number { typealias Total = Int64 }
extension UInt64: Number { typealias Total = Int64 }
extension UInt32: Number { typealias Total = Int64 }
extension UInt16: Number { typealias Total = Int64 }
extension UInt8: Number { typealias Total = Int64 }
