extension Graph {
    /// Makes the graph cheaper to run without changing what it computes, but for rounding.
    mutating func optimise() throws(NeuralError) {
        dropUnused()
    }
}
