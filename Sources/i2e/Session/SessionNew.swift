import ArgumentParser
import Session

struct SessionNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Takes a picture apart and starts a session on it.")

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Option(name: [.short, .customLong("output")], help: "The session's file, FILE.i2e; it must not be there yet.")
    var output: String
    @Option(help: ArgumentHelp("A box around an object.", valueName: "x,y,w,h[:name]")) var box: [BoxPrompt] = []
    @Option(help: ArgumentHelp("A mask of an object, white on black.", valueName: "file[:name]"))
    var mask: [MaskPrompt] = []
    @Option(help: ArgumentHelp("A pixel of an object.", valueName: "x,y[:name]")) var point: [PointPrompt] = []

    func validate() throws {
        if output == "-" { throw ValidationError("A session cannot go to standard output.") }
    }

    func run() async throws {
        var options = EditingSession.Options()
        options.prompts = box.map(\.prompt) + point.map(\.prompt)
        for mask in mask { options.prompts.append(try mask.prompt()) }
        options.progress = Terminal.progress
        let session = try StoredSession.create(at: output, opening: image, options: options)
        try await session.notes.forEach(Terminal.warn)
        let layers = try await session.scene.layers.map(\.name)
        Terminal.say("wrote \(output): \(layers.isEmpty ? "no layers" : layers.joined(separator: ", "))")
    }
}
