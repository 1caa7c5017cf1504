import ArgumentParser
import Session

struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Does what a sentence says to a picture.",
        usage: "i2e edit <image> <instruction> [-o <output>] [--explain <dir>] [--json]")

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Argument(help: "What to do, for example \"move the cup left\".") var instruction: String
    @OptionGroup var output: OutputOptions
    @Option(help: "A folder for pictures of what was understood and done.") var explain: String?
    @Flag(help: "Print the plan, the scene and timings as JSON.") var json = false
    @OptionGroup var scene: SceneOptions

    func run() throws {
        let path = try output.checkedPath(for: image, json: json)
        let session = try scene.open(image)
        let before = session.scene
        let plan = try session.edit(instruction)
        let result = session.render()
        if let explain { try session.explain(plan, in: explain) }
        try result.deliver(to: path)
        try plan.print(json: json, session: session, before: before, after: session.scene)
    }
}
