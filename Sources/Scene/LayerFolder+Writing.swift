import Foundation
import Raster

extension LayerFolder {
    /// Writes a scene whose layers stand where they stood, replacing an older layer folder of this name.
    ///
    /// The files are written to a new folder beside it which then takes its place, so a failure leaves what was there.
    /// - Throws: `SceneError.wouldOverwrite` when `path` is something else than a layer folder or an empty folder,
    ///   `.cannotWrite` when the disk refuses.
    public func write(_ scene: Scene) throws {
        precondition(
            scene.retouches.isEmpty && scene.backgroundChanges.isEmpty && scene.view.isIdentity
                && scene.layers.allSatisfy {
                    $0.placement.isIdentity && $0.coats.isEmpty && $0.retouches.isEmpty && $0.opacity == 1
                },
            "an edited scene is flattened before it is written")
        let files = FileManager.default
        let target = URL(fileURLWithPath: path)
        let parent = target.deletingLastPathComponent()
        try checkReplaceable()
        let new = parent.appendingPathComponent(".\(target.lastPathComponent).\(UUID().uuidString)")
        let old = parent.appendingPathComponent(".\(target.lastPathComponent).\(UUID().uuidString).old")
        do {
            try files.createDirectory(
                at: new.appendingPathComponent("layers"), withIntermediateDirectories: true)
            defer { try? files.removeItem(at: new) }
            try write(scene, into: new)
            if files.fileExists(atPath: path) { try files.moveItem(at: target, to: old) }
            do {
                try files.moveItem(at: new, to: target)
            } catch {
                if files.fileExists(atPath: old.path) { try? files.moveItem(at: old, to: target) }
                throw error
            }
            if files.fileExists(atPath: old.path) { try? files.removeItem(at: old) }
        } catch let error as CocoaError {
            let cause = (error.userInfo[NSUnderlyingErrorKey] as? any Error) ?? error
            throw SceneError.cannotWrite(path: path, why: (cause as NSError).plainReason)
        }
    }

    private func checkReplaceable() throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        let contents = isFolder.boolValue ? (try? FileManager.default.contentsOfDirectory(atPath: path)) : nil
        guard let contents else { throw SceneError.wouldOverwrite(path: path) }
        let ours: Set<String> = ["scene.json", "background.png", "layers", "surfaces"]
        guard contents.isEmpty || (exists && contents.allSatisfy(ours.contains)) else {
            throw SceneError.wouldOverwrite(path: path)
        }
    }

    private func write(_ scene: Scene, into folder: URL) throws {
        let document = SceneDocument(scene)
        func write(_ image: RGBAImage, _ file: String, hasAlpha: Bool) throws {
            let bytes = try Picture(image: image, hasAlpha: hasAlpha).encoded(as: .png)
            try Data(bytes).write(to: folder.appendingPathComponent(file))
        }
        try write(scene.background, document.background, hasAlpha: !scene.background.isOpaque)
        for (layer, entry) in zip(scene.layers, document.layers) {
            try write(layer.original, entry.file, hasAlpha: true)
            if let effect = layer.effect, let file = entry.effect?.file {
                try write(effect.image, file, hasAlpha: true)
            }
            for (shade, shadeEntry) in zip(layer.shades, entry.shades) {
                try write(RGBAImage(alpha: shade.darkness), shadeEntry.file, hasAlpha: true)
            }
        }
        if !scene.surfaces.isEmpty {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("surfaces"), withIntermediateDirectories: true)
        }
        for (surface, entry) in zip(scene.surfaces, document.surfaces ?? []) {
            try write(RGBAImage(alpha: surface.region), entry.file, hasAlpha: true)
        }
        try document.json().write(to: folder.appendingPathComponent("scene.json"))
    }
}

extension NSError {
    fileprivate var plainReason: String {
        domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(code))).lowercased() : localizedDescription
    }
}
