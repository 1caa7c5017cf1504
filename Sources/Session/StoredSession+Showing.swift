import Foundation
import NeuralCore
public import Planner
public import Raster
public import Scene

extension StoredSession {
    /// The picture after a round of any branch; 0 is the picture as it was opened.
    ///
    /// - Throws: `SessionError.noSuchRound`.
    public func render(round number: Int) throws -> Picture { try opened(at: number).session.render() }

    /// The scene after a round of any branch.
    public func scene(after number: Int) throws -> Scene { try opened(at: number).session.scene }

    /// The session as it is after a round of any branch; the head stays where it is.
    func opened(at number: Int) throws -> Opened {
        let state = try file.state
        try check(number, in: state)
        let head = number == 0 ? nil : number
        if head == state.head { return try current() }
        return try reach(head, state: SessionState(head: head, tip: head, last: state.last))
    }

    /// - Throws: `SessionError.noSuchRound`.
    func check(_ number: Int, in state: SessionState) throws {
        if number == 0 { return }
        guard try file.read({ try $0.round(number) }) != nil else {
            throw SessionError.noSuchRound(number, last: state.last)
        }
    }

    /// See `EditingSession.explain`.
    ///
    /// - Parameter plan: of the last round in force.
    public func explain(_ plan: Plan, in folder: String) throws { try current().session.explain(plan, in: folder) }

    /// Whether a file stands at `path`.
    public static func exists(at path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Whether a database stands at `path`; whether it is a session that can be used shows when it is opened.
    public static func isSession(at path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        return (try? file.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
    }

    /// - Throws: `SessionError.otherPicture` where the file at `image` is not the one the session began with.
    public func check(isOver image: String) throws {
        let bytes = try InputFile.bytes(of: image, limit: DecodingLimits.standard.maxFileBytes)
        guard try file.read({ try $0.inputHash() }) == SHA256.digest(of: bytes) else {
            throw SessionError.otherPicture(path: image, session: path)
        }
    }
}
