package import Foundation

/// The environment variables that name a service: `PREFIX_URL`, `PREFIX_MODEL`, `PREFIX_KEY`, `PREFIX_TIMEOUT` and what else it takes.
///
/// What is empty counts as not set.
package struct ServiceSettings: Sendable {
    private let prefix: String
    private let environment: [String: String]

    package init(_ prefix: String, in environment: [String: String]) {
        self.prefix = prefix
        self.environment = environment
    }

    package subscript(name: String) -> String? {
        let value = environment["\(prefix)_\(name)"]?.trimmingCharacters(in: .whitespacesAndNewlines)
        return value?.isEmpty == false ? value : nil
    }

    /// The address of an endpoint from that of its server, with or without `/v1` and the endpoint's own path; nil where there is none.
    ///
    /// - Throws: `PlannerError.badSetting`.
    package func endpoint(_ path: String) throws -> URL? {
        guard let written = self["URL"] else { return nil }
        guard var parts = URLComponents(string: written), ["http", "https"].contains(parts.scheme?.lowercased()),
            parts.host?.isEmpty == false, parts.user == nil, parts.password == nil
        else { throw wrong("URL", expected: "an http address such as http://localhost:8080/v1", found: written) }
        while parts.path.hasSuffix("/") { parts.path.removeLast() }
        if !parts.path.hasSuffix("/" + path) { parts.path += (parts.path.isEmpty ? "/v1/" : "/") + path }
        return parts.url
    }

    /// - Throws: `PlannerError.badSetting`.
    package func timeLimitInSeconds() throws -> Double? {
        guard let written = self["TIMEOUT"] else { return nil }
        guard let seconds = Double(written), (1...86_400).contains(seconds) else {
            throw wrong("TIMEOUT", expected: "seconds from 1 to 86400", found: written)
        }
        return seconds
    }

    /// - Throws: `PlannerError.badSetting`.
    package func flag(_ name: String) throws -> Bool {
        guard let written = self[name] else { return false }
        guard ["0", "1"].contains(written) else { throw wrong(name, expected: "0 or 1", found: written) }
        return written == "1"
    }

    private func wrong(_ name: String, expected: String, found: String) -> PlannerError {
        .badSetting("\(prefix)_\(name)", expected: expected, found: found)
    }
}
