import COpenBLAS

/// Products in float64, through OpenBLAS on one thread: a sum then never depends on how many processors there are.
enum MatrixProduct {
    static let singleThreaded: Void = openblas_set_num_threads(1)

    /// `result` (rows × columns) = `left` (rows × inner) · `right` (inner × columns, or columns × inner where
    /// `transposesRight`), all row-major.
    static func multiply(
        _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, transposesRight: Bool,
        into result: UnsafeMutablePointer<Double>, rows: Int, inner: Int, columns: Int
    ) {
        _ = singleThreaded
        guard rows > 0, columns > 0 else { return }
        guard inner > 0 else { return result.update(repeating: 0, count: rows * columns) }
        cblas_dgemm(
            CblasRowMajor, CblasNoTrans, transposesRight ? CblasTrans : CblasNoTrans, blasint(rows), blasint(columns),
            blasint(inner), 1, left, blasint(inner), right, blasint(transposesRight ? inner : columns), 0, result,
            blasint(columns))
    }
}
