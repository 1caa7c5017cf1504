public import Raster
public import Scene

extension Compositor {
    /// Makes of `image`, which is `render(drawn)`, what is `render(scene)`: only where the two states differ is anything drawn.
    ///
    /// Outside of what changed since the picture was opened the stack gives the picture's own pixels, so it makes no difference which
    /// of the two states a pixel was drawn for. What was done to the whole picture is done to the result: then all is drawn.
    public func redraw(_ image: inout RGBAImage, from drawn: Scene, to scene: Scene) {
        guard drawn.retouches.isEmpty, scene.retouches.isEmpty else {
            image = render(scene)
            return
        }
        stack(scene, into: &image, where: Footprint(from: drawn, to: scene, rasters: rasters))
        rasters.forgetAll(but: drawn, scene)
    }
}
