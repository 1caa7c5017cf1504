import CKernels
import SeededRandom
import Testing

@Suite struct KernelParityGemmTests {
    /// Random matrices in random layouts against sums in double precision. Rows and panels are computed in four parts,
    /// which must not show, and nothing outside the result may be written.
    @Test(arguments: KernelTable.all, 0..<60) func products(table: KernelTable, seed: Int) {
        var random = SeededRandom(seed: seed)
        let (rows, columns, depth) = (random.integer(1...130), random.integer(1...100), random.integer(1...80))
        let (leftStride, resultStride) = (depth + random.integer(0...3), columns + random.integer(0...3))
        let transposed = seed % 2 == 1
        let (rowStride, columnStride) = transposed ? (1, depth) : (columns, 1)
        let left = random.floats(rows * leftStride)
        let right = random.floats(depth * columns)
        let bias = random.floats(columns)
        let residual = random.floats(rows * resultStride)
        let (lower, upper): (Float, Float) = seed % 3 == 0 ? (-1, 2) : (-.infinity, .infinity)
        let context: Comment = "seed \(seed): \(rows)×\(depth)·\(depth)×\(columns), transposed \(transposed)"

        let kernels = table.kernels
        let panels = (columns + kernels.panel_columns - 1) / kernels.panel_columns
        var packed = [Float](repeating: .nan, count: kernels.gemm_packed_count(depth, columns))
        for part in parts(of: panels, &random) {
            kernels.gemm_pack(right, rowStride, columnStride, depth, columns, CKRange(part), &packed)
        }

        func product(_ rowParts: [Range<Int>], _ panelParts: [Range<Int>]) -> [Float] {
            var result = [Float](repeating: 1e9, count: rows * resultStride)
            left.withUnsafeBufferPointer { left in
                packed.withUnsafeBufferPointer { packed in
                    bias.withUnsafeBufferPointer { bias in
                        residual.withUnsafeBufferPointer { residual in
                            result.withUnsafeMutableBufferPointer { result in
                                var gemm = CKGemm(
                                    depth: depth, columns: columns, left: left.baseAddress, left_stride: leftStride,
                                    right: packed.baseAddress, result: result.baseAddress, result_stride: resultStride,
                                    epilogue: CKEpilogue(
                                        bias: bias.baseAddress, residual: residual.baseAddress,
                                        residual_stride: resultStride, lower: lower, upper: upper))
                                for rows in rowParts {
                                    for panels in panelParts { kernels.gemm(&gemm, CKRange(rows), CKRange(panels)) }
                                }
                            }
                        }
                    }
                }
            }
            return result
        }

        let whole = product([0..<rows], [0..<panels])
        let split = product(parts(of: rows, &random), parts(of: panels, &random))
        #expect(whole == split, context)

        var largest = 0.0
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = Double(bias[column]) + Double(residual[row * resultStride + column])
                for k in 0..<depth {
                    sum += Double(left[row * leftStride + k]) * Double(right[k * rowStride + column * columnStride])
                }
                sum = min(max(sum, Double(lower)), Double(upper))
                largest = max(largest, abs(sum - Double(whole[row * resultStride + column])))
            }
            #expect(whole[row * resultStride + columns..<(row + 1) * resultStride].allSatisfy { $0 == 1e9 }, context)
        }
        #expect(largest < 1e-5, context)
    }

    /// A residual that is the result itself adds to what is there; no bias and no bounds leave the sum alone.
    @Test(arguments: KernelTable.all) func accumulates(table: KernelTable) {
        let kernels = table.kernels
        let right: [Float] = [1, 2, 3, 4, 5, 6]  // 2 × 3
        var packed = [Float](repeating: .nan, count: kernels.gemm_packed_count(2, 3))
        kernels.gemm_pack(right, 3, 1, 2, 3, CKRange(0..<1), &packed)
        let left: [Float] = [1, 0, 10, 100]
        var result: [Float] = [0.5, 0, 0, -1000, 0, 0]
        left.withUnsafeBufferPointer { left in
            packed.withUnsafeBufferPointer { packed in
                result.withUnsafeMutableBufferPointer { result in
                    var gemm = CKGemm(
                        depth: 2, columns: 3, left: left.baseAddress, left_stride: 2, right: packed.baseAddress,
                        result: result.baseAddress, result_stride: 3,
                        epilogue: CKEpilogue(
                            bias: nil, residual: UnsafePointer(result.baseAddress), residual_stride: 3,
                            lower: -.infinity, upper: .infinity))
                    kernels.gemm(&gemm, CKRange(0..<2), CKRange(0..<1))
                }
            }
        }
        #expect(result == [1.5, 2, 3, -590, 520, 630])
    }

    /// A clamp keeps what is not a number, so that a fault in a network shows.
    @Test(arguments: KernelTable.all) func notANumberStays(table: KernelTable) {
        let kernels = table.kernels
        var packed = [Float](repeating: 0, count: kernels.gemm_packed_count(1, 1))
        kernels.gemm_pack([1], 1, 1, 1, 1, CKRange(0..<1), &packed)
        var result: [Float] = [0]
        [Float.nan].withUnsafeBufferPointer { left in
            packed.withUnsafeBufferPointer { packed in
                result.withUnsafeMutableBufferPointer { result in
                    var gemm = CKGemm(
                        depth: 1, columns: 1, left: left.baseAddress, left_stride: 1, right: packed.baseAddress,
                        result: result.baseAddress, result_stride: 1,
                        epilogue: CKEpilogue(bias: nil, residual: nil, residual_stride: 0, lower: 0, upper: 6))
                    kernels.gemm(&gemm, CKRange(0..<1), CKRange(0..<1))
                }
            }
        }
        #expect(result[0].isNaN)
    }
}

/// 0..<count in two parts at a random place.
func parts(of count: Int, _ random: inout SeededRandom) -> [Range<Int>] {
    let middle = random.integer(0...count)
    return [0..<middle, middle..<count]
}
