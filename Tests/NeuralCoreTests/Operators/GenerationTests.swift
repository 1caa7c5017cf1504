import NeuralCore
import Testing

@Suite struct GenerationTests {
    @Test func oneValueManyTimes() throws {
        let result = try apply(
            ConstantOfShape(Tensor(shape: [1], values: [7] as [Int32])), to: [Tensor(integers: [2, 2])])
        #expect(result.shape == [2, 2])
        #expect(result.values(as: Int32.self) == [7, 7, 7, 7])
        let error = #expect(throws: NeuralError.self) {
            try apply(ConstantOfShape(Tensor(scalar: 0 as Float)), to: [Tensor(integers: [1 << 40, 1 << 40])])
        }
        #expect(error.map { "\($0)" } == "node 'result': a tensor of 1099511627776×1099511627776 is too large")
    }

    @Test func onesOnADiagonal() throws {
        let input = Tensor(shape: [2, 3], values: [Int32](repeating: 0, count: 6))
        #expect(try apply(EyeLike(diagonal: 1), to: [input]).values(as: Int32.self) == [0, 1, 0, 0, 0, 1])
        #expect(try apply(EyeLike(.float32, diagonal: -1), to: [input]).values == [0, 0, 0, 1, 0, 0])
        #expect(try apply(EyeLike(diagonal: .max), to: [input]).values(as: Int32.self) == .init(repeating: 0, count: 6))
    }

    @Test func ranges() throws {
        func range(_ start: Int64, _ limit: Int64, _ step: Int64) throws -> [Int64] {
            try apply(NumberRange(), to: [Tensor(scalar: start), Tensor(scalar: limit), Tensor(scalar: step)])
                .values(as: Int64.self)
        }
        #expect(try range(3, 9, 3) == [3, 6])
        #expect(try range(10, 4, -2) == [10, 8, 6])
        #expect(try range(1, 1, 5) == [])
        #expect(try range(1, 0, 5) == [])
        let floats = try apply(
            NumberRange(), to: [Tensor(scalar: 1 as Float), Tensor(scalar: 2 as Float), Tensor(scalar: 0.3 as Float)])
        #expect(floats.values.count == 4)
        let cases: [(Int64, Int64, Int64, String)] = [
            (0, 1, 0, "node 'result': input 2 is 0, so the range has no end"),
            (.min, .max, 1, "node 'result': a tensor of 9223372036854775807 is too large"),
            (0, .max, 1, "node 'result': a tensor of 9223372036854775807 is too large"),
        ]
        for (start, limit, step, message) in cases {
            let error = #expect(throws: NeuralError.self) { try range(start, limit, step) }
            #expect(error.map { "\($0)" } == message)
        }
    }

    @Test func windows() throws {
        let four = Tensor(scalar: 4 as Int64)
        let hann = try apply(CosineWindow(.hann), to: [four]).values
        #expect(zip(hann, [0, 0.5, 1, 0.5] as [Float]).allSatisfy { abs($0 - $1) < 1e-6 })
        let blackman = try apply(CosineWindow(.blackman, .float64, isPeriodic: false), to: [four])
        #expect(abs(blackman.values(as: Double.self)[1] - 0.63) < 1e-9)
        let hamming = try apply(CosineWindow(.hamming, isPeriodic: false), to: [Tensor(scalar: 1 as Int64)])
        #expect(abs(hamming.values[0] - 1) < 1e-6)
    }
}

@Suite struct LossTests {
    private let logarithms = Tensor(shape: [2, 3], values: [-1, -2, -3, -4, -5, -6] as [Float])
    private let target = Tensor(shape: [2], values: [2, 0] as [Int64])

    @Test func summaries() throws {
        #expect(try apply(LogLikelihoodLoss(summary: .none), to: [logarithms, target]).values == [3, 4])
        #expect(try apply(LogLikelihoodLoss(summary: .sum), to: [logarithms, target]).values == [7])
        #expect(try apply(LogLikelihoodLoss(), to: [logarithms, target]).values == [3.5])
        let weights = Tensor(shape: [3], values: [3, 0, 1] as [Float])
        #expect(try apply(LogLikelihoodLoss(), to: [logarithms, target, weights]).values == [3.75])
        #expect(try apply(LogLikelihoodLoss(ignoredClass: 2), to: [logarithms, target]).values == [4])
    }

    @Test func scoresFirstBecomeProbabilities() throws {
        let scores = Tensor(shape: [1, 2], values: [0, 0] as [Float])
        let results = try NeuralCoreTests.results(
            of: LogLikelihoodLoss(takesScores: true), over: [scores, Tensor(shape: [1], values: [1] as [Int32])],
            count: 2)
        #expect(abs(results[0].values[0] - 0.693_147_2) < 1e-6)
        #expect(results[1].shape == [1, 2])
    }

    @Test func classesThatAreNot() throws {
        let error = #expect(throws: NeuralError.self) {
            try apply(LogLikelihoodLoss(), to: [logarithms, Tensor(shape: [2], values: [0, 3] as [Int64])])
        }
        #expect(error.map { "\($0)" } == "node 'result': class 3 is not among 3")
    }
}
