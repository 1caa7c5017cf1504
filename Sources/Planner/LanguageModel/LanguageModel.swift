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
        func value(_ variable: String) -> String? {
            environment[variable]?.trimmingCharacters(in: .whitespacesAndNewlines).nonEmpty
        }
        guard let written = value("I2E_LLM_URL") else { return nil }
        var settings = Settings(address: try endpoint("chat/completions", at: written, in: "I2E_LLM_URL"))
        settings.name = value("I2E_LLM_MODEL")
        settings.key = value("I2E_LLM_KEY")
        if let limit = value("I2E_LLM_TIMEOUT") {
            guard let seconds = Double(limit), (1...86_400).contains(seconds) else {
                throw PlannerError.badSetting("I2E_LLM_TIMEOUT", expected: "seconds from 1 to 86400", found: limit)
            }
            settings.timeLimitInSeconds = seconds
        }
        if let flag = value("I2E_LLM_PICTURES") {
            guard ["0", "1"].contains(flag) else {
                throw PlannerError.badSetting("I2E_LLM_PICTURES", expected: "0 or 1", found: flag)
            }
            settings.takesPictures = flag == "1"
        }
        return LanguageModel(settings)
    }

    /// The address of an endpoint from a server's, with or without `/v1` and the endpoint's own path.
    static func endpoint(_ path: String, at written: String, in variable: String) throws -> URL {
        guard var parts = URLComponents(string: written), ["http", "https"].contains(parts.scheme?.lowercased()),
            parts.host?.isEmpty == false, parts.user == nil, parts.password == nil
        else {
            throw PlannerError.badSetting(
                variable, expected: "an http address such as http://localhost:8080/v1", found: written)
        }
        while parts.path.hasSuffix("/") { parts.path.removeLast() }
        if !parts.path.hasSuffix("/" + path) { parts.path += (parts.path.isEmpty ? "/v1/" : "/") + path }
        return parts.url!
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
