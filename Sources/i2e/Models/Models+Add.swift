import ArgumentParser
import NeuralCore

extension Models {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copies a model's file into the store.",
            discussion: """
                Under the name of a listed model it must be that model's file. Any other name is taken as it is, and the \
                file's SHA-256 is recorded for `models verify`.
                """)

        @Argument(help: "The model's name.") var name: String
        @Argument(help: "An .onnx, .pb or .safetensors file.") var file: String
        @Flag(help: "Replace a model that is there already.") var replace = false
        @OptionGroup var reach: Reach

        func run() throws {
            let store = try ModelStore()
            let entry = try store.add(name, from: file, replacing: replace)
            Terminal.say("\(name) added: \(store.path(for: entry)), SHA-256 \(entry.sha256)")
        }
    }
}
