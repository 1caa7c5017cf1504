import ArgumentParser
import NeuralCore

extension Models {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows where a model comes from, and what it takes and gives.")

        @Argument(help: "The model's name.") var name: String
        @OptionGroup var reach: Reach

        func run() throws {
            let store = try ModelStore()
            let entry = try store.entry(named: name)
            print("\(entry.name): \(entry.summary)")
            if let format = entry.format { print("format   \(format)") }
            print("size     \(entry.byteCount) bytes")
            print("SHA-256  \(entry.sha256)")
            if let license = entry.license { print("licence  \(license)") }
            if let origin = entry.origin { print("origin   \(origin)") }
            for source in entry.sources { print("source   \(source)") }
            print("file     \(store.path(for: entry)) (\(store.isInstalled(entry) ? "installed" : "missing"))")
            for port in entry.contract?.inputs ?? [] { print("input    \(port)") }
            for port in entry.contract?.outputs ?? [] { print("output   \(port)") }
        }
    }
}
