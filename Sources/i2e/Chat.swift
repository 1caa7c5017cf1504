import ArgumentParser
import Session

struct Chat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Edits a picture at a prompt, round by round.")

    @Argument(help: "A PNG or JPEG file, or a session's file.") var file: String

    func run() async throws {}
}
