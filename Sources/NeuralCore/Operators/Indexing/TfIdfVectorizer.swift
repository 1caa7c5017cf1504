/// How often each of a list of sequences (n-grams) comes in a row of integers, with up to some integers left out between neighbours, and
/// weighted.
package struct TfIdfVectorizer: Operator {
    package enum Mode: String, Sendable {
        case frequency = "TF"
        /// Whether it comes at all, weighted.
        case presence = "IDF"
        case weightedFrequency = "TFIDF"
    }

    private let mode: Mode
    private let lengths: ClosedRange<Int>
    private let mostSkipped: Int
    /// The column of each sequence that is counted.
    private let columns: [[Int]: Int]
    private let columnCount: Int
    private let weights: [Float]

    static let onnx = ONNXOperator("TfIdfVectorizer", opsets: 9...28) { node throws(NeuralError) in
        func required(_ name: String) throws(NeuralError) -> Int {
            guard let value = try node.integer(name) else { throw node.missing(name) }
            guard (0...1 << 20).contains(value) else { throw node.unsupported(name, "\(value)") }
            return value
        }
        guard !node.has("pool_strings") else { throw node.unsupported("pool_strings", "given") }
        guard let pool = try node.integers("pool_int64s") else { throw node.missing("pool_int64s") }
        guard let starts = try node.integers("ngram_counts") else { throw node.missing("ngram_counts") }
        guard let columns = try node.integers("ngram_indexes") else { throw node.missing("ngram_indexes") }
        guard let mode = Mode(rawValue: try node.text("mode") ?? "") else { throw node.missing("mode") }
        let (shortest, longest) = (try required("min_gram_length"), try required("max_gram_length"))
        guard shortest >= 1, longest >= shortest else { throw node.unsupported("max_gram_length", "\(longest)") }
        return try TfIdfVectorizer(
            mode, lengths: shortest...longest, mostSkipped: required("max_skip_count"), pool: pool, starts: starts,
            columns: columns, weights: node.floats("weights") ?? [], node: node.name)
    }

    /// `pool` holds sequences of one integer, then of two, and so on; `starts` is where each length begins.
    package init(
        _ mode: Mode, lengths: ClosedRange<Int>, mostSkipped: Int = 0, pool: [Int], starts: [Int], columns: [Int],
        weights: [Float] = [], node: String = "TfIdfVectorizer"
    ) throws(NeuralError) {
        func bad(_ reason: String) -> NeuralError { .badNode(node: node, reason: reason) }
        (self.mode, self.lengths, self.mostSkipped, self.weights) = (mode, lengths, mostSkipped, weights)
        var found: [[Int]: Int] = [:]
        var index = 0
        for (place, start) in starts.enumerated() {
            let (length, end) = (place + 1, place + 1 < starts.count ? starts[place + 1] : pool.count)
            guard start >= 0, start <= end, end <= pool.count, (end - start).isMultiple(of: length) else {
                throw bad("its list of sequences of \(length) is damaged")
            }
            for first in stride(from: start, to: end, by: length) {
                guard index < columns.count, (0..<Shape.elementLimit).contains(columns[index]) else {
                    throw bad("sequence \(index) has no column")
                }
                let sequence = Array(pool[first..<first + length])
                if found[sequence] == nil { found[sequence] = columns[index] }
                index += 1
            }
        }
        self.columns = found
        columnCount = (columns.max() ?? -1) + 1
        guard weights.isEmpty || weights.count >= columnCount else {
            throw bad("\(weights.count) weights for \(columnCount) columns")
        }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try inputs(0, .int64, .int32).shape
        guard shape.rank <= 2 else { throw inputs.badInput(0, "is \(shape), expected rows") }
        let rows = shape.rank == 2 ? shape[0] : 1
        let result = try inputs.shape((shape.rank == 2 ? [rows] : []) + [columnCount])
        let values = try inputs.integers(0)
        let rowLength = rows == 0 ? 0 : values.count / rows
        var counts = [Float](repeating: 0, count: result.count)
        for row in 0..<rows { count(values[row * rowLength..<(row + 1) * rowLength], into: &counts, row * columnCount) }
        for place in counts.indices {
            let weight = mode == .frequency || weights.isEmpty ? 1 : weights[place % columnCount]
            counts[place] = weight * (mode == .presence ? min(counts[place], 1) : counts[place])
        }
        return [.known(Tensor(shape: result, values: counts))]
    }

    private func count(_ row: ArraySlice<Int>, into counts: inout [Float], _ start: Int) {
        for length in lengths where length <= row.count {
            // A single integer has no neighbours to leave out.
            for step in 1...(length == 1 ? 1 : mostSkipped + 1) {
                guard step * (length - 1) < row.count else { break }
                for first in row.startIndex..<row.endIndex - step * (length - 1) {
                    let sequence = (0..<length).map { row[first + $0 * step] }
                    if let column = columns[sequence] { counts[start + column] += 1 }
                }
            }
        }
    }
}
