import Foundation
import Raster

/// How a surface is lit where nothing shades it: a second-order polynomial of the position, fitted to log luminance over the
/// pixels that are far from every instance, robustly, since texture and unseen shadows are in it.
struct Illumination {
    private var coefficients: [[Double]] = []
    private let size: PixelSize

    private static let terms = 6

    /// - Parameters:
    ///   - logLuminance: at the surfaces' size.
    ///   - excluded: instances and their surroundings.
    init(_ surfaces: Surfaces, logLuminance: Plane, excluded: Mask) {
        size = surfaces.size
        for label in 0..<surfaces.count {
            var samples: [(basis: [Double], value: Double)] = []
            for y in stride(from: 0, to: size.height, by: 2) {
                for x in stride(from: 0, to: size.width, by: 2) {
                    let index = y * size.width + x
                    if surfaces.labels[index] == Int32(label), excluded.coverage[index] <= 127 {
                        samples.append((Self.basis(x, y, size), Double(logLuminance.values[index])))
                    }
                }
            }
            coefficients.append(Self.fit(samples))
        }
    }

    /// Log luminance expected of a surface at a pixel.
    func expected(_ label: Int32, x: Int, y: Int) -> Float {
        var sum = 0.0
        let basis = Self.basis(x, y, size)
        for (coefficient, value) in zip(coefficients[Int(label)], basis) { sum += coefficient * value }
        return Float(sum)
    }

    private static func basis(_ x: Int, _ y: Int, _ size: PixelSize) -> [Double] {
        let u = 2 * Double(x) / Double(size.width) - 1
        let v = 2 * Double(y) / Double(size.height) - 1
        return [1, u, v, u * u, u * v, v * v]
    }

    /// Least squares, reweighted three times by Tukey's biweight; a constant where there is too little to fit.
    private static func fit(_ samples: [(basis: [Double], value: Double)]) -> [Double] {
        guard samples.count > 60 else {
            let mean = samples.isEmpty ? 0 : samples.reduce(0) { $0 + $1.value } / Double(samples.count)
            return [mean] + [Double](repeating: 0, count: terms - 1)
        }
        var weights = [Double](repeating: 1, count: samples.count)
        var solution = [Double](repeating: 0, count: terms)
        for _ in 0..<4 {
            var matrix = [[Double]](repeating: [Double](repeating: 0, count: terms + 1), count: terms)
            for (sample, weight) in zip(samples, weights) {
                for row in 0..<terms {
                    for column in 0..<terms { matrix[row][column] += weight * sample.basis[row] * sample.basis[column] }
                    matrix[row][terms] += weight * sample.basis[row] * sample.value
                }
            }
            for row in 0..<terms { matrix[row][row] += 1e-6 * Double(samples.count) }
            solution = solve(matrix)
            var residuals = samples.map { sample in
                abs(zip(sample.basis, solution).reduce(sample.value) { $0 - $1.0 * $1.1 })
            }
            let ordered = residuals.sorted()
            let scale = max(6 * ordered[ordered.count / 2], 0.02)
            for index in residuals.indices {
                residuals[index] /= scale
                let inside = max(0, 1 - residuals[index] * residuals[index])
                weights[index] = inside * inside
            }
        }
        return solution
    }

    /// Gaussian elimination with partial pivoting of an augmented matrix.
    private static func solve(_ augmented: [[Double]]) -> [Double] {
        var rows = augmented
        let count = rows.count
        for column in 0..<count {
            let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) }!
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                for entry in column...count { rows[row][entry] -= factor * rows[column][entry] }
            }
        }
        return (0..<count).map { rows[$0][count] / rows[$0][$0] }
    }
}
