import ArgumentParser
import Session

struct SessionReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Does what was said in the rounds in force to another picture.")

    @OptionGroup var session: SessionArgument
    @Argument(help: "A PNG or JPEG file.") var image: String
    @OptionGroup var output: OutputOptions
    @OptionGroup var scene: SceneOptions

    func run() async throws {
        let path = try output.checkedPath(for: image)
        let stored = try session.openForReading()
        let result = try await stored.replay(on: Picture.read(from: image), options: scene.editing())
        result.told.forEach(Terminal.say)
        try result.picture.deliver(to: path)
    }
}

struct SessionRedecompose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redecompose", abstract: "Makes layers of what was missed; every round so far holds.")

    @OptionGroup var session: SessionArgument
    @Option(help: ArgumentHelp("A box around an object.", valueName: "x,y,w,h[:name]")) var box: [BoxPrompt] = []
    @Option(help: ArgumentHelp("A mask of an object, white on black.", valueName: "file[:name]"))
    var mask: [MaskPrompt] = []
    @Option(help: ArgumentHelp("A pixel of an object.", valueName: "x,y[:name]")) var point: [PointPrompt] = []
    @Flag(help: "Print the plan, the scene and timings as JSON.") var json = false

    func validate() throws {
        if box.isEmpty, mask.isEmpty, point.isEmpty {
            throw ValidationError("Point out what was missed: --box, --mask or --point.")
        }
    }

    func run() async throws {
        var prompts = box.map(\.prompt) + point.map(\.prompt)
        for mask in mask { prompts.append(try mask.prompt()) }
        try await session.openForReading().redecompose(prompts).print(json: json)
    }
}

struct SessionCompact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact", abstract: "Makes the file as small as it can be; no round is forgotten.")

    @OptionGroup var session: SessionArgument

    func run() async throws {
        let (before, after) = try await session.openForReading().compact()
        Terminal.say("\(session.file): \(before) bytes before, \(after) after")
    }
}
