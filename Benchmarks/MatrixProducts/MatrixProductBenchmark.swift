import CKernels
import COpenBLAS
import Foundation

/// Times single-precision products of M×K and K×N matrices on one thread, with the right one packed beforehand, against
/// OpenBLAS, and prints JSON: `benchmark-matrix-products M,N,K …`.
@main
enum MatrixProductBenchmark {
    struct Result: Encodable {
        let size: [Int]
        let ours: Double
        let openBLAS: Double

        enum CodingKeys: String, CodingKey {
            case size
            case ours = "ours_gflops"
            case openBLAS = "openblas_gflops"
        }
    }

    static func main() throws {
        openblas_set_num_threads(1)
        let sizes = CommandLine.arguments.dropFirst().map { $0.split(separator: ",").compactMap { Int($0) } }
        guard !sizes.isEmpty, sizes.allSatisfy({ $0.count == 3 && $0.allSatisfy { (1...1 << 16).contains($0) } }) else {
            FileHandle.standardError.write(Data("usage: benchmark-matrix-products M,N,K …\n".utf8))
            exit(64)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        print(String(decoding: try encoder.encode(sizes.map { measure($0[0], $0[1], $0[2]) }), as: UTF8.self))
    }

    private static func measure(_ rows: Int, _ columns: Int, _ depth: Int) -> Result {
        let left = (0..<rows * depth).map { Float($0 % 17) - 8 }
        let right = (0..<depth * columns).map { Float($0 % 13) - 6 }
        var result = [Float](repeating: 0, count: rows * columns)
        let panels = CKRange(first: 0, last: ck_gemm_panels(columns))
        let packed = UnsafeMutableRawBufferPointer.allocate(
            byteCount: ck_gemm_packed_count(depth, columns) * MemoryLayout<Float>.stride, alignment: 64)
        defer { packed.deallocate() }
        let memory = packed.bindMemory(to: Float.self).baseAddress!
        ck_gemm_pack(right, columns, 1, depth, columns, panels, memory)
        let operations = 2 * Double(rows) * Double(columns) * Double(depth)
        let (ours, theirs) = left.withUnsafeBufferPointer { left in
            result.withUnsafeMutableBufferPointer { result in
                let gemm = CKGemm(
                    depth: depth, columns: columns, left: left.baseAddress!, left_stride: depth, right: memory,
                    result: result.baseAddress!, result_stride: columns,
                    epilogue: CKEpilogue(
                        bias: nil, residual: nil, residual_stride: columns, lower: -.infinity, upper: .infinity))
                return fastest(
                    { withUnsafePointer(to: gemm) { ck_gemm($0, CKRange(first: 0, last: rows), panels) } },
                    {
                        cblas_sgemm(
                            CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(depth),
                            1, left.baseAddress!, blasint(depth), right, blasint(columns), 0, result.baseAddress!,
                            blasint(columns))
                    })
            }
        }
        return Result(size: [rows, columns, depth], ours: operations / ours / 1e9, openBLAS: operations / theirs / 1e9)
    }

    /// The fastest of turns taken by two, in seconds.
    private static func fastest(_ first: () -> Void, _ second: () -> Void) -> (Double, Double) {
        let clock = ContinuousClock()
        var times = (Double.infinity, Double.infinity)
        for _ in 0..<20 {
            times.0 = min(times.0, clock.measure(first) / .seconds(1))
            times.1 = min(times.1, clock.measure(second) / .seconds(1))
        }
        return times
    }
}
