import Foundation
import GRDB
import Glibc
import Raster

/// A `.i2e` file: one SQLite database (docs/session.md).
///
/// Every change is one transaction over a rollback journal, flushed to the disk before it counts as done: a process that is killed
/// loses nothing that was done, and what it was doing never was. The journal is gone when the transaction is, so between changes the
/// session is this one file. Everything read is untrusted (`check`).
final class SessionFile: Sendable {
    let path: String
    let database: DatabaseQueue

    /// How long a writer waits for another, in seconds.
    static let patience = 5.0

    /// Opens a session and checks it; one of an older schema is migrated.
    ///
    /// - Throws: `SessionError` where there is no such file, it is no session, or something in it is wrong.
    convenience init(at path: String) throws {
        try self.init(opening: path)
        try Self.saying(path) {
            try checkKind()
            if try database.read(Schema.version) < Schema.newest { try migrate() }
            try check()
        }
    }

    private init(opening path: String) throws {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else { throw SessionError.noSession(path: path) }
        database = try Self.saying(path) { try Self.connection(to: path) }
    }

    private func migrate() throws {
        do {
            try Schema.migrator.migrate(database)
        } catch {
            throw Self.failure(error, writing: path)
        }
    }

    private static func connection(to path: String) throws -> DatabaseQueue {
        var settings = Configuration()
        settings.busyMode = .timeout(patience)
        settings.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        return try DatabaseQueue(path: URL(fileURLWithPath: path).path, configuration: settings)
    }

    /// Writes a session of no rounds: beside its path first, then whole in its place.
    ///
    /// - Throws: `SessionError.cannotWrite`, also where something stands at `path` already; nothing is left behind then.
    static func create(at path: String, input: Input, decomposition: Decomposition) throws -> SessionFile {
        let temporary = try reserve(beside: path)
        defer { for suffix in ["", "-journal"] { unlink(temporary + suffix) } }
        do {
            let database = try connection(to: temporary)
            try Schema.migrator.migrate(database)
            try database.write { db in
                try db.insert(decomposition, as: 1)
                try db.insert(input)
            }
            try database.close()
        } catch {
            throw failure(error, writing: path)
        }
        // unlike a rename it never takes the place of what came there meanwhile
        guard link(temporary, path) == 0 else {
            throw errno == EEXIST
                ? SessionError.sessionExists(path: path)
                : SessionError.cannotWrite(path: path, why: String(cString: strerror(errno)).lowercased())
        }
        return try SessionFile(opening: path)
    }

    /// - Throws: where a session cannot be made at `path`, before any work is done for it.
    static func checkVacant(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw SessionError.sessionExists(path: path) }
        unlink(try reserve(beside: path))
    }

    /// An empty file in the same folder.
    private static func reserve(beside path: String) throws -> String {
        let folder = (path as NSString).deletingLastPathComponent
        let temporary = "\(folder.isEmpty ? "." : folder)/.i2e-\(UUID().uuidString).partial"
        let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            let why =
                errno == ENOENT ? "there is no folder \(folder)" : String(cString: strerror(errno)).lowercased()
            throw SessionError.cannotWrite(path: path, why: why)
        }
        Glibc.close(descriptor)
        return temporary
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Self.saying(path) { try database.read(body) }
    }

    /// One transaction: all of `body`, on the disk, or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try database.write(body)
        } catch {
            throw Self.failure(error, writing: path)
        }
    }

    var size: Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.size] as? Int ?? 0
    }

    /// Forgets pixels that nothing names and gives the room back.
    func compact() throws {
        try write { db in try db.execute(sql: Schema.unusedBlobs) }
        do {
            try database.vacuum()
        } catch {
            throw Self.failure(error, writing: path)
        }
    }
}
