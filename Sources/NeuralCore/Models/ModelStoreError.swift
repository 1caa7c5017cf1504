/// Why a model could not be found, checked, fetched or added. Sentences are written in `ModelStoreError+Message.swift`.
public enum ModelStoreError: Error, Hashable, Sendable {
    case unknownModel(name: String, known: [String])
    case notInstalled(name: String, directory: String)
    /// The file is there with other contents than it should have.
    case damaged(entry: ModelEntry, path: String, actualSHA256: String)
    /// A download was needed and not allowed.
    case offline(name: String, isDamaged: Bool)
    /// An added model: nothing says where it could be fetched from.
    case noSource(name: String)
    /// No source gave the file; `reasons` has one for each.
    case pullFailed(name: String, reasons: [String])
    case badAddress(String)
    /// A name that cannot be a file's.
    case badName(String)
    /// The name's file would be the one of another model.
    case nameOfFile(name: String, owner: String)
    case unknownFormat(path: String)
    case alreadyThere(name: String, path: String)
    /// A file added under the name of a model it is not.
    case notThatModel(path: String, entry: ModelEntry, actualSHA256: String)
    case noSuchFile(path: String)
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case noSpace(directory: String, needed: Int, free: Int)
    /// Neither `I2E_HOME`, `XDG_CACHE_HOME` nor `HOME` says where models live.
    case noHome

    /// What a caller may do about it.
    public enum Kind: Sendable {
        case usage, badData, missingInput, cannotWrite, unavailable
    }

    public var kind: Kind {
        switch self {
        case .unknownModel, .badAddress, .badName, .nameOfFile, .unknownFormat: .usage
        case .notThatModel: .badData
        case .noSuchFile: .missingInput
        case .alreadyThere, .unwritable, .noSpace: .cannotWrite
        case .notInstalled, .damaged, .offline, .noSource, .pullFailed, .unreadable, .noHome: .unavailable
        }
    }
}
