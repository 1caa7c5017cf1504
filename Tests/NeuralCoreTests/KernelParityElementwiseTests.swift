import CKernels
import Foundation
import SeededRandom
import Testing

@Suite struct KernelParityElementwiseTests {
    /// A function, its twin in double precision, and the relative error allowed where |result| > 1e-30.
    struct Case: CustomStringConvertible, Sendable {
        let description: String
        let function: CKFunction
        var range: ClosedRange<Float> = -20...20
        var alpha: Float = 1
        var beta: Float = 1
        var tolerance = 5e-7
        let twin: @Sendable (Double) -> Double
    }

    static let cases = [
        Case(description: "exp", function: CKExp, range: -80...80) { exp($0) },
        Case(description: "log", function: CKLog, range: 1e-37...1e30) { log($0) },
        Case(description: "log near 1", function: CKLog, range: 0.5...2) { log($0) },
        Case(description: "tanh", function: CKTanh) { tanh($0) },
        Case(description: "tanh near 0", function: CKTanh, range: -1...1) { tanh($0) },
        Case(description: "sigmoid", function: CKSigmoid, range: -60...60) { 1 / (1 + exp(-$0)) },
        Case(description: "erf", function: CKErf, range: -6...6) { erf($0) },
        Case(description: "gelu", function: CKGelu, range: -5...20, tolerance: 2e-6) {
            $0 * erfc(-$0 / 2.squareRoot()) / 2
        },
        Case(description: "gelu's tail", function: CKGelu, range: -8.9 ... -5, tolerance: 5e-5) {
            $0 * erfc(-$0 / 2.squareRoot()) / 2
        },
        Case(description: "gelu by tanh", function: CKGeluTanh, range: -6...20, tolerance: 4e-6) {
            $0 / (1 + exp(-2 * (2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0)))
        },
        Case(description: "swish", function: CKSwish, alpha: 1.5, tolerance: 2e-6) { $0 / (1 + exp(-1.5 * $0)) },
        Case(description: "hard sigmoid", function: CKHardSigmoid, alpha: 0.25, beta: 0.5) {
            min(max($0 / 4 + 0.5, 0), 1)
        },
        Case(description: "hard swish", function: CKHardSwish, alpha: 0.25, beta: 0.5) {
            $0 * min(max($0 / 4 + 0.5, 0), 1)
        },
        Case(description: "mish", function: CKMish, range: -60...60, tolerance: 1e-6) { $0 * tanh(log1p(exp($0))) },
        Case(description: "softplus", function: CKSoftplus, range: -60...60) { max($0, 0) + log1p(exp(-abs($0))) },
        Case(description: "elu", function: CKElu, alpha: 2, beta: 1.5) { $0 > 0 ? 1.5 * $0 : 2 * expm1($0) },
        Case(description: "leaky relu", function: CKLeakyRelu, alpha: 0.25) { $0 > 0 ? $0 : $0 / 4 },
        Case(description: "clamp", function: CKClamp, alpha: -1, beta: 6) { min(max($0, -1), 6) },
    ]

    @Test(arguments: KernelTable.all, cases) func agrees(table: KernelTable, with function: Case) {
        var random = SeededRandom(seed: 1)
        let numbers = (0..<4001).map { _ in Float.random(in: function.range, using: &random) }
        let results = table.apply(function, to: numbers)
        for (x, result) in zip(numbers, results) {
            let expected = function.twin(Double(x))
            let allowed = max(abs(expected) * function.tolerance, 1e-30)
            #expect(abs(Double(result) - expected) <= allowed, "\(function)(\(x)) is \(expected), not \(result)")
        }
        // Where an element lies makes no difference to it.
        for count in 1...40 {
            #expect(table.apply(function, to: Array(numbers[..<count])) == Array(results[..<count]), "first \(count)")
        }
    }

    @Test(arguments: KernelTable.all, cases) func notANumberStays(table: KernelTable, function: Case) {
        #expect(table.apply(function, to: [.nan])[0].isNaN)
    }

    @Test(arguments: KernelTable.all) func ends(table: KernelTable) {
        func results(_ function: CKFunction, _ numbers: [Float]) -> [Float] {
            table.apply(Case(description: "", function: function) { $0 }, to: numbers)
        }
        let ends: [Float] = [0, .infinity, -.infinity, 89, -104, 3e38, -3e38]
        #expect(results(CKExp, ends) == [1, .infinity, 0, .infinity, 0, .infinity, 0])
        #expect(results(CKTanh, ends) == [0, 1, -1, 1, -1, 1, -1])
        #expect(results(CKErf, ends) == [0, 1, -1, 1, -1, 1, -1])
        #expect(results(CKSigmoid, ends) == [0.5, 1, 0, 1, 0, 1, 0])
        #expect(results(CKElu, ends) == [0, .infinity, -1, 89, -1, 3e38, -1])
        #expect(results(CKSoftplus, [.infinity, -.infinity, 3e38]) == [.infinity, 0, 3e38])
        #expect(results(CKGelu, [-10, -3e38, 100]) == [0, 0, 100])
        #expect(results(CKLog, [0, 1, .infinity]) == [-.infinity, 0, .infinity])
        #expect(results(CKLog, [-1])[0].isNaN)
    }
}

extension KernelTable {
    func apply(_ function: KernelParityElementwiseTests.Case, to numbers: [Float]) -> [Float] {
        var results = [Float](repeating: 1e9, count: numbers.count)
        kernels.apply(function.function, function.alpha, function.beta, numbers, &results, numbers.count)
        return results
    }
}
