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
}
