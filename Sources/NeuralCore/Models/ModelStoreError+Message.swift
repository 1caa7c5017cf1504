extension ModelStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownModel(let name, let known):
            "no model is called '\(name)'. Models: \(known.joined(separator: ", "))"
        case .notInstalled(let name, let directory):
            "model '\(name)' is not installed in '\(directory)'. `i2e models pull \(name)` fetches it"
        case .damaged(let entry, let path, let actual):
            "model '\(entry.name)': '\(path)' has SHA-256 \(actual), expected \(entry.sha256). "
                + (entry.sources.isEmpty
                    ? "`i2e models add \(entry.name) FILE --replace` replaces it"
                    : "`i2e models pull \(entry.name)` replaces it")
        case .offline(let name, let isDamaged):
            "model '\(name)' is \(isDamaged ? "damaged" : "not installed"), and --offline forbids fetching it"
        case .noSource(let name):
            "model '\(name)' was added from a file, and nothing says where to fetch it. "
                + "`i2e models add \(name) FILE --replace` replaces it"
        case .pullFailed(let name, let reasons):
            "cannot fetch model '\(name)': \(reasons.joined(separator: "; ")). "
                + "`i2e models add \(name) FILE` installs a file that is here already"
        case .badAddress(let address):
            "'\(address)' is no address to fetch from; it takes https://…, http://… or file:///…"
        case .badName(let name):
            "'\(name)' cannot name a model; it takes up to 64 letters, digits, '.', '_' and '-', a letter or digit first"
        case .nameOfFile(let name, let owner):
            "the name '\(name)' would take the place of model '\(owner)'; choose another"
        case .unknownFormat(let path):
            "cannot tell the format of '\(path)'; a model's file ends in "
                + ModelFormat.allCases.map { ".\($0.suffix) (\($0))" }.joined(separator: ", ")
        case .alreadyThere(let name, let path):
            "model '\(name)' is there already: '\(path)'. --replace puts the file in its place"
        case .notThatModel(let path, let entry, let actual):
            "'\(path)' is not model '\(entry.name)': it has SHA-256 \(actual), expected \(entry.sha256). "
                + "Another name takes it as it is: `i2e models add my-\(entry.name) FILE`"
        case .noSuchFile(let path):
            "no such file: \(path)"
        case .unreadable(let path, let reason):
            "cannot read '\(path)': \(reason)"
        case .unwritable(let path, let reason):
            "cannot write '\(path)': \(reason)"
        case .noSpace(let directory, let needed, let free):
            "not enough space in '\(directory)': \(ByteSize(needed)) are needed, \(ByteSize(free)) are free"
        case .noHome:
            "no folder for models: set I2E_HOME, XDG_CACHE_HOME or HOME"
        }
    }
}
