import Raster
import Synchronization

/// Inserted pictures by path, each read once, so that a plan and every later round see the same pixels.
final class PictureCache: Sendable {
    private let pictures = Mutex<[String: Picture]>([:])

    func picture(_ path: String) throws -> Picture {
        try pictures.withLock { pictures in
            if let picture = pictures[path] { return picture }
            let picture = try Picture.read(from: path)
            pictures[path] = picture
            return picture
        }
    }
}
