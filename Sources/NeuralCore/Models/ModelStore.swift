public import Foundation

/// The folder where networks are installed: `$I2E_HOME/models`, else `$XDG_CACHE_HOME/i2e/models`, else
/// `~/.cache/i2e/models`. Only `pull` reaches out.
public struct ModelStore: Sendable {
    public let directory: String
    /// What can be installed, in the order it is listed.
    public let entries: [ModelEntry]
    /// What programs that fetch see: `PATH`, `HTTPS_PROXY` and the like.
    let environment: [String: String]
    package var retries = RetryPolicy()

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
        self.environment = environment
    }

    /// What can be installed, then what was added under names of its own, by name.
    public var allEntries: [ModelEntry] { entries + addedEntries }

    /// The model of that name, to be installed or added. Throws `unknownModel`.
    public func entry(named name: String) throws(ModelStoreError) -> ModelEntry {
        if let entry = entries.first(where: { $0.name == name }) { return entry }
        let added = addedEntries
        guard let entry = added.first(where: { $0.name == name }) else {
            throw .unknownModel(name: name, known: (entries + added).map(\.name))
        }
        return entry
    }

    /// Where the model's file is, or would be.
    public func path(for entry: ModelEntry) -> String { directory + "/" + entry.fileName }

    /// Whether a file of the right size is there. Cheap: the contents are not read.
    public func isInstalled(_ entry: ModelEntry) -> Bool {
        var status = stat()
        return stat(path(for: entry), &status) == 0 && Int(status.st_size) == entry.byteCount
    }

    /// Where the model's file is. Throws `notInstalled`.
    public func installedPath(for entry: ModelEntry) throws(ModelStoreError) -> String {
        guard isInstalled(entry) else { throw .notInstalled(name: entry.name, directory: directory) }
        return path(for: entry)
    }

    /// Reads the whole file and compares its SHA-256. Throws `notInstalled`, `damaged` or `unreadable`.
    public func verify(_ entry: ModelEntry) throws(ModelStoreError) {
        let path = path(for: entry)
        let actual: String
        do {
            actual = try SHA256.digest(ofFileAt: path)
        } catch .noSuchFile {
            throw .notInstalled(name: entry.name, directory: directory)
        }
        guard actual == entry.sha256 else {
            throw .damaged(entry: entry, path: path, actualSHA256: actual)
        }
    }

    /// Opens the model's file on its way, and the folder for it, waiting for whoever holds it.
    func partialFile(
        for entry: ModelEntry, whenHeld: () -> Void = {}
    ) throws(ModelStoreError) -> PartialFile {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: directory, reason: error.localizedDescription)
        }
        return try PartialFile(path: path(for: entry) + ".part", whenHeld: whenHeld)
    }

    /// Throws `noSpace` where the folder's disk has not that much left.
    func requireSpace(_ byteCount: Int) throws(ModelStoreError) {
        var status = statvfs()
        guard byteCount > 0, statvfs(directory, &status) == 0 else { return }
        let (free, overflow) = Int(status.f_bavail).multipliedReportingOverflow(by: Int(status.f_frsize))
        guard overflow || free >= byteCount else {
            throw .noSpace(directory: directory, needed: byteCount, free: free)
        }
    }
}
