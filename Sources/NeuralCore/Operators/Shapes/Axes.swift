extension Operands {
    /// Axes of a shape of this rank, counted from the end where they are negative. Throws where one is outside or comes
    /// twice.
    func axes(_ axes: [Int], ofRank rank: Int) throws(NeuralError) -> [Int] {
        var counted: [Int] = []
        for axis in axes {
            guard axis >= -rank, axis < rank else { throw bad("axis \(axis) is outside a tensor of rank \(rank)") }
            let place = axis < 0 ? axis + rank : axis
            guard !counted.contains(place) else { throw bad("axis \(axis) is given twice") }
            counted.append(place)
        }
        return counted
    }

    /// The integers that an attribute gives, or else input `index`.
    func integers(_ attribute: [Int]?, orInput index: Int) throws(NeuralError) -> [Int] {
        if let attribute { attribute } else { try integers(index) }
    }

    /// The integers that an attribute gives, or else input `index`; nil where neither does.
    func optionalIntegers(_ attribute: [Int]? = nil, orInput index: Int) throws(NeuralError) -> [Int]? {
        if let attribute { return attribute }
        return optional(index) == nil ? nil : try integers(index)
    }
}

extension ChannelsLast {
    /// Where the axes of batch × channels × rows × columns are in batch × rows × columns × channels.
    static let axes = [0, 3, 1, 2]
}
