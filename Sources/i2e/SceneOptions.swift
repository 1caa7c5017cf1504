public import ArgumentParser
import Foundation
public import Session

/// How edits are planned and what physics makes of them.
struct SceneOptions: ParsableArguments {
    @Option(help: "What becomes of things left without support: auto, strict (refuse) or off.")
    var physics = PhysicsPolicy.auto

    @Option(
        help:
            "Who reads the instruction: grammar, llm (the language model at I2E_LLM_URL) or auto (it where the grammar does not understand)."
    )
    var planner = PlannerKind.auto

    /// Opens a picture; says what a person should know about how that went.
    func open(_ image: String, takingFrom other: String? = nil) throws -> EditingSession {
        let session = try EditingSession(opening: image, options: editing(takingFrom: other))
        session.notes.forEach(Terminal.warn)
        return session
    }

    /// How rounds are planned.
    func editing(takingFrom other: String? = nil) throws -> EditingSession.Options {
        let environment = ProcessInfo.processInfo.environment
        var options = EditingSession.Options()
        options.physics = physics
        options.from = other
        options.reader = try planner.reader(in: environment)
        options.generator = try ImageGenerator.configured(by: environment)
        options.progress = Terminal.progress
        if let folder = environment["I2E_ASSETS"] { options.assets = try Asset.folder(folder) }
        return options
    }
}

/// Where things may come from.
struct SourceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Another picture, which the instruction takes things from.", valueName: "image"))
    var from: String?
}

enum PlannerKind: String, ExpressibleByArgument, CaseIterable, CustomStringConvertible {
    case auto, grammar, llm
    var description: String { rawValue }

    /// - Throws: before any work is done, where the model that is asked for is not configured.
    func reader(in environment: [String: String]) throws -> Planner.Reader {
        switch self {
        case .grammar: return .grammar
        case .auto: return .auto(try LanguageModel.configured(by: environment))
        case .llm:
            guard let model = try LanguageModel.configured(by: environment) else { throw PlannerError.noLanguageModel }
            return .languageModel(model)
        }
    }
}

extension PhysicsPolicy: ExpressibleByArgument {}
