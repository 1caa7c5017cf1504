import ArgumentParser
import Foundation
import NeuralCore
import Session

extension Models {
    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs a network over tensors in .npy files.",
            discussion: """
                Each input is read from DIR/<its name>.npy and each output written to <its name>.npy; slashes and colons in
                names become underscores.
                """)

        @OptionGroup var network: NetworkOptions
        @Option(help: "The folder with the inputs.") var inputs: String
        @Option(name: .shortAndLong, help: "The folder for the outputs; made where it is missing.") var output: String

        func run() throws {
            let graph = try network.graph()
            let tensors = try network.inputs(of: graph, from: inputs)
            let names = graph.fetches.map(\.name)
            let ready = try Network(graph.specialised(for: tensors.map(\.type)), threadCount: network.threads)
            let results = try ready(tensors)
            do {
                try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            } catch {
                throw Failure(kind: .cannotWrite, message: "cannot make '\(output)': \(error.localizedDescription)")
            }
            for (name, result) in zip(names, results) {
                try NumPyFile.write(result, to: output + "/" + NetworkOptions.fileName(name))
            }
        }
    }
}
