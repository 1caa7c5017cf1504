import CKernels
import SeededRandom
import Testing

@Suite struct KernelParityTransposeTests {
    @Test(arguments: KernelTable.all, 0..<60) func matrices(table: KernelTable, seed: Int) {
        var random = SeededRandom(seed: seed)
        let (rows, columns) = (random.integer(1...70), random.integer(1...300))
        let (stride, resultStride) = (columns + random.integer(0...2), rows + random.integer(0...2))
        let matrix = random.floats(rows * stride)
        var result = [Float](repeating: 1e9, count: columns * resultStride)
        for part in parts(of: columns, &random) {
            table.kernels.transpose(matrix, rows, stride, &result, resultStride, CKRange(part))
        }
        var expected = [Float](repeating: 1e9, count: columns * resultStride)
        for row in 0..<rows {
            for column in 0..<columns { expected[column * resultStride + row] = matrix[row * stride + column] }
        }
        #expect(result == expected, "seed \(seed): \(rows) × \(columns)")
    }
}
