public import Raster
public import Scene

/// Draws an edited scene over the picture it came from.
///
/// Only the footprint of what changed is drawn again; every other pixel is the picture's, bit for bit. Every render
/// starts from the original layers, so rounds do not drift. The result is the same bytes for the same input.
public struct Compositor: Sendable {
    /// The picture as it was opened.
    public let picture: RGBAImage
    /// The scene as it was taken apart, before any edit.
    public let opened: Scene
    /// What was made for one state, for the next.
    let rasters = RasterCache()

    /// - Parameters:
    ///   - picture: as large as the scene's canvas.
    ///   - opened: the scene that gives `picture` when stacked.
    public init(picture: RGBAImage, opened: Scene) {
        precondition(picture.size == opened.canvas, "a picture of \(picture.size) for a canvas of \(opened.canvas)")
        self.picture = picture
        self.opened = opened
    }

    /// The picture with the edits of `scene`, a later state of the opened scene.
    ///
    /// What was done to the whole picture is done to the result, so every pixel may change then.
    /// Costs a pass over the footprint for each layer that crosses it, and one resampling of each layer whose size
    /// changed or whose shift is not of whole pixels.
    public func render(_ scene: Scene) -> RGBAImage {
        precondition(scene.canvas == opened.canvas, "the edited scene keeps its canvas")
        var result = picture
        stack(scene, into: &result, where: Footprint(from: opened, to: scene, rasters: rasters))
        rasters.forgetAll(but: opened, scene)
        return result.retouched(scene.retouches)
    }

    func stack(_ scene: Scene, into result: inout RGBAImage, where footprint: Footprint) {
        guard !footprint.isEmpty else { return }
        Stack(scene, within: footprint.bounds, rasters: rasters).draw(into: &result, where: footprint)
    }

    /// The picture that a scene's background, effects and layers give, stacked back to front and rounded once.
    public static func flatten(_ scene: Scene) -> RGBAImage {
        var result = scene.background
        Stack(scene, within: scene.canvas.bounds, rasters: RasterCache()).draw(
            into: &result, where: Footprint(covering: scene.canvas))
        return result.retouched(scene.retouches)
    }
}
