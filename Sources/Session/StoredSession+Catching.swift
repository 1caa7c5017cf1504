import ActionSpec
import Planner
import Raster
import Scene

extension StoredSession {
    /// The session after round `head`, from what is open already as far as that leads there.
    ///
    /// A scene is what its rounds' actions, numbers all, make of the decomposition: nothing else is kept of it.
    func caughtUp(to head: Int?, state: SessionState, from opened: Opened?) throws -> Opened {
        let (path, decomposition) = try file.read { db in
            let path = try db.path(to: head)
            return (path, try db.decomposition(on: path))
        }
        var result: Opened
        if let opened, opened.decomposition == decomposition {
            result = opened
        } else {
            options.progress("opening \(file.path)")
            result = try fresh(decomposition, state: state)
        }
        let shared = zip(result.numbers, path).prefix { $0 == $1 }.count
        for _ in shared..<result.numbers.count { result.session.undo() }
        try file.replay(path[shared...], in: result.session)
        result.numbers = path
        result.state = state
        return result
    }

    private func fresh(_ number: Int, state: SessionState) throws -> Opened {
        let (name, picture, decomposition) = try file.open(decomposition: number)
        return Opened(
            name: name,
            session: EditingSession(
                picture: picture, opened: decomposition.scene, notes: decomposition.notes, options: options),
            decomposition: number, models: decomposition.models, numbers: [], state: state)
    }
}
