import CKernels

/// A matrix of depth × columns in the order in which products read their right operand. The memory is the caller's.
struct PackedMatrix: Sendable {
    let depth: Int
    let columns: Int

    /// Floats that it takes.
    var count: Int { ck_gemm_packed_count(depth, columns) }
    var panelCount: Int { (columns + ck_panel_columns() - 1) / ck_panel_columns() }

    /// Packs the matrix whose element (k, n) is `matrix[k * rowStride + n * columnStride]`.
    func pack(
        _ matrix: UnsafePointer<Float>, rowStride: Int, columnStride: Int, into packed: UnsafeMutablePointer<Float>
    ) {
        ck_gemm_pack(matrix, rowStride, columnStride, depth, columns, CKRange(first: 0, last: panelCount), packed)
    }

    /// A matrix that is known before a run, packed once.
    func packed(_ matrix: UnsafePointer<Float>, rowStride: Int, columnStride: Int) -> Tensor {
        Tensor(shape: [count]) { (memory: UnsafeMutableBufferPointer<Float>) in
            pack(matrix, rowStride: rowStride, columnStride: columnStride, into: memory.baseAddress!)
        }
    }

    /// result[row] = left[row] · packed + bias + addend[row] for each of `rows`, whose floats are the strides apart.
    /// `addend` may be the result itself.
    @inline(__always)
    func multiply(
        _ left: UnsafePointer<Float>, leftStride: Int, rows: Range<Int>, by packed: UnsafePointer<Float>,
        panels: Range<Int>? = nil, into result: UnsafeMutablePointer<Float>, resultStride: Int,
        bias: UnsafePointer<Float>? = nil, addend: UnsafePointer<Float>? = nil, addendStride: Int = 0
    ) {
        var gemm = CKGemm(
            depth: depth, columns: columns, left: left, left_stride: leftStride, right: packed, result: result,
            result_stride: resultStride,
            epilogue: CKEpilogue(
                bias: bias, residual: addend, residual_stride: addendStride, lower: -.infinity, upper: .infinity))
        let panels = panels ?? 0..<panelCount
        ck_gemm(
            &gemm, CKRange(first: rows.lowerBound, last: rows.upperBound),
            CKRange(first: panels.lowerBound, last: panels.upperBound))
    }
}
