import ArgumentParser

extension Models {
    /// What can be done with a network in a file.
    static let networkCommands: [any ParsableCommand.Type] = [
        Inspect.self, Bench.self, Run.self, Operators.self,
    ]
}
