import ArgumentParser
import Session

/// What every command that changes a picture takes, and how it goes about it.
struct ChangeOptions: ParsableArguments {
    @OptionGroup var output: OutputOptions
    @Option(help: "A folder for pictures of what was understood and done.") var explain: String?
    @Flag(help: "Print the plan, the scene and timings as JSON.") var json = false
    @OptionGroup var scene: SceneOptions

    /// Opens `image`, changes it, and writes and says what came of it.
    func carryOut(
        on image: String, takingFrom other: String? = nil, _ change: (EditingSession) throws -> Plan
    ) throws {
        let path = try output.checkedPath(for: image, json: json)
        let session = try scene.open(image, takingFrom: other)
        let before = session.scene
        let plan = try change(session)
        let result = session.render()
        if let explain { try session.explain(plan, in: explain) }
        let cutouts = try Cutouts(session.cutouts(), of: plan, image: image, output: output)
        if !cutouts.areAll { try result.deliver(to: path) }
        try cutouts.deliver()
        try plan.print(json: json, session: session, before: before, after: session.scene)
    }

    /// The same as a round of a session over `image`, which begins here where there is no such file.
    func carryOut(
        on image: String, in file: String, takingFrom other: String? = nil,
        _ change: (StoredSession) async throws -> Outcome
    ) async throws {
        let path = try output.checkedPath(for: image, json: json)
        let options = try scene.editing(takingFrom: other)
        let session: StoredSession
        if StoredSession.exists(at: file) {
            session = try StoredSession(at: file, options: options)
            try await session.check(isOver: image)
        } else {
            session = try StoredSession.create(at: file, opening: image, options: options)
        }
        try await session.notes.forEach(Terminal.warn)
        let outcome = try await change(session)
        if let explain, let round = outcome.round { try await session.explain(round.plan, in: explain) }
        try await outcome.deliver(from: session, beside: image, output, picture: path, json: json)
    }
}
