import ArgumentParser
import Foundation
import NeuralCore
import Session

struct Models: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists, fetches and checks the networks i2e can use.",
        subcommands: [List.self, Pull.self, Verify.self, Path.self] + networkCommands)

    /// Every subcommand takes it, so that a script need not know which of them would reach out: only `pull` does.
    struct Reach: ParsableArguments {
        @Flag(help: "Never reach out over the network.") var offline = false
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows what can be installed and what is.")

        @OptionGroup var reach: Reach

        func run() throws {
            let store = try ModelStore()
            for entry in store.entries {
                let state = store.isInstalled(entry) ? "installed" : "missing"
                let megabytes = (entry.byteCount + 500_000) / 1_000_000
                print("\(entry.name)\t\(state)\t\(megabytes) MB\t\(entry.license)\t\(entry.summary)")
            }
        }
    }

    struct Pull: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Fetches a model and checks its SHA-256.")

        @Argument(help: "The model's name.") var name: String
        @OptionGroup var reach: Reach

        func run() throws {
            let store = try ModelStore()
            let entry = try store.entry(named: name)
            Terminal.progress("fetching \(name)")
            switch try store.pull(entry, allowsDownload: !reach.offline) {
            case .alreadyInstalled: Terminal.say("\(name) is installed: \(store.path(for: entry))")
            case .fetched: Terminal.say("\(name) fetched: \(store.path(for: entry))")
            }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Compares installed models with their SHA-256.")

        @Argument(help: "The model's name (default: every installed one).") var name: String?
        @OptionGroup var reach: Reach

        func run() throws {
            let store = try ModelStore()
            let named = try name.map { [try store.entry(named: $0)] }
            for entry in named ?? store.entries.filter(store.isInstalled) {
                try store.verify(entry)
                Terminal.say("\(entry.name) is whole")
            }
        }
    }

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
