/// How a float of 8 or 4 bits is laid out: a sign, an exponent and a fraction, as IEEE 754 lays out larger ones, but for what
/// its highest codes stand for. (Micikevicius et al., "FP8 Formats for Deep Learning", 2022; Noune et al., "8-bit Numerical
/// Formats for Deep Neural Networks", 2022, for the unsigned zeros.)
struct SmallFloat: Sendable {
    let fractionBitCount: Int
    /// The exponent of the smallest normal number.
    let lowestExponent: Int
    /// The code of the largest finite number.
    let largestCode: UInt8
    /// Nil where there is none: then 0x80 is, which elsewhere would be -0.
    let infinityCode: UInt8?
    /// Of the positive one.
    let notANumberCode: UInt8?
    let hasNegativeZero: Bool
    let signBit: UInt8

    init?(_ element: ElementType) {
        switch element {
        case .float8E4M3FN: self.init(3, -6, 0x7e, infinity: nil, notANumber: 0x7f)
        case .float8E4M3FNUZ: self.init(3, -7, 0x7f, infinity: nil, notANumber: 0x80, hasNegativeZero: false)
        case .float8E5M2: self.init(2, -14, 0x7b, infinity: 0x7c, notANumber: 0x7e)
        case .float8E5M2FNUZ: self.init(2, -15, 0x7f, infinity: nil, notANumber: 0x80, hasNegativeZero: false)
        case .float4E2M1: self.init(1, 0, 7, infinity: nil, notANumber: nil, signBit: 8)
        default: return nil
        }
    }

    private init(
        _ fractionBitCount: Int, _ lowestExponent: Int, _ largestCode: UInt8, infinity: UInt8?, notANumber: UInt8?,
        hasNegativeZero: Bool = true, signBit: UInt8 = 0x80
    ) {
        self.fractionBitCount = fractionBitCount
        self.lowestExponent = lowestExponent
        self.largestCode = largestCode
        infinityCode = infinity
        notANumberCode = notANumber
        self.hasNegativeZero = hasNegativeZero
        self.signBit = signBit
    }

    func value(of code: UInt8) -> Float {
        if code == notANumberCode, !hasNegativeZero { return .nan }
        let magnitude = code & (signBit - 1)
        let sign: Float = code & signBit == 0 ? 1 : -1
        if magnitude == infinityCode { return sign * .infinity }
        if magnitude > largestCode { return .nan }
        let exponent = Int(magnitude) >> fractionBitCount
        let fraction = Int(magnitude) & (1 << fractionBitCount - 1)
        let significand = exponent == 0 ? fraction : fraction + 1 << fractionBitCount
        return sign
            * Float(
                sign: .plus, exponent: max(exponent, 1) - 1 + lowestExponent - fractionBitCount,
                significand: Float(significand))
    }

    /// The nearest number, ties to the even one. Where that is beyond the largest, the largest if it `saturates`, otherwise
    /// infinity, or what stands for it.
    func code(of value: Double, saturates: Bool) -> UInt8 {
        let sign = value.sign == .minus ? signBit : 0
        if value.isNaN {
            guard let notANumberCode else { return signBit }
            return hasNegativeZero ? notANumberCode | sign : notANumberCode
        }
        var code = Int(largestCode) + 1
        if value.isFinite {
            let exponent = max(value == 0 ? lowestExponent : Int(value.magnitude.exponent), lowestExponent)
            let step = Double(sign: .plus, exponent: exponent - fractionBitCount, significand: 1)
            let steps = min((value.magnitude / step).rounded(.toNearestOrEven), 256)
            // A fraction that is rounded up to the next power carries over to the exponent.
            code = min((exponent - lowestExponent) << fractionBitCount, 256) + Int(steps)
        }
        if code > Int(largestCode) {
            if saturates || notANumberCode == nil { return largestCode | sign }
            if let infinityCode { return infinityCode | sign }
            return hasNegativeZero ? notANumberCode! | sign : notANumberCode!
        }
        return code == 0 && !hasNegativeZero ? 0 : UInt8(code) | sign
    }
}

/// A power of two, as 8 bits of exponent and nothing else: 2^(code - 127), and what is not a number.
enum PowerOfTwo {
    /// What becomes of a number between two powers.
    enum Rounding: String, Sendable {
        case up, down, nearest
    }

    static let notANumberCode: UInt8 = 0xff

    static func value(of code: UInt8) -> Float {
        code == notANumberCode ? .nan : Float(sign: .plus, exponent: Int(code) - 127, significand: 1)
    }

    static func code(of value: Double, saturates: Bool, _ rounding: Rounding) -> UInt8 {
        let magnitude = value.magnitude
        if value.isNaN { return notANumberCode }
        if magnitude.isInfinite { return saturates ? 0xfe : notANumberCode }
        if magnitude == 0 { return saturates ? 0 : notANumberCode }
        let isPower = magnitude.significand == 1
        var exponent = Int(magnitude.exponent)
        switch rounding {
        case .up: exponent += isPower ? 0 : 1
        case .down: break
        case .nearest: exponent += magnitude.significand >= 1.5 ? 1 : 0
        }
        if (-127...127).contains(exponent) { return UInt8(exponent + 127) }
        return saturates ? (exponent < 0 ? 0 : 0xfe) : notANumberCode
    }
}
