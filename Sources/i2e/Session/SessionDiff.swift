import ArgumentParser
import Session

struct SessionDiff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Says what differs between two rounds.")

    @OptionGroup var session: SessionArgument
    @Argument(help: "A round's number; 0 is the picture as it was opened.") var from: Int
    @Argument(help: "Another.") var to: Int
    @Option(
        name: [.short, .customLong("output")], help: "Write a picture: what differs in colour, all else grey and pale.")
    var output: String?
    @Flag(help: "Print what differs as JSON.") var json = false

    func run() async throws {
        var place = OutputOptions()
        place.output = output
        if output != nil { _ = try place.checkedPath(for: session.file, json: json) }
        let difference = try await session.openForReading().difference(from: from, to: to)
        if let output { try difference.picture.deliver(to: output) }
        if json {
            Terminal.output(try difference.json())
        } else {
            difference.sentences.forEach(Terminal.say)
        }
    }
}
