import Foundation
import GRDB
import Raster
import Scene

extension SessionFile {
    /// Runs `body`; what SQLite says of the file at `path` becomes a sentence of ours.
    static func saying<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw failure(error, reading: path) }
    }

    static func failure(_ error: any Error, reading path: String) -> any Error {
        switch error {
        case let fault as Fault: return SessionError.damagedSession(path: path, what: fault.what)
        case is RasterError, is SceneError: return SessionError.damagedSession(path: path, what: "\(error)")
        default: break
        }
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_NOTADB: return SessionError.notASession(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return SessionError.busySession(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY:
            return SessionError.unreadableSession(path: path, why: words(of: error))
        case .SQLITE_NOMEM: return SessionError.unreadableSession(path: path, why: "there is not enough memory")
        default: return SessionError.damagedSession(path: path, what: "the database (\(words(of: error)))")
        }
    }

    static func failure(_ error: any Error, writing path: String) -> any Error {
        if let fault = error as? Fault { return SessionError.cannotWrite(path: path, why: fault.what) }
        guard let cause = error as? DatabaseError else { return error }
        switch cause.resultCode {
        case .SQLITE_FULL: return SessionError.cannotWrite(path: path, why: "the disk is full")
        case .SQLITE_READONLY where cause.extendedResultCode != .SQLITE_READONLY_DIRECTORY, .SQLITE_PERM:
            return SessionError.cannotWrite(path: path, why: "the file may only be read")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY:
            return SessionError.cannotWrite(path: path, why: "its folder may not be written, which a change needs")
        case .SQLITE_IOERR: return SessionError.cannotWrite(path: path, why: words(of: cause))
        default: return failure(error, reading: path)
        }
    }

    /// SQLite's own, without the statement.
    private static func words(of error: DatabaseError) -> String {
        error.message ?? "error \(error.resultCode.rawValue)"
    }
}
