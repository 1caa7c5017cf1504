import ArgumentParser
import Session

struct SessionSay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "say", abstract: "Does what a sentence says, as a new round; \"undo that\" goes back.")

    @OptionGroup var session: SessionArgument
    @Argument(help: "What to do, for example \"move the cup left\".") var instruction: String
    @Option(name: [.short, .customLong("output")], help: "Also write the picture, PNG or JPEG by its extension.")
    var output: String?
    @Option(
        help: ArgumentHelp(
            "First give a layer another mask: as large as the picture, white is the layer.", valueName: "layer=file"))
    var mask: [LayerMaskArgument] = []
    @Flag(help: "Print the plan, the scene and timings as JSON.") var json = false
    @OptionGroup var cut: StepOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var scene: SceneOptions

    func run() async throws {
        var place = OutputOptions()
        place.output = output
        if output != nil { _ = try place.checkedPath(for: session.file, json: json) }
        let stored = try session.open(scene.editing(takingFrom: source.from))
        let outcome = try await stored.say(
            instruction, inSteps: cut.steps, masks: mask.map { try $0.layerMask() })
        try await outcome.deliver(from: stored, beside: session.file, place, picture: output, json: json)
    }
}

/// `layer=file`, the layer by its id or name.
struct LayerMaskArgument: ExpressibleByArgument {
    let layer: String
    let file: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        (layer, file) = (parts[0], parts[1])
    }

    func layerMask() throws -> LayerMask {
        LayerMask(layer: layer, mask: Mask(brightnessOf: try Picture.read(from: file).image))
    }
}

extension Outcome {
    /// Writes what was cut out, beside `image` where no place is named, and the picture, where one is; says what was done.
    func deliver(
        from session: StoredSession, beside image: String, _ output: OutputOptions, picture path: String?, json: Bool
    ) async throws {
        let files = try round.map { try Cutouts(cutouts, of: $0.plan, image: image, output: output) }
        if let path, files?.areAll != true { try await session.render().deliver(to: path) }
        try files?.deliver()
        try print(json: json)
    }
}
