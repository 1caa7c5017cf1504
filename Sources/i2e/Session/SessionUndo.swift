import ArgumentParser
import Session

struct SessionUndo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Goes back a round; nothing is forgotten.")

    @OptionGroup var session: SessionArgument
    @Argument(help: "How many rounds.") var count = 1

    func validate() throws {
        if count < 1 { throw ValidationError("The number of rounds is 1 or more.") }
    }

    func run() async throws {
        for round in try await session.openForReading().undo(count) {
            Terminal.say("undid round \(round.number): \(round.title)")
        }
    }
}

struct SessionRedo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redo", abstract: "Goes forward to the round that was undone last.")

    @OptionGroup var session: SessionArgument
    @Argument(help: "How many rounds.") var count = 1

    func validate() throws {
        if count < 1 { throw ValidationError("The number of rounds is 1 or more.") }
    }

    func run() async throws {
        for round in try await session.openForReading().redo(count) {
            Terminal.say("did round \(round.number) again: \(round.title)")
        }
    }
}

struct SessionBranch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "branch",
        abstract: "Goes to any round; what is said next goes on from there, and the other rounds stay.")

    @OptionGroup var session: SessionArgument
    @Argument(help: "The round's number; 0 is the picture as it was opened.") var round: Int

    func run() async throws {
        try await session.openForReading().branch(from: round)
        Terminal.say(round == 0 ? "at the picture as it was opened" : "at round \(round)")
    }
}
