/// SplitMix64 (Steele 2014): the same numbers from the same seed, everywhere.
struct RandomSequence {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// An independent sequence for pixel `index` in pass `pass`, whichever thread asks.
    init(pass: Int, index: Int) {
        state = UInt64(truncatingIfNeeded: pass) &* 0xD1B5_4A32_D192_ED03 ^ UInt64(truncatingIfNeeded: index) << 20
        _ = next()
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A whole number in `0..<count`.
    @inline(__always)
    mutating func next(below count: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(truncatingIfNeeded: count)).high)
    }
}
