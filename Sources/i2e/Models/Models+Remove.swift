import ArgumentParser
import NeuralCore

extension Models {
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Deletes a model's file from the store.")

        @Argument(help: "The model's name.") var name: String
        @OptionGroup var reach: Reach

        func run() throws {
            let store = try ModelStore()
            try store.remove(store.entry(named: name))
            Terminal.say("\(name) removed")
        }
    }
}
