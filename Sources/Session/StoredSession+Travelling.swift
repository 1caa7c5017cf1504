import Scene

extension StoredSession {
    /// Goes back `count` rounds, as far as there are any, or with nil to the picture as it was opened. Nothing is forgotten: `redo`
    /// goes forward again, `branch` to any round.
    ///
    /// - Throws: `SessionError.nothingToUndo`.
    @discardableResult
    public func undo(_ count: Int? = 1) throws -> [LoggedRound] {
        try travel { state, path in
            guard !path.isEmpty else { throw SessionError.nothingToUndo }
            let kept = path.dropLast(min(count ?? path.count, path.count))
            return (kept.last, state.tip, Array(path[kept.endIndex...].reversed()))
        }
    }

    /// Goes forward `count` rounds, as far as any were undone, or with nil through all of them.
    ///
    /// - Throws: `SessionError.nothingToRedo`.
    @discardableResult
    public func redo(_ count: Int? = 1) throws -> [LoggedRound] {
        try travel { state, path in
            let undone = try file.read { try $0.path(to: state.tip) }.dropFirst(path.count)
            guard !undone.isEmpty else { throw SessionError.nothingToRedo }
            let redone = undone.prefix(count ?? undone.count)
            return (redone.last, state.tip, Array(redone))
        }
    }

    /// Goes to any round; what is said next goes on from there. 0 is the picture as it was opened.
    ///
    /// - Throws: `SessionError.noSuchRound`.
    public func branch(from number: Int) throws {
        _ = try travel { state, _ in
            try check(number, in: state)
            let head = number == 0 ? nil : number
            return (head, head, [])
        }
    }

    /// - Parameter way: from where the session stands and the rounds in force, the new head and tip, and the rounds passed.
    private func travel(
        _ way: (SessionState, [Int]) throws -> (head: Int?, tip: Int?, passed: [Int])
    ) throws -> [LoggedRound] {
        for _ in 0..<5 {
            let (state, path) = try file.read { db in
                let state = try db.sessionState()
                return (state, try db.path(to: state.head))
            }
            let (head, tip, passed) = try way(state, path)
            if try file.go(to: head, tip: tip, from: state) != nil {
                return try file.read { db in try passed.compactMap { try db.round($0) } }
            }
        }
        throw SessionError.contendedSession(path: path)
    }

    /// "undo that" and the like.
    func carryOut(_ request: HistoryRequest) throws -> Outcome {
        let before = try current().session.scene
        let told: [String]
        switch request {
        case .undo(let count): told = try undo(count).map { "Undid round \($0.number): \($0.title)" }
        case .redo(let count): told = try redo(count).map { "Did round \($0.number) again: \($0.title)" }
        }
        return Outcome(
            round: nil, told: told, before: before, after: try current().session.scene, timings: Timings())
    }
}
