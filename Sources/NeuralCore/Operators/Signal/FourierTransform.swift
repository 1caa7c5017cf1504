import Foundation

/// The discrete Fourier transform of lines of one length, in double precision: Stockham's ordering with one pass for each prime factor
/// (Van Loan, *Computational Frameworks for the Fast Fourier Transform*, 1992), and lengths with a large prime as a convolution of a
/// power of two (Bluestein 1970).
struct FourierTransform: Sendable {
    typealias Complex = SIMD2<Double>

    let length: Int
    private let factors: [Int]
    /// exp(-2πi k / length) for each k, the other way round where it is inverse.
    private let roots: [Complex]
    /// For lengths with a large prime.
    private let chirp: Chirp?

    /// Factors up to this are transformed as they are.
    private static let largestFactor = 31

    init(length: Int, isInverse: Bool) {
        precondition(length >= 1, "a transform of \(length) elements")
        self.length = length
        var (factors, rest) = ([Int](), length)
        for factor in [4, 2, 3, 5] + stride(from: 7, through: Self.largestFactor, by: 2) {
            while rest.isMultiple(of: factor) {
                factors.append(factor)
                rest /= factor
            }
        }
        guard rest == 1 else {
            (self.factors, roots) = ([], [])
            chirp = Chirp(length: length, isInverse: isInverse)
            return
        }
        self.factors = factors
        roots = (0..<length).map { Self.root($0, of: length, isInverse: isInverse) }
        chirp = nil
    }

    private static func root(_ index: Int, of length: Int, isInverse: Bool) -> Complex {
        let angle = 2 * Double.pi * Double(index) / Double(length)
        return Complex(cos(angle), isInverse ? sin(angle) : -sin(angle))
    }

    /// Elements of memory that a transform wants.
    var scratchCount: Int { chirp.map { 2 * $0.length } ?? length }

    /// Transforms a line in place, without dividing by its length.
    func transform(_ line: UnsafeMutablePointer<Complex>, scratch: UnsafeMutablePointer<Complex>) {
        if let chirp { return chirp.transform(line, scratch: scratch) }
        var (source, target) = (line, scratch)
        // Lines of `done` elements are transformed; each pass puts `factor` of them together.
        var done = 1
        for factor in factors {
            pass(source, target, factor: factor, done: done)
            swap(&source, &target)
            done *= factor
        }
        if source != line { line.update(from: source, count: length) }
    }

    @inline(__always)
    private static func product(_ a: Complex, _ b: Complex) -> Complex {
        Complex(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x)
    }

    /// `groups` transforms of `done` elements, spread over the line, make a part of each longer one.
    private func pass(
        _ source: UnsafeMutablePointer<Complex>, _ target: UnsafeMutablePointer<Complex>, factor: Int, done: Int
    ) {
        roots.withUnsafeBufferPointer { roots in
            let groups = length / (done * factor)
            let apart = length / factor
            for index in 0..<done {
                let step = index * groups
                let (from, to) = (source + step * factor, target + step)
                switch factor {
                case 2:
                    let root = roots[step]
                    for group in 0..<groups {
                        let (a, b) = (from[group], Self.product(from[group + groups], root))
                        to[group] = a + b
                        to[group + apart] = a - b
                    }
                case 4:
                    let (first, second, third) = (roots[step], roots[2 * step], roots[3 * step])
                    // A quarter turn, the way the transform goes.
                    let turn = roots[length / 4].y
                    for group in 0..<groups {
                        let a = from[group]
                        let b = Self.product(from[group + groups], first)
                        let c = Self.product(from[group + 2 * groups], second)
                        let d = Self.product(from[group + 3 * groups], third)
                        let (even, evenApart, odd, oddApart) = (a + c, a - c, b + d, b - d)
                        let turned = Complex(-turn * oddApart.y, turn * oddApart.x)
                        to[group] = even + odd
                        to[group + apart] = evenApart + turned
                        to[group + 2 * apart] = even - odd
                        to[group + 3 * apart] = evenApart - turned
                    }
                default:
                    for part in 0..<factor {
                        let turn = step + part * apart
                        for group in 0..<groups {
                            var (total, place) = (Complex.zero, 0)
                            for term in 0..<factor {
                                total += Self.product(from[group + term * groups], roots[place])
                                place += turn
                                if place >= length { place -= length }
                            }
                            to[group + part * apart] = total
                        }
                    }
                }
            }
        }
    }

    /// A transform of any length as a convolution with a chirp, which transforms of a power of two do.
    private final class Chirp: Sendable {
        let length: Int
        private let lineLength: Int
        private let forward: FourierTransform
        private let backward: FourierTransform
        private let chirp: [Complex]
        /// The transform of the chirp that lines are convolved with, divided by its length.
        private let filter: [Complex]

        init(length lineLength: Int, isInverse: Bool) {
            var length = 1
            while length < 2 * lineLength - 1 { length *= 2 }
            (self.length, self.lineLength) = (length, lineLength)
            forward = FourierTransform(length: length, isInverse: false)
            backward = FourierTransform(length: length, isInverse: true)
            // The square is taken modulo a whole turn, which keeps the angle exact.
            chirp = (0..<lineLength).map { root($0 * $0 % (2 * lineLength), of: 2 * lineLength, isInverse: isInverse) }
            var filter = [Complex](repeating: .zero, count: length)
            for (index, value) in chirp.enumerated() {
                filter[index] = Complex(value.x, -value.y) / Double(length)
                if index > 0 { filter[length - index] = filter[index] }
            }
            var scratch = filter
            forward.transform(&filter, scratch: &scratch)
            self.filter = filter
        }

        func transform(_ line: UnsafeMutablePointer<Complex>, scratch: UnsafeMutablePointer<Complex>) {
            let (long, free) = (scratch, scratch + length)
            for index in 0..<lineLength { long[index] = product(line[index], chirp[index]) }
            (long + lineLength).update(repeating: .zero, count: length - lineLength)
            forward.transform(long, scratch: free)
            for index in 0..<length { long[index] = product(long[index], filter[index]) }
            backward.transform(long, scratch: free)
            for index in 0..<lineLength { line[index] = product(long[index], chirp[index]) }
        }
    }
}
