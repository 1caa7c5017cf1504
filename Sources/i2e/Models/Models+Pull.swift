import ArgumentParser
import NeuralCore

extension Models {
    struct Pull: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetches models and checks their SHA-256.",
            discussion: "A download that was cut off goes on where it stopped. HTTPS_PROXY is heeded.")

        @Argument(help: "The models' names.") var names: [String]
        @Option(help: "Where to fetch the file from instead: https://…, http://… or file:///…") var from: String?
        @OptionGroup var reach: Reach

        func validate() throws {
            guard from == nil || names.count == 1 else {
                throw ValidationError("--from is the address of one model; name one.")
            }
        }

        func run() throws {
            let store = try ModelStore()
            let address = try from.map { try ModelEntry.Source(address: $0) }
            for entry in try names.map(store.entry(named:)) {
                let progress = DownloadProgress(of: entry)
                let outcome = try store.pull(
                    entry, from: address, allowsDownload: !reach.offline, report: progress.show)
                switch outcome {
                case .alreadyInstalled: Terminal.say("\(entry.name) is installed: \(store.path(for: entry))")
                case .fetched: Terminal.say("\(entry.name) fetched: \(store.path(for: entry))")
                }
            }
        }
    }
}
