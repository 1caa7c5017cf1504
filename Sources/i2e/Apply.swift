import ArgumentParser
import Session

struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Carries out a script of actions on a picture.")

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Argument(help: "A script, JSON or YAML.") var script: String
    @OptionGroup var output: OutputOptions
    @Option(help: "A folder for pictures of what was understood and done.") var explain: String?
    @Flag(help: "Print the plan, the scene and timings as JSON.") var json = false
    @OptionGroup var scene: SceneOptions

    func run() throws {
        let path = try output.checkedPath(for: image, json: json)
        let script = try Script(contentsOf: script == "-" ? "/dev/stdin" : script)
        let session = try scene.open(image)
        let before = session.scene
        let plan = try session.run(script)
        let result = session.render()
        if let explain { try session.explain(plan, in: explain) }
        try result.deliver(to: path)
        try plan.print(json: json, session: session, before: before, after: session.scene)
    }
}
