import Dispatch
import Foundation
import GRDB
import NeuralCore
import Raster
import Synchronization

/// The bytes of a file, which a session holds once under their SHA-256. Pixels are held as PNG.
struct Blob: Sendable {
    let hash: String
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        hash = SHA256.digest(of: bytes)
    }

    init(_ image: RGBAImage) throws { self.init(try image.encodedPNG(keepsAlpha: !image.isOpaque)) }

    init(_ mask: Mask) throws { self.init(try mask.encodedPNG()) }
}

extension Database {
    func insert(_ blob: Blob) throws -> String {
        try execute(
            sql: "INSERT INTO blob (hash, bytes) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
            arguments: [blob.hash, Data(blob.bytes)])
        return blob.hash
    }

    /// The bytes under a hash, which must be theirs.
    func bytes(of hash: String) throws -> [UInt8] {
        guard let data = try Data.fetchOne(self, sql: "SELECT bytes FROM blob WHERE hash = ?", arguments: [hash]) else {
            throw SessionFile.Fault(what: "the pixels \(hash.prefix(12))… are missing")
        }
        return [UInt8](data)
    }
}

/// Pictures of a session by their hash, decoded on all processors at once.
struct DecodedBlobs: Sendable {
    private let pictures: [String: Picture]

    /// - Parameter files: whole files and the hashes they go under.
    /// - Throws: `SessionFile.Fault` where bytes are not those of their hash, `RasterError` where they are no picture.
    init(_ files: [(hash: String, bytes: [UInt8])], limits: DecodingLimits = .standard) throws {
        let results = Mutex<[(Int, Result<Picture, any Error>)]>([])
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            let (hash, bytes) = files[index]
            let result = Result {
                guard SHA256.digest(of: bytes) == hash else {
                    throw SessionFile.Fault(what: "the pixels \(hash.prefix(12))… are not what they were")
                }
                return try Picture.decode(bytes, name: "the picture \(hash.prefix(12))… in it", limits: limits)
            }
            results.withLock { $0.append((index, result)) }
        }
        var pictures: [String: Picture] = [:]
        for (index, result) in results.withLock({ $0 }).sorted(by: { $0.0 < $1.0 }) {
            pictures[files[index].hash] = try result.get()
        }
        self.pictures = pictures
    }

    subscript(hash: String) -> Picture { pictures[hash]! }
}

extension SessionFile {
    /// Something in a session that cannot be; becomes `SessionError.damagedSession` where the path is known.
    struct Fault: Error { let what: String }
}
