import CKernels
import Foundation
import SeededRandom
import Testing

@Suite struct KernelParityLinesTests {
    static let reductions: [(CKReduction, @Sendable ([Double]) -> Double)] = [
        (CKSum, { $0.reduce(0, +) }),
        (CKSumOfSquares, { $0.reduce(0) { $0 + $1 * $1 } }),
        (CKSumOfAbsolutes, { $0.reduce(0) { $0 + abs($1) } }),
        (CKProduct, { $0.reduce(1, *) }),
        (CKLargest, { $0.max()! }),
        (CKSmallest, { $0.min()! }),
    ]

    /// Random shapes, half of them with contiguous lines, in two parts at a random line.
    @Test(arguments: KernelTable.all, 0..<80) func lines(table: KernelTable, seed: Int) {
        var random = SeededRandom(seed: seed)
        let inner = seed % 2 == 0 ? 1 : random.integer(1...90)
        var shape = CKLines(outer: random.integer(1...4), axis: random.integer(1...300), inner: inner)
        let (axis, count) = (shape.axis, shape.outer * inner)
        let input = random.floats(count * axis)
        let lines = (0..<count).map { line in
            (0..<axis).map { Double(input[line / inner * axis * inner + $0 * inner + line % inner]) }
        }
        let split = parts(of: count, &random)
        let context: Comment = "seed \(seed): \(shape)"

        for (reduction, twin) in Self.reductions {
            var results = [Float](repeating: .nan, count: count)
            for part in split { table.kernels.reduce(reduction, &shape, input, &results, CKRange(part)) }
            for (result, line) in zip(results, lines) {
                #expect(abs(Double(result) - twin(line)) <= 2e-6 * max(abs(twin(line)), 10), context)
            }
        }

        var (mean, variance) = ([Float](repeating: .nan, count: count), [Float](repeating: .nan, count: count))
        for part in split { table.kernels.moments(&shape, input, &mean, &variance, CKRange(part)) }
        for (line, numbers) in lines.enumerated() {
            let expected = numbers.reduce(0, +) / Double(axis)
            let squares = numbers.reduce(0) { $0 + ($1 - expected) * ($1 - expected) } / Double(axis)
            #expect(abs(Double(mean[line]) - expected) <= 1e-6, context)
            #expect(abs(Double(variance[line]) - squares) <= 1e-6, context)
        }

        for logarithm: Int32 in [0, 1] {
            var results = input
            for part in split {
                results.withUnsafeMutableBufferPointer {
                    table.kernels.softmax(&shape, logarithm, $0.baseAddress, $0.baseAddress, CKRange(part))
                }
            }
            for (line, numbers) in lines.enumerated() {
                let sum = numbers.reduce(0) { $0 + exp($1) }
                for (index, number) in numbers.enumerated() {
                    let expected = logarithm == 1 ? number - log(sum) : exp(number) / sum
                    let result = Double(results[line / inner * axis * inner + index * inner + line % inner])
                    #expect(abs(result - expected) <= 2e-6 * max(abs(expected), logarithm == 1 ? 1 : 0), context)
                }
            }
        }
    }

    @Test(arguments: KernelTable.all) func largeNumbers(table: KernelTable) {
        var shape = CKLines(outer: 1, axis: 3, inner: 1)
        var results: [Float] = [1000, 1000, -.infinity]
        results.withUnsafeMutableBufferPointer {
            table.kernels.softmax(&shape, 0, $0.baseAddress, $0.baseAddress, CKRange(0..<1))
        }
        #expect(results == [0.5, 0.5, 0])
    }

    @Test(arguments: KernelTable.all, 0..<40) func norms(table: KernelTable, seed: Int) {
        var random = SeededRandom(seed: seed)
        let (rows, columns) = (random.integer(1...5), random.integer(1...100))
        let (input, scale, bias) = (random.floats(rows * columns), random.floats(columns), random.floats(columns))
        let aboutZero = seed % 2 == 1
        var output = [Float](repeating: .nan, count: rows * columns)
        scale.withUnsafeBufferPointer { scale in
            bias.withUnsafeBufferPointer { bias in
                var norm = CKNorm(
                    columns: columns, epsilon: 1e-3, about_zero: aboutZero ? 1 : 0, scale: scale.baseAddress,
                    bias: seed % 3 == 0 ? nil : bias.baseAddress)
                table.kernels.norm(&norm, input, &output, CKRange(0..<rows))
            }
        }
        for row in 0..<rows {
            let numbers = input[row * columns..<(row + 1) * columns].map(Double.init)
            let mean = aboutZero ? 0 : numbers.reduce(0, +) / Double(columns)
            let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)
            for (column, number) in numbers.enumerated() {
                let expected =
                    (number - mean) / (variance + 1e-3).squareRoot() * Double(scale[column])
                    + (seed % 3 == 0 ? 0 : Double(bias[column]))
                #expect(abs(Double(output[row * columns + column]) - expected) <= 1e-5, "seed \(seed)")
            }
        }
    }

    @Test(arguments: KernelTable.all) func scaledColumns(table: KernelTable) {
        let input = (0..<34).map(Float.init)
        var output = [Float](repeating: .nan, count: 34)
        let (scale, bias) = ([Float](repeating: 2, count: 17), (0..<17).map { Float(-$0) })
        table.kernels.scale_columns(17, scale, bias, 0, 40, input, &output, CKRange(1..<2))
        #expect(output[..<17].allSatisfy { $0.isNaN })
        let expected = (0..<17).map { (column: Int) -> Float in min(Float(34 + column), 40) }
        #expect(Array(output[17...]) == expected)
    }
}
