import Foundation

/// A network in a file, of whichever format: ONNX, or a TensorFlow frozen graph with the nodes to feed and to fetch.
package enum NetworkFile {
    /// Reads the graph. `feeds` and `fetches` are for frozen graphs, whose files do not say; ONNX models need none.
    package static func graph(
        _ path: String, feeds: [(name: String, shape: Shape)] = [], fetches: [String] = []
    ) throws(NeuralError) -> Graph {
        guard feeds.isEmpty, fetches.isEmpty else {
            return try FrozenGraph(contentsOf: path).subgraph(feeding: feeds, fetching: fetches)
        }
        return try ONNXModel(contentsOf: path).graph()
    }
}
