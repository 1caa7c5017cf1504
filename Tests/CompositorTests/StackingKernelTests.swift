import CKernels
import SeededRandom
import Testing

/// `ck_stack` of every instruction set against the same in plain Swift.
@Suite struct StackingKernelTests {
    /// c ← c·(1 − α) + C·α, pixel by pixel.
    private struct Plain {
        var row: [SIMD4<Float>]

        static func straight(_ bytes: [UInt8], _ index: Int) -> SIMD4<Float> {
            let alpha = Float(bytes[index + 3]) / 255
            return SIMD4(
                Float(bytes[index]) * alpha, Float(bytes[index + 1]) * alpha, Float(bytes[index + 2]) * alpha, alpha)
        }

        init(_ bytes: [UInt8]) { row = (0..<bytes.count / 4).map { Self.straight(bytes, $0 * 4) } }

        mutating func put(_ bytes: [UInt8], isPremultiplied: Bool, opacity: Float) {
            for x in row.indices where bytes[x * 4 + 3] != 0 {
                var color = Self.straight(bytes, x * 4)
                if isPremultiplied {
                    color = SIMD4(Float(bytes[x * 4]), Float(bytes[x * 4 + 1]), Float(bytes[x * 4 + 2]), color.w)
                }
                color *= opacity
                let below = row[x]
                row[x] = below * (1 - color.w) + color
                if below.w == 1 { row[x].w = 1 }
            }
        }

        func bytes(bottom: [UInt8]) -> [UInt8] {
            var out = bottom
            for x in row.indices {
                guard row[x].w > 0 else {
                    for channel in x * 4..<x * 4 + 4 { out[channel] = bottom[channel] }
                    continue
                }
                let color = row[x] / row[x].w
                for channel in 0..<3 { out[x * 4 + channel] = UInt8(min(255, color[channel].rounded())) }
                out[x * 4 + 3] = UInt8((row[x].w * 255).rounded())
            }
            return out
        }
    }

    @Test(arguments: 0..<40) func isThePlainOne(seed: Int) {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 1...257, using: &random)
        let alphas: [UInt8] = seed % 2 == 0 ? [255] : [0, 0, 1, 2, 127, 128, 254, 255, 255]
        func pixels(_ alphas: [UInt8], premultiplied: Bool = false) -> [UInt8] {
            (0..<count).flatMap { _ in
                let alpha = alphas.randomElement(using: &random)!
                return (0..<3).map { _ in UInt8.random(in: 0...(premultiplied ? alpha : 255), using: &random) } + [
                    alpha
                ]
            }
        }
        let bottom = pixels(alphas)
        var plain = Plain(bottom)
        var sheets: [(bytes: [UInt8], isPremultiplied: Bool, opacity: Float)] = []
        for number in 0..<Int.random(in: 0...5, using: &random) {
            let isPremultiplied = number % 2 == 1
            let over = pixels([0, 0, 1, 100, 128, 254, 255], premultiplied: isPremultiplied)
            let opacity: Float = [1, 1, 0.5, 0, 0.999][number]
            plain.put(over, isPremultiplied: isPremultiplied, opacity: opacity)
            sheets.append((over, isPremultiplied, opacity))
        }
        let expected = plain.bytes(bottom: bottom)
        // what lies beyond the row stays
        let canvas = [UInt8](repeating: 77, count: (count + 8) * 4)
        for set in [CKBaseline, CKAVX2, CKAVX512] {
            guard let kernels = ck_kernels(set) else { continue }
            var out = canvas
            stack(sheets[...], []) { kernels.pointee.stack(bottom, $0, $0.count, &out, count) }
            #expect(out == expected + canvas[(count * 4)...], "seed \(seed), instruction set \(set.rawValue)")
        }
    }

    /// Alpha is divided by 255 without a division.
    @Test func everyAlphaOfEveryColorIsThePlainOne() {
        var random = SeededRandom(seed: 1)
        let levels: ClosedRange<UInt8> = 0...255
        let over: [UInt8] = levels.flatMap { level in levels.flatMap { alpha in [level, level, 255, alpha] } }
        for bottomAlpha: UInt8 in [255, 77] {
            let bottom: [UInt8] = over.indices.map {
                $0 % 4 == 3 ? bottomAlpha : UInt8.random(in: levels, using: &random)
            }
            var plain = Plain(bottom)
            plain.put(over, isPremultiplied: false, opacity: 1)
            let expected = plain.bytes(bottom: bottom)
            for set in [CKBaseline, CKAVX2, CKAVX512] {
                guard let kernels = ck_kernels(set) else { continue }
                var out = bottom
                stack([(over, false, 1)][...], []) { kernels.pointee.stack(bottom, $0, $0.count, &out, 256 * 256) }
                #expect(out == expected, "instruction set \(set.rawValue)")
            }
        }
    }

    /// Calls `body` with pointers to the bytes of `rest`, after those of `sheets`.
    private func stack(
        _ rest: ArraySlice<(bytes: [UInt8], isPremultiplied: Bool, opacity: Float)>, _ sheets: [CKSheet],
        _ body: ([CKSheet]) -> Void
    ) {
        guard let first = rest.first else { return body(sheets) }
        first.bytes.withUnsafeBufferPointer { bytes in
            let sheet = CKSheet(
                pixels: bytes.baseAddress, opacity: first.opacity, is_premultiplied: first.isPremultiplied ? 1 : 0)
            stack(rest.dropFirst(), sheets + [sheet], body)
        }
    }
}
