public import Foundation

/// The folder where networks are installed: `$I2E_HOME/models`, else `$XDG_CACHE_HOME/i2e/models`, else
/// `~/.cache/i2e/models`. Only `pull` reaches out.
public struct ModelStore: Sendable {
    public let directory: String
    /// What can be installed, in the order it is listed.
    public let entries: [ModelEntry]

    /// The store the environment names. Empty variables, and an `XDG_CACHE_HOME` that is not absolute, count as unset.
    public init(
        environment: [String: String] = ProcessInfo.processInfo.environment, entries: [ModelEntry] = ModelEntry.registry
    ) throws(ModelStoreError) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let home = value("I2E_HOME") {
            directory = home + "/models"
        } else if let cache = value("XDG_CACHE_HOME"), cache.hasPrefix("/") {
            directory = cache + "/i2e/models"
        } else if let home = value("HOME") {
            directory = home + "/.cache/i2e/models"
        } else {
            throw .noHome
        }
        self.entries = entries
    }

    /// Throws `unknownModel`.
    public func entry(named name: String) throws(ModelStoreError) -> ModelEntry {
        guard let entry = entries.first(where: { $0.name == name }) else {
            throw .unknownModel(name: name, known: entries.map(\.name))
        }
        return entry
    }

    /// Where the model's file is, or would be.
    public func path(for entry: ModelEntry) -> String { directory + "/" + entry.fileName }

    /// Whether a file of the right size is there. Cheap: the contents are not read.
    public func isInstalled(_ entry: ModelEntry) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path(for: entry))
        return (attributes?[.size] as? NSNumber)?.intValue == entry.byteCount
    }

    /// Where the model's file is. Throws `notInstalled`.
    public func installedPath(for entry: ModelEntry) throws(ModelStoreError) -> String {
        guard isInstalled(entry) else { throw .notInstalled(name: entry.name, directory: directory) }
        return path(for: entry)
    }

    /// Reads the whole file and compares its SHA-256. Throws `notInstalled`, `damaged` or `unreadable`.
    public func verify(_ entry: ModelEntry) throws(ModelStoreError) {
        let path = path(for: entry)
        guard FileManager.default.fileExists(atPath: path) else {
            throw .notInstalled(name: entry.name, directory: directory)
        }
        try verify(entry, at: path)
    }

    func verify(_ entry: ModelEntry, at path: String) throws(ModelStoreError) {
        let actual = try SHA256.digest(ofFileAt: path)
        guard actual == entry.sha256 else {
            throw .damaged(name: entry.name, path: path, expectedSHA256: entry.sha256, actualSHA256: actual)
        }
    }
}
