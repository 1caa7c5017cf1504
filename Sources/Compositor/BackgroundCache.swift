import Raster
import Scene
import Synchronization

/// The background that was drawn last, kept for as long as nothing is done to it.
final class BackgroundCache: Sendable {
    private struct Entry {
        let changes: [BackgroundChange]
        let view: View
        let background: RGBAImage
    }

    private let last = Mutex<Entry?>(nil)

    /// - Parameter scene: a later state of the one scene that the cache is for.
    func background(of scene: Scene) -> RGBAImage {
        if scene.backgroundChanges.isEmpty, scene.view.isIdentity { return scene.background }
        return last.withLock { last in
            if let last, last.view == scene.view, last.changes == scene.backgroundChanges { return last.background }
            let background = scene.seenBackground
            last = Entry(changes: scene.backgroundChanges, view: scene.view, background: background)
            return background
        }
    }
}
