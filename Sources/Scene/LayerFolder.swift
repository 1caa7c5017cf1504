package import Foundation
import Raster

/// A scene on disk: `scene.json`, `background.png` and one PNG a layer (and a layer's effect) under `layers/`.
///
/// Everything read is untrusted: file names must stay inside the folder, sizes and counts are checked before pixels are
/// decoded, and the scene must pass `Scene.validate()`. Writing is all or nothing.
public struct LayerFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    /// What a folder may ask of memory before it is refused.
    public struct Limits: Sendable {
        public var documentBytes = 16 << 20
        public var layers = 10_000
        /// Pixels of the background, layers and effects together.
        public var pixels = 400_000_000

        public init() {}
    }

    var documentPath: String { path + "/scene.json" }

    /// `path` holds a `scene.json`.
    public var exists: Bool { FileManager.default.fileExists(atPath: documentPath) }
}

extension SceneDocument {
    /// The JSON text: keys sorted, so that the same scene gives the same bytes.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
