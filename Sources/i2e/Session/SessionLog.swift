import ArgumentParser
import Session

struct SessionLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Lists the rounds of every branch.")

    @OptionGroup var session: SessionArgument
    @Flag(help: "Print every round with its plan, actions and timings as JSON.") var json = false

    func run() async throws {
        let log = try await session.openForReading().log
        if json {
            Terminal.output(try log.json())
        } else {
            log.lines.forEach(Terminal.say)
        }
    }
}

struct SessionShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Draws the picture after a round.")

    @OptionGroup var session: SessionArgument
    @Option(
        name: [.short, .customLong("output")],
        help: "The picture to write, PNG or JPEG by its extension (default: FILE with -round-N.png).")
    var output: String?
    @Option(help: "The round; 0 is the picture as it was opened, without one it is the latest in force.")
    var round: Int?

    func run() async throws {
        if let output { _ = try PictureFormat(path: output) }
        let stored = try session.openForReading()
        let head = try await stored.head
        let number = round ?? head
        try await stored.render(round: number).deliver(to: output ?? session.path("round-\(number).png"))
    }
}
