/// Weighted least squares for four channels at once.
struct NormalEquations {
    private let unknowns: Int
    private var matrix: [Double]
    private var right: [SIMD4<Double>]
    private var total = 0.0

    init(unknowns: Int) {
        self.unknowns = unknowns
        matrix = Array(repeating: 0, count: unknowns * unknowns)
        right = Array(repeating: .zero, count: unknowns)
    }

    mutating func add(_ terms: UnsafeMutablePointer<Float>, value: SIMD4<Float>, weight: Float) {
        for row in 0..<unknowns {
            let scaled = Double(terms[row] * weight)
            for column in 0...row { matrix[row * unknowns + column] += scaled * Double(terms[column]) }
            right[row] += SIMD4<Double>(value) * scaled
        }
        total += Double(weight)
    }

    /// By Cholesky's decomposition. All but the constant are held back by `ridge`, as a part of the total weight.
    func solution(ridge: Double) -> [SIMD4<Float>] {
        var l = matrix
        var x = right
        for row in 0..<unknowns {
            l[row * unknowns + row] += (row == 0 ? 1e-9 : ridge) * total
            for column in 0...row {
                var sum = l[row * unknowns + column]
                for k in 0..<column { sum -= l[row * unknowns + k] * l[column * unknowns + k] }
                l[row * unknowns + column] =
                    row == column ? max(sum, 1e-12).squareRoot() : sum / l[column * unknowns + column]
            }
            for k in 0..<row { x[row] -= x[k] * l[row * unknowns + k] }
            x[row] /= l[row * unknowns + row]
        }
        for row in (0..<unknowns).reversed() {
            for k in row + 1..<unknowns { x[row] -= x[k] * l[k * unknowns + row] }
            x[row] /= l[row * unknowns + row]
        }
        return x.map { SIMD4<Float>($0) }
    }
}
