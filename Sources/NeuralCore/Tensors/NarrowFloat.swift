extension Float {
    /// The number whose IEEE 754 half precision these bits are. Arithmetic only, so that a loop of it is vectorised.
    @inline(__always)
    init(halfBits bits: UInt16) {
        let magnitude = UInt32(bits & 0x7fff)
        // Exponents are 112 apart; a multiplication moves subnormal numbers as well.
        let finite = (Float(bitPattern: magnitude << 13) * 0x1p112).bitPattern
        let sign = UInt32(bits & 0x8000) << 16
        self.init(bitPattern: (magnitude >= 0x7c00 ? magnitude << 13 | 0x7f80_0000 : finite) | sign)
    }

    /// The bits of the nearest number of half precision, ties to even.
    @inline(__always)
    var halfBits: UInt16 {
        let magnitude = bitPattern & 0x7fff_ffff
        // Below 2^-14, adding 1/2 leaves what half precision has of the fraction in the lowest bits.
        let subnormal = (Float(bitPattern: magnitude) + 0.5).bitPattern &- (0.5 as Float).bitPattern
        let normal = (magnitude &- (112 << 23) &+ 0xfff &+ (magnitude >> 13 & 1)) >> 13
        let special: UInt32 = magnitude > 0x7f80_0000 ? 0x7e00 : 0x7c00
        let bits = magnitude >= 0x4780_0000 ? special : magnitude < 0x3880_0000 ? subnormal : normal
        return UInt16(truncatingIfNeeded: bits | bitPattern >> 16 & 0x8000)
    }

    /// The number whose upper half, in single precision, these bits are: a bfloat16.
    @inline(__always)
    init(brainBits bits: UInt16) { self.init(bitPattern: UInt32(bits) << 16) }

    /// The bits of the nearest bfloat16, ties to even.
    @inline(__always)
    var brainBits: UInt16 {
        let bits = bitPattern
        let rounded = (bits &+ 0x7fff &+ (bits >> 16 & 1)) >> 16
        let isNumber = bits & 0x7fff_ffff <= 0x7f80_0000
        return UInt16(truncatingIfNeeded: isNumber ? rounded : bits >> 16 | 0x40)
    }
}
