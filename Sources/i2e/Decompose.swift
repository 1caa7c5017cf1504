import ArgumentParser
import Session

struct Decompose: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes a picture apart into a folder of layers.")

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Option(name: [.short, .customLong("output")], help: "The layer folder to write.") var output: String
    @Option(help: ArgumentHelp("A box around an object.", valueName: "x,y,w,h[:name]")) var box: [BoxPrompt] = []
    @Option(help: ArgumentHelp("A mask of an object, white on black.", valueName: "file[:name]"))
    var mask: [MaskPrompt] = []
    @Option(help: ArgumentHelp("A pixel of an object.", valueName: "x,y[:name]")) var point: [PointPrompt] = []
    @Option(help: "The most layers to keep, the surest first.") var maxLayers: Int?
    @Option(
        help: ArgumentHelp(
            "Make layers only of what an instruction names and what touches, carries or hides it.",
            valueName: "instruction"))
    var relevant: String?
    @Option(help: "A folder for pictures of the layers, their order and their depth.") var explain: String?
    @Flag(help: "Print the scene as JSON.") var json = false

    func validate() throws {
        if output == "-" { throw ValidationError("A layer folder cannot go to standard output.") }
        if let maxLayers, maxLayers < 0 { throw ValidationError("--max-layers is 0 or more.") }
    }

    func run() throws {
        var options = EditingSession.Options()
        options.prompts = box.map(\.prompt) + point.map(\.prompt)
        for mask in mask { options.prompts.append(try mask.prompt()) }
        options.maximumLayers = maxLayers
        options.relevantTo = relevant
        options.progress = Terminal.progress
        let session = try EditingSession(opening: image, options: options)
        session.notes.forEach(Terminal.warn)
        try LayerFolder(output).write(session.scene)
        if let explain { try session.explainLayers(in: explain) }
        Terminal.say("wrote \(output): \(session.scene.layers.map(\.name).joined(separator: ", "))")
        if json { Terminal.output(try SceneDocument(session.scene).json()) }
    }
}
