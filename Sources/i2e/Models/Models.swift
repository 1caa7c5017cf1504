import ArgumentParser

struct Models: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists, fetches, checks and runs networks.",
        subcommands: [List.self, Show.self, Pull.self, Add.self, Remove.self, Verify.self, Path.self]
            + networkCommands)

    /// Every subcommand takes it, so that a script need not know which of them would reach out: only `pull` does.
    struct Reach: ParsableArguments {
        @Flag(help: "Never reach out over the network.") var offline = false
    }
}
