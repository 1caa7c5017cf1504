public import ArgumentParser
import Foundation
public import Session

/// How edits are planned and what physics makes of them.
struct SceneOptions: ParsableArguments {
    @Option(help: "What becomes of things left without support: auto, strict (refuse) or off.")
    var physics = PhysicsPolicy.auto

    @Option(help: "Who reads the instruction: grammar.")
    var planner = PlannerKind.grammar

    /// Opens a picture; says what a person should know about how that went.
    func open(_ image: String) throws -> EditingSession {
        guard planner == .grammar else {
            throw SessionError.unavailable(what: "the planner '\(planner)'", instead: "use --planner grammar")
        }
        var options = EditingSession.Options()
        options.physics = physics
        options.progress = Terminal.progress
        if let folder = ProcessInfo.processInfo.environment["I2E_ASSETS"] { options.assets = try Asset.folder(folder) }
        let session = try EditingSession(opening: image, options: options)
        session.notes.forEach(Terminal.warn)
        return session
    }
}

enum PlannerKind: String, ExpressibleByArgument, CaseIterable, CustomStringConvertible {
    case grammar, llm
    var description: String { rawValue }
}

extension PhysicsPolicy: ExpressibleByArgument {}
