import Foundation
import NeuralCore
import SeededRandom
import Testing

@Suite struct ReductionsTests {
    private func floats(_ values: [Float], _ shape: Shape) -> Tensor { Tensor(shape: shape, values: values) }

    @Test func eachOperation() throws {
        let input = floats([1, -2, 3, -4], [2, 2])
        let cases: [(Reduction.Operation, [Float])] = [
            (.sum, [-1, -1]), (.mean, [-0.5, -0.5]), (.product, [-2, -12]), (.largest, [1, 3]), (.smallest, [-2, -4]),
            (.absoluteSum, [3, 7]), (.squareSum, [5, 25]), (.norm, [2.236_068, 5]),
            (.logarithmOfExponentials, [1.048_587_4, 3.000_911_5]),
        ]
        for (operation, expected) in cases {
            let rows = try apply(Reduction(operation, axes: [-1], keepsAxes: false), to: [input])
            #expect(rows.shape == [2], "\(operation)")
            #expect(zip(rows.values, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(operation): \(rows.values)")
        }
        let logarithm = try apply(Reduction(.logarithmOfSum, axes: [0]), to: [floats([1, 2, 3, 4], [2, 2])])
        #expect(logarithm.shape == [1, 2])
        #expect(abs(logarithm.values[1] - 1.791_759_5) < 1e-6)
    }

    /// Any axes, in float32, float64 and integers, against the plain sum.
    @Test(arguments: 0..<100) func anyAxes(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let extents = (0..<Int.random(in: 1...5, using: &random)).map { _ in Int.random(in: 1...4, using: &random) }
        let shape = Shape(extents)
        let integers = (0..<shape.count).map { _ in Int64.random(in: -9...9, using: &random) }
        let axes = extents.indices.filter { _ in Bool.random(using: &random) }
        var sums: [Int: Int64] = [:]
        for index in 0..<shape.count {
            var key = 0
            for axis in extents.indices where !axes.contains(axis) {
                key = key * extents[axis] + index / shape.strides[axis] % extents[axis]
            }
            sums[key, default: 0] += integers[index]
        }
        let expected = sums.keys.sorted().map { sums[$0]! }
        let sum = Reduction(.sum, axes: axes, keepsAxes: false, takesEachAlone: true)
        let whole = Tensor(shape: shape, values: integers)
        #expect(try apply(sum, to: [whole]).values(as: Int64.self) == expected, "seed \(seed): \(shape), \(axes)")
        let single = try apply(sum, to: [apply(Cast(to: .float32), to: [whole])])
        #expect(single.values == expected.map { Float($0) }, "seed \(seed): \(shape), \(axes)")
        let double = try apply(sum, to: [apply(Cast(to: .float64), to: [whole])])
        #expect(double.values(as: Double.self) == expected.map { Double($0) }, "seed \(seed): \(shape), \(axes)")
    }

    @Test func nothingToReduce() throws {
        let empty = floats([], [2, 0, 3])
        #expect(try apply(Reduction(.sum, axes: [1]), to: [empty]).values == [Float](repeating: 0, count: 6))
        #expect(try apply(Reduction(.product, axes: [1]), to: [empty]).values == [Float](repeating: 1, count: 6))
        #expect(try apply(Reduction(.largest, axes: [1]), to: [empty]).values[0] == -.infinity)
        let bools = Tensor(shape: [0, 1], values: [Bool]())
        #expect(try apply(Reduction(.smallest, axes: [0]), to: [bools]).values(as: Bool.self) == [true])
        let none = floats([-3, 4], [2])
        #expect(try apply(Reduction(.squareSum, axes: [], takesEachAlone: true), to: [none]).values == [9, 16])
        #expect(try apply(Reduction(.sum, axes: []), to: [none]).values == [1])
    }

    @Test func axesAsAnInput() throws {
        let input = floats([1, 2, 3, 4], [2, 2])
        #expect(try apply(Reduction(.sum), to: [input, Tensor(integers: [0])]).values == [4, 6])
        let error = #expect(throws: NeuralError.self) { try apply(Reduction(.sum, axes: [2]), to: [input]) }
        #expect(error.map { "\($0)" } == "node 'result': axis 2 is outside 2×2")
    }

    @Test func placesOfExtremes() throws {
        let input = floats([2, 5, 5, 1, 1, 3], [2, 3])
        #expect(try apply(ArgMax(axis: 1), to: [input]).values(as: Int64.self) == [1, 2])
        #expect(try apply(ArgMax(axis: 1, takesLast: true), to: [input]).values(as: Int64.self) == [2, 2])
        #expect(try apply(ArgMax(isSmallest: true, axis: 1), to: [input]).values(as: Int64.self) == [0, 0])
        let columns = try apply(ArgMax(isSmallest: true, axis: 0, keepsAxes: false, takesLast: true), to: [input])
        #expect(columns.shape == [3])
        #expect(columns.values(as: Int64.self) == [1, 1, 1])
        #expect(try apply(ArgMax(), to: [floats([1, .nan, 9], [3])]).values(as: Int64.self) == [1])
        let error = #expect(throws: NeuralError.self) { try apply(ArgMax(axis: 1), to: [floats([], [2, 0])]) }
        #expect(error.map { "\($0)" } == "node 'result': input 0 has no elements along axis 1")
    }

    @Test func runningSums() throws {
        let input = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6] as [Int32])
        func run(_ cumulation: Cumulation, _ axis: Int) throws -> [Int32] {
            try apply(cumulation, to: [input, Tensor(scalar: Int64(axis))]).values(as: Int32.self)
        }
        #expect(try run(Cumulation(.sum), 1) == [1, 3, 6, 4, 9, 15])
        #expect(try run(Cumulation(.sum), -2) == [1, 2, 3, 5, 7, 9])
        #expect(try run(Cumulation(.sum, isExclusive: true, isReversed: true), 1) == [5, 3, 0, 11, 6, 0])
        #expect(try run(Cumulation(.product, isExclusive: true), 1) == [1, 1, 2, 1, 4, 20])
        #expect(throws: NeuralError.self) { try run(Cumulation(.sum), 2) }
    }

    @Test func sharesOfALine() throws {
        let input = floats([0, log(3), 1000, 1000], [2, 2])
        let rows = try apply(Softmax(), to: [input]).values
        #expect(zip(rows, [0.25, 0.75, 0.5, 0.5] as [Float]).allSatisfy { abs($0 - $1) < 1e-6 })
        let columns = try apply(Softmax(.logarithm, axis: 0), to: [input]).values
        #expect(columns[2] == 0 && abs(columns[0] + 1000) < 1e-3)
        #expect(try apply(Softmax(.largest), to: [input]).values == [0, 1, 1, 0])
        let cube = floats([Float](repeating: 1, count: 8), [2, 2, 2])
        #expect(try apply(Softmax(axis: 1), to: [cube]).values[0] == 0.5)
        #expect(try apply(Softmax(axis: 1, isFlattened: true), to: [cube]).values[0] == 0.25)
    }

    @Test func linesOfLengthOne() throws {
        let input = floats([3, -4, 0, 0], [2, 2])
        #expect(try apply(LpNormalization(), to: [input]).values == [0.6, -0.8, 0, 0])
        let sums = try apply(LpNormalization(order: 1), to: [input]).values
        #expect(sums == [3 / 7, -4 / 7, 0, 0])
    }
}
