import CKernels

/// Products of many left rows with one right matrix of depth × columns, packed for the kernels.
struct MatrixTask: Sendable {
    let depth: Int
    let columns: Int
    let activation: Activation
    /// Floats from one row, and from one column, of the right matrix to the next.
    let rightStrides: (row: Int, column: Int)

    /// Rows, and multiplications, that are worth a thread's while.
    private static let rowGrain = 24
    private static let workGrain = 1 << 16

    /// Floats that the packed matrix takes.
    var packedCount: Int { ck_gemm_packed_count(depth, columns) }
    private var panels: Int { ck_gemm_panels(columns) }

    func packed(_ tensor: Tensor) -> Tensor {
        Tensor(shape: [packedCount]) { (packed: UnsafeMutableBufferPointer<Float>) in
            pack(tensor.elements(Float.self).baseAddress!, into: packed.baseAddress!, .alone)
        }
    }

    func pack(_ right: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, _ crew: Crew) {
        crew.share(panels, grain: max(1, Self.workGrain / max(1, depth * ck_panel_columns()))) { range in
            ck_gemm_pack(
                right, rightStrides.row, rightStrides.column, depth, columns,
                CKRange(range), packed)
        }
    }

    /// `result` (rows × columns) = activation(`left` (rows × depth) · right + bias + residual).
    func run(
        rows: Int, _ left: UnsafePointer<Float>, _ packed: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        residual: UnsafePointer<Float>?, into result: UnsafeMutablePointer<Float>, _ crew: Crew
    ) {
        let (lower, upper) = activation.bounds
        let gemm = CKGemm(
            depth: depth, columns: columns, left: left, left_stride: depth, right: packed, result: result,
            result_stride: columns,
            epilogue: CKEpilogue(
                bias: bias, residual: residual, residual_stride: columns, lower: lower, upper: upper))
        let splitsRows = rows >= Self.rowGrain * crew.threadCount * 2 || panels < crew.threadCount
        let perItem = max(1, splitsRows ? depth * columns : rows * depth * ck_panel_columns())
        let grain = max(splitsRows ? min(rows, Self.rowGrain) : 1, Self.workGrain / perItem)
        crew.share(splitsRows ? rows : panels, grain: grain) { range in
            let part = CKRange(range)
            withUnsafePointer(to: gemm) {
                ck_gemm(
                    $0, splitsRows ? part : CKRange(first: 0, last: rows),
                    splitsRows ? CKRange(first: 0, last: panels) : part)
            }
            if splitsRows, !activation.isClamp {
                activation.apply(result + range.lowerBound * columns, count: range.count * columns)
            }
        }
        if !splitsRows, !activation.isClamp { activation.apply(result, count: rows * columns) }
    }
}
