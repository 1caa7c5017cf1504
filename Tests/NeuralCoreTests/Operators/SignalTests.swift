import Foundation
import NeuralCore
import SeededRandom
import Testing

@Suite struct SignalTests {
    /// The transform as the sum it stands for.
    private func sum(_ line: [(Double, Double)], sign: Double) -> [(Double, Double)] {
        line.indices.map { frequency in
            line.enumerated().reduce((0, 0)) { total, element in
                let angle = sign * 2 * .pi * Double(frequency * element.offset % line.count) / Double(line.count)
                let (a, b) = element.element
                return (total.0 + a * cos(angle) - b * sin(angle), total.1 + a * sin(angle) + b * cos(angle))
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 30, 31, 37, 49, 64, 74, 100, 128, 211, 360, 1024])
    func transformsOfEveryLength(length: Int) throws {
        var random = SeededRandom(seed: length)
        let values = random.floats(length * 2)
        let line = (0..<length).map { (Double(values[2 * $0]), Double(values[2 * $0 + 1])) }
        let input = Tensor(shape: [1, length, 2], values: values.map { Double($0) })
        for isInverse in [false, true] {
            let result = try apply(DFT(isInverse: isInverse), to: [input]).values(as: Double.self)
            let expected = sum(line, sign: isInverse ? 1 : -1)
            let scale = isInverse ? Double(length) : 1
            for (index, value) in expected.enumerated() {
                #expect(abs(result[2 * index] * scale - value.0) < 1e-9, "length \(length), frequency \(index)")
                #expect(abs(result[2 * index + 1] * scale - value.1) < 1e-9, "length \(length), frequency \(index)")
            }
        }
    }

    @Test func oneSideSaysAllOfARealLine() throws {
        for length in [1, 2, 5, 6] {
            let line = Tensor.floats((0..<length).map { Float($0 * $0) - 3 }, shape: [length, 1])
            let half = try apply(DFT(axis: 0, isOneSided: true), to: [line])
            #expect(half.shape == [length / 2 + 1, 2])
            let back = try apply(
                DFT(isInverse: true, isOneSided: true), to: [half],
                constants: [Tensor(scalar: Int64(length)), Tensor(scalar: 0 as Int64)])
            #expect(back.shape == [length, 1])
            #expect(largestDifference(back.values, line.values) < 1e-6, "length \(length)")
        }
    }

    @Test func linesAlongAnyAxisAreFilledUpOrCut() throws {
        let input = Tensor.floats([1, 2, 3, 4], shape: [2, 2, 1])
        let longer = try apply(DFT(axis: 0), to: [input], constants: [.integers([4])])
        #expect(longer.shape == [4, 2, 2])
        #expect(
            largestDifference(longer.values, [4, 0, 6, 0, 1, -3, 2, -4, -2, 0, -2, 0, 1, 3, 2, 4]) < 1e-6)
        let shorter = try apply(DFT(axis: 0), to: [input], constants: [.integers([1])])
        #expect(shorter.values == [1, 0, 2, 0])
        #expect(
            refusal(of: DFT(), over: [input, .integers([1 << 40])])
                == "node 'x': a transform of 1099511627776 is not between 1 and 16777216")
        #expect(refusal(of: DFT(axis: 2), over: [input]) == "node 'x': axis 2 holds the parts of numbers")
        #expect(
            refusal(of: DFT(), over: [.counting([2, 3])])
                == "node 'x': input 0 is 2×3, whose last axis is not 1 or 2")
    }

    @Test func framesOfASignal() throws {
        let signal = Tensor.floats([1, 2, 3, 4], shape: [1, 4, 1])
        let result = try apply(
            STFT(), to: [signal], constants: [Tensor(scalar: 1 as Int64), .floats([1, 0.5])])
        #expect(result.shape == [1, 3, 2, 2])
        #expect(result.values == [2, 0, 0, 0, 3.5, 0, 0.5, 0, 5, 0, 1, 0])
        #expect(
            refusal(of: STFT(), over: [signal, Tensor(scalar: 0 as Int64)])
                == "node 'x': a signal of 4 has no frames of 4 in steps of 0")
    }

    @Test func trianglesOnTheMelScale() throws {
        func matrix(_ rate: Int64) -> [Tensor] {
            [
                Tensor(scalar: 2 as Int64), Tensor(scalar: 8 as Int64), Tensor(scalar: rate),
                Tensor(scalar: 0 as Float), Tensor(scalar: 4000 as Float),
            ]
        }
        let weights = try apply(MelWeightMatrix(), to: matrix(8000))
        #expect(weights.shape == [5, 2])
        // Corners at 0, 0, 1 and 2 of five frequencies.
        #expect(weights.values == [1, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        #expect(
            refusal(of: MelWeightMatrix(), over: matrix(0))
                == "node 'x': no 2 triangles of 0.0 to 4000.0 hertz at 0 samples a second")
    }
}
