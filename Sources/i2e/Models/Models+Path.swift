import ArgumentParser
import NeuralCore

extension Models {
    struct Path: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prints where an installed model's file is.")

        @Argument(help: "The model's name.") var name: String
        @OptionGroup var reach: Reach

        func run() throws {
            let store = try ModelStore()
            print(try store.installedPath(for: store.entry(named: name)))
        }
    }
}
