import ArgumentParser
import NeuralCore

extension Models {
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Compares installed models with their SHA-256.")

        @Argument(help: "The model's name (default: every installed one).") var name: String?
        @OptionGroup var reach: Reach

        func run() throws {
            let store = try ModelStore()
            let named = try name.map { [try store.entry(named: $0)] }
            for entry in named ?? store.allEntries.filter(store.isInstalled) {
                try store.verify(entry)
                Terminal.say("\(entry.name) is whole")
            }
        }
    }
}
