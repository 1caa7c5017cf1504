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
    /// Painted, and seen from where the camera is, which takes longer than drawing all layers.
    let backgrounds = BackgroundCache()

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
        let footprint = Footprint(from: opened, to: scene)
        var result = picture
        if !footprint.isEmpty {
            let background = backgrounds.background(of: scene)
            Stack(scene, on: background, within: footprint.bounds).draw(into: &result, where: footprint)
        }
        return result.retouched(scene.retouches)
    }

    /// The picture that a scene's background, effects and layers give, stacked back to front and rounded once.
    public static func flatten(_ scene: Scene) -> RGBAImage {
        var result = scene.background
        Stack(scene, on: scene.seenBackground, within: scene.canvas.bounds).draw(
            into: &result, where: Footprint(covering: scene.canvas))
        return result.retouched(scene.retouches)
    }
}
