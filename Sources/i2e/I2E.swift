import ArgumentParser
import Session

@main
struct I2E: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "i2e",
        abstract: "Edits a picture by taking it apart into layers and saying what should change.",
        discussion: """
            A file name of - is standard input or output. Standard output carries the picture or JSON, nothing else.

            Exit codes: 0 done, 3 nothing or several things match, 4 refused, 5 some lines of a chat failed, 64 usage, 65 bad data, 66 no such \
            input, 69 a model or service is unavailable, 70 internal, 73 cannot write the output.
            """,
        version: Engine.version,
        subcommands: [
            Edit.self, Apply.self, PlanCommand.self, ParseCommand.self, Decompose.self, Compose.self, Fill.self,
            SessionCommand.self, Chat.self, Models.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            ExitStatus.leave(after: error)
        }
    }
}
