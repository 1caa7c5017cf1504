public import Foundation
import Synchronization

/// A language model behind an OpenAI-compatible chat endpoint, which plans what the grammar does not understand.
///
/// It remembers what of the chat API its server takes, so keep one for as long as the server is the same.
public final class LanguageModel: Sendable {
    public let settings: Settings
    let dialect = Mutex(ChatDialect())

    public init(_ settings: Settings) { self.settings = settings }

    /// Where it is and how it is asked.
    public struct Settings: Hashable, Sendable {
        /// Of the chat completions.
        public var address: URL
        /// What the server calls it; nil where the server has only one.
        public var name: String?
        /// Sent as a bearer token, and never shown.
        public var key: String?
        /// For the whole of a plan, every try included.
        public var timeLimitInSeconds = 60.0
        /// How often it may answer before its plan is given up.
        public var tries = 3
        /// Whether it is shown the picture.
        public var takesPictures = false

        public init(address: URL) { self.address = address }
    }

    /// What plans and progress call it.
    var title: String { settings.name ?? "the language model" }
}

extension LanguageModel {
    /// The model that `I2E_LLM_URL`, `I2E_LLM_MODEL`, `I2E_LLM_KEY`, `I2E_LLM_TIMEOUT` and `I2E_LLM_PICTURES` name; nil without the
    /// first.
    ///
    /// - Throws: `PlannerError.badSetting`.
    public static func configured(by environment: [String: String]) throws -> LanguageModel? {
        let service = ServiceSettings("I2E_LLM", in: environment)
        guard let address = try service.endpoint("chat/completions") else { return nil }
        var settings = Settings(address: address)
        settings.name = service["MODEL"]
        settings.key = service["KEY"]
        settings.timeLimitInSeconds = try service.timeLimitInSeconds() ?? settings.timeLimitInSeconds
        settings.takesPictures = try service.flag("PICTURES")
        return LanguageModel(settings)
    }
}
