import ArgumentParser
import Session

@main
struct I2E: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "i2e",
        abstract: "Edits a picture by taking it apart into layers and saying what should change.",
        discussion: """
            A file name of - is standard input or output. Standard output carries the picture or JSON, nothing else.

            Exit codes: 0 done, 3 nothing or several things match, 4 refused, 64 usage, 65 bad data, 66 no such \
            input, 69 a model or service is unavailable, 70 internal, 73 cannot write the output.
            """,
        version: "0.1.0",
        subcommands: [
            Edit.self, Apply.self, PlanCommand.self, ParseCommand.self, Decompose.self, Compose.self, Fill.self,
            Models.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            ExitStatus.leave(after: error)
        }
    }
}
