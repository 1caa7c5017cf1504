import ArgumentParser
import Session

struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Carries out a script of actions on a picture.")

    @Argument(help: "A PNG or JPEG file, or a session's file.") var image: String
    @Argument(help: "A script, JSON or YAML.") var script: String
    @OptionGroup var options: ChangeOptions

    func run() async throws {
        if StoredSession.isSession(at: image) { return try await applyToSession() }
        let script = try Script(contentsOf: script == "-" ? "/dev/stdin" : script)
        try options.carryOut(on: image) { try $0.run(script) }
    }

    /// As a round of its own; a picture is written where a place for it is named.
    private func applyToSession() async throws {
        if options.output.output != nil { _ = try options.output.checkedPath(for: image, json: options.json) }
        let text = try Script.text(of: script == "-" ? "/dev/stdin" : script)
        let session = try StoredSession(at: image, options: options.scene.editing())
        let outcome = try await session.run(script: text, name: script)
        if let folder = options.explain, let round = outcome.round { try await session.explain(round.plan, in: folder) }
        try await outcome.deliver(
            from: session, beside: image, options.output, picture: options.output.output, json: options.json)
    }
}
