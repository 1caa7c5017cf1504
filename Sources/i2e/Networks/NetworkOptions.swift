import ArgumentParser
import NeuralCore

/// Which network, and how to run it.
struct NetworkOptions: ParsableArguments {
    @Argument(help: "An ONNX model, or a TensorFlow frozen graph with --feed and --fetch.") var file: String
    @Option(help: ArgumentHelp("A frozen graph's node to feed.", valueName: "name=1,300,300,3"))
    var feed: [String] = []
    @Option(help: ArgumentHelp("A frozen graph's node to fetch.", valueName: "name")) var fetch: [String] = []
    @Option(help: "How many threads to use.") var threads = 1

    func validate() throws {
        guard (1...256).contains(threads) else { throw ValidationError("--threads is 1 to 256, not \(threads)") }
        _ = try feeds()
    }

    func graph() throws -> Graph {
        try NetworkFile.graph(file, feeds: feeds(), fetches: fetch)
    }

    /// The graph's inputs, each from its file in a folder.
    func inputs(of graph: Graph, from folder: String) throws -> [Tensor] {
        try graph.inputs.map { input in
            let name = graph.values[input.place].name
            return try NumPyFile.read(folder + "/" + Self.fileName(name), as: input.element)
        }
    }

    private func feeds() throws -> [(name: String, shape: Shape)] {
        try feed.map { try Self.namedShape($0, option: "--feed") }
    }

    /// `name=1,3,224,224`.
    static func namedShape(_ text: String, option: String) throws -> (name: String, shape: Shape) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        let extents = parts.count == 2 ? parts[1].split(separator: ",").map { Int($0) } : []
        guard parts.count == 2, extents.allSatisfy({ $0 != nil }), let shape = Shape(validating: extents.map { $0! })
        else { throw ValidationError("\(option) is NAME=EXTENT,EXTENT,…, not '\(text)'") }
        return (String(parts[0]), shape)
    }

    /// The name of an input's or output's file.
    static func fileName(_ name: String) -> String {
        String(name.map { $0 == "/" || $0 == ":" ? "_" : $0 }) + ".npy"
    }
}
