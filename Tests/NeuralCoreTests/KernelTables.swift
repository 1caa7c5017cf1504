import CKernels
import SeededRandom

/// The kernels of every instruction set that this processor has.
struct KernelTable: CustomStringConvertible, Sendable {
    let name: String
    let kernels: CKKernels

    var description: String { name }

    static let all: [KernelTable] = [("baseline", CKBaseline), ("AVX2", CKAVX2), ("AVX-512", CKAVX512)].compactMap {
        name, set in ck_kernels(set).map { KernelTable(name: name, kernels: $0.pointee) }
    }
}

extension CKRange {
    init(_ range: Range<Int>) { self.init(first: range.lowerBound, last: range.upperBound) }
}

extension SeededRandom {
    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
