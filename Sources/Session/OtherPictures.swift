import ActionSpec
import Raster
import Scene
import Synchronization

/// Pictures that things are taken from, each taken apart once, when it is first asked for.
final class OtherPictures: Sendable {
    private let files: PictureCache
    private let options: EditingSession.Options
    private let scenes = Mutex<[String: Scene]>([:])

    init(_ files: PictureCache, options: EditingSession.Options) {
        self.files = files
        // prompts and the like are about the picture at hand
        var plain = EditingSession.Options()
        plain.usesDetector = options.usesDetector
        self.options = plain
        progress = options.progress
    }

    private let progress: @Sendable (String) -> Void

    /// - Throws: what opening the picture throws.
    func scene(_ file: String) throws -> Scene {
        if let known = scenes.withLock({ $0[file] }) { return known }
        progress("taking \(file) apart")
        let scene = try EditingSession(files.picture(file), options: options).opened
        scenes.withLock { $0[file] = scene }
        return scene
    }

    /// Has the pixels at hand that an action inserts from another picture.
    ///
    /// - Throws: `SessionError.noSuchLayer` where that picture has no such layer.
    func provide(for action: Action) throws {
        guard case .insert(let insertion) = action, case .layer(let id, let file) = insertion.source,
            let name = insertion.source.pictureName
        else { return }
        try files.keep(name) {
            let scene = try scene(file)
            guard let layer = scene.layer(id) else {
                throw SessionError.noSuchLayer(name: "\(id) of \(file)", layers: scene.layers.map(\.id.rawValue))
            }
            return scene.cutout(of: layer)
        }
    }
}
