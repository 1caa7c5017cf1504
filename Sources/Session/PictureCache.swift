import Raster
import Synchronization

/// Inserted pictures by path, each read once, so that a plan and every later round see the same pixels.
final class PictureCache: Sendable {
    private struct Entry {
        let file: [UInt8]
        let picture: Picture
    }

    private let entries = Mutex<[String: Entry]>([:])

    func picture(_ path: String) throws -> Picture { try entry(path).picture }

    /// The whole file that `picture` was read from.
    func file(_ path: String) throws -> [UInt8] { try entry(path).file }

    private func entry(_ path: String) throws -> Entry {
        try entries.withLock { entries in
            if let entry = entries[path] { return entry }
            let file = try InputFile.bytes(of: path, limit: DecodingLimits.standard.maxFileBytes)
            let entry = Entry(file: file, picture: try Picture.decode(file, name: path))
            entries[path] = entry
            return entry
        }
    }
}
