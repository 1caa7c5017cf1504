import Raster
import Synchronization

/// Inserted pictures by path, each read once, so that a plan and every later round see the same pixels.
final class PictureCache: Sendable {
    private struct Entry {
        let file: [UInt8]
        let picture: Picture
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var asked: Set<String> = []
    }

    private let state = Mutex(State())

    func picture(_ path: String) throws -> Picture {
        try state.withLock { state in
            state.asked.insert(path)
            if let entry = state.entries[path] { return entry.picture }
            let file = try InputFile.bytes(of: path, limit: DecodingLimits.standard.maxFileBytes)
            let entry = Entry(file: file, picture: try Picture.decode(file, name: path))
            state.entries[path] = entry
            return entry.picture
        }
    }

    /// Takes a picture that was made under a name, unless there is one.
    func keep(_ name: String, make: () throws -> Picture) throws {
        guard state.withLock({ $0.entries[name] == nil }) else { return }
        let file = try make().encoded(as: .png)
        let entry = Entry(file: file, picture: try Picture.decode(file, name: name))
        state.withLock { $0.entries[name] = entry }
    }

    /// Runs `body` and returns the whole files, by path, of the pictures that it asked for.
    func files<Result>(askedForBy body: () throws -> Result) rethrows -> (result: Result, files: [String: [UInt8]]) {
        state.withLock { $0.asked = [] }
        let result = try body()
        let files = state.withLock { state in
            state.entries.filter { state.asked.contains($0.key) }.mapValues(\.file)
        }
        return (result, files)
    }
}
