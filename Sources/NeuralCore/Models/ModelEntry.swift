/// A network that can be installed, or was added from a file: what it is, how its file is known, where the file comes
/// from, and what it takes and gives.
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
    /// The licence's SPDX identifier, nil for a file somebody added.
    public let license: String?
    /// Where the network was published, nil for a file somebody added.
    public let origin: String?
    /// Where the file can be had, best first.
    public let sources: [Source]
    /// What the network takes and gives, nil for a file somebody added.
    package let contract: ModelContract?

    package init(
        name: String, summary: String, fileName: String, sha256: String, byteCount: Int, license: String? = nil,
        origin: String? = nil, sources: [Source] = [], contract: ModelContract? = nil
    ) {
        self.name = name
        self.summary = summary
        self.fileName = fileName
        self.sha256 = sha256
        self.byteCount = byteCount
        self.license = license
        self.origin = origin
        self.sources = sources
        self.contract = contract
    }

    /// How the file is written, by its suffix.
    public var format: ModelFormat? { ModelFormat(fileName: fileName) }
}
