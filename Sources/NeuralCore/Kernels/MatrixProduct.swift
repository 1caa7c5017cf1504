import COpenBLAS

/// OpenBLAS on one thread: a sum then never depends on how many processors there are, and the engine runs whole
/// pictures side by side instead.
enum MatrixProduct {
    static let singleThreaded: Void = openblas_set_num_threads(1)

    /// `result` (rows × columns) = `left` (rows × inner) · `right` (inner × columns), all row-major.
    static func multiply(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>,
        rows: Int, inner: Int, columns: Int
    ) {
        _ = singleThreaded
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(inner),
            1, left, blasint(inner), right, blasint(columns), 0, result, blasint(columns))
    }
}
