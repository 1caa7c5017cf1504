extension ModelStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownModel(let name, let known):
            "no model is called '\(name)'. Models: \(known.joined(separator: ", "))"
        case .notInstalled(let name, let directory):
            "model '\(name)' is not installed in '\(directory)'. `i2e models pull \(name)` fetches it"
        case .damaged(let name, let path, let expected, let actual):
            "model '\(name)': '\(path)' has SHA-256 \(actual), expected \(expected). "
                + "`i2e models pull \(name)` replaces it"
        case .offline(let name):
            "model '\(name)' is not installed, and --offline forbids fetching it"
        case .pullFailed(let name, let reasons):
            "cannot fetch model '\(name)': \(reasons.joined(separator: "; "))"
        case .unreadable(let path, let reason):
            "cannot read '\(path)': \(reason)"
        case .unwritable(let path, let reason):
            "cannot write '\(path)': \(reason)"
        case .noHome:
            "no folder for models: set I2E_HOME, XDG_CACHE_HOME or HOME"
        }
    }
}
