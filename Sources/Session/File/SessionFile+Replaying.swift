import ActionSpec
import GRDB
import Planner
import Raster
import Scene

extension SessionFile {
    /// Does the actions of rounds made earlier, with the pictures that the file has of them.
    ///
    /// - Throws: `SessionError.damagedSession` where that cannot be done.
    func replay(_ numbers: ArraySlice<Int>, in session: EditingSession) throws {
        guard !numbers.isEmpty else { return }
        let (steps, pictures) = try read { db in
            let steps = try db.steps(of: Array(numbers))
            let hashes = Set(steps.flatMap(\.pictures.values)).sorted()
            return (steps, try DecodedBlobs(hashes.map { ($0, try db.bytes(of: $0)) }))
        }
        for step in steps {
            var scene = session.scene
            do {
                for action in step.actions {
                    try scene.apply(action) { path in
                        guard let hash = step.pictures[path] else {
                            throw SessionError.damagedSession(
                                path: self.path, what: "the picture '\(path)' of round \(step.number) is missing")
                        }
                        return pictures[hash].image
                    }
                }
            } catch let error as SceneError {
                throw SessionError.damagedSession(
                    path: path, what: "round \(step.number) cannot be done again (\(error))")
            }
            session.resume(Plan(actions: step.actions), leadingTo: scene)
        }
        try Self.saying(path) {
            try session.scene.validate()
            try Self.checkNames(of: session.scene)
        }
    }
}
