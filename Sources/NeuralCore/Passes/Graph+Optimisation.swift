extension Graph {
    /// Makes the graph cheaper to run without changing what it computes, but for rounding.
    mutating func optimise() throws(NeuralError) {
        dropUnused()
        try recogniseCompositions()
        dropUnused()
        try fuse()
        try layPicturesChannelsLast()
        dropUnused()
    }

    /// How often each value is read, by nodes and by fetches.
    var readings: [Int] {
        var readings = [Int](repeating: 0, count: values.count)
        for node in nodes { for case let place? in node.inputs { readings[place] += 1 } }
        for fetch in fetches { readings[fetch.place] += 1 }
        return readings
    }
}
