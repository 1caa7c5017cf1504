/// Why a model could not be found, checked or fetched. Sentences are written in `ModelStoreError+Message.swift`.
public enum ModelStoreError: Error, Hashable, Sendable {
    case unknownModel(name: String, known: [String])
    case notInstalled(name: String, directory: String)
    /// The file is there with other contents than the registry says.
    case damaged(name: String, path: String, expectedSHA256: String, actualSHA256: String)
    /// A download was needed and not allowed.
    case offline(name: String)
    /// No source gave the file; `reasons` has one for each.
    case pullFailed(name: String, reasons: [String])
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    /// Neither `I2E_HOME`, `XDG_CACHE_HOME` nor `HOME` says where models live.
    case noHome
}
