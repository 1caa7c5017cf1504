import Foundation

/// An operator on each element.
package enum UnaryOperator: String, Hashable, Sendable {
    case relu
    case relu6
    case sigmoid
    case reciprocalSquareRoot

    package func apply(
        _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int
    ) {
        switch self {
        case .relu: for index in 0..<count { output[index] = max(input[index], 0) }
        case .relu6: for index in 0..<count { output[index] = min(max(input[index], 0), 6) }
        case .sigmoid: for index in 0..<count { output[index] = 1 / (1 + exp(-input[index])) }
        case .reciprocalSquareRoot: for index in 0..<count { output[index] = 1 / input[index].squareRoot() }
        }
    }
}

/// An operator on two elements.
package enum BinaryOperator: String, Hashable, Sendable {
    case add
    case subtract
    case multiply

    /// `output[i] = left[i] ∘ right[i]`; the operand with fewer elements starts again from its first when it ends.
    package func apply(
        _ left: UnsafePointer<Float>, leftCount: Int, _ right: UnsafePointer<Float>, rightCount: Int,
        into output: UnsafeMutablePointer<Float>
    ) {
        let count = max(leftCount, rightCount)
        let period = min(leftCount, rightCount)
        for start in stride(from: 0, to: count, by: period) {
            let left = leftCount == count ? left + start : left
            let right = rightCount == count ? right + start : right
            let output = output + start
            switch self {
            case .add: for index in 0..<period { output[index] = left[index] + right[index] }
            case .subtract: for index in 0..<period { output[index] = left[index] - right[index] }
            case .multiply: for index in 0..<period { output[index] = left[index] * right[index] }
            }
        }
    }

    /// The shape of the result, or nil where neither operand repeats to fill the other: apart from leading ones, the
    /// smaller shape must be the end of the larger.
    static func resultShape(_ left: Shape, _ right: Shape) -> Shape? {
        let (large, small) =
            (left.count, left.rank) >= (right.count, right.rank) ? (left, right) : (right, left)
        let tail = small.extents.drop { $0 == 1 }
        guard small.rank <= large.rank, large.extents.suffix(tail.count).elementsEqual(tail) else { return nil }
        return large
    }
}
