import ActionSpec
import Raster
import Scene
import Synchronization

/// The rasters of a scene's states and its backgrounds, kept for as long as what they are made from stays the same.
///
/// The last two of each are kept: a round goes from one state to another. What comes out is what would be made anew, since a recipe
/// has everything that a raster depends on.
package final class RasterCache: Sendable {
    /// What a raster is of, and whether it has come to where it stands.
    private struct Subject: Hashable {
        let layer: LayerID
        let isEffect: Bool
        let isPlaced: Bool
    }

    private struct Recipe: Equatable {
        let image: RGBAImage
        let origin: PixelPoint
        var shades: [Shade] = []
        var states: [Scene.ShadeState] = []
        var madeShadows: [Scene.MadeShadow] = []
        var coats: [Coat] = []
        var retouches: [Retouch] = []
        /// Goes on beyond the edges of the canvas.
        var goesOn = false
        var canvas: PixelRect
        /// Nil before it is placed.
        var map: Similarity?
    }

    private struct BackgroundRecipe: Equatable {
        let background: RGBAImage
        let changes: [BackgroundChange]
        let surfaces: [Surface]
        let view: View
        let horizon: Double?
    }

    private let rasters = Mutex<[Subject: Recent<Recipe, PlacedRaster?>]>([:])
    private let backgrounds = Mutex(Recent<BackgroundRecipe, RGBAImage>())

    package init() {}

    /// A layer, lit and coated as it is in a scene, where it stands; nil where none of it is inside the canvas.
    func raster(of layer: Layer, in scene: Scene) -> PlacedRaster? {
        let recipe = Recipe(
            image: layer.original, origin: layer.origin, shades: layer.shades,
            states: layer.shades.map { scene.state(of: $0, on: layer) }, madeShadows: scene.madeShadows(on: layer),
            coats: layer.coats, retouches: layer.retouches, canvas: scene.canvas.bounds)
        return raster(of: layer, isEffect: false, recipe, by: layer.map) {
            PlacedRaster(
                scene.lit(layer).wearing(layer.coats).retouched(layer.retouches), at: layer.origin)
        }
    }

    /// A layer's effect where it lies on the background; nil where there is none inside the canvas. What the picture's edge cut goes on where it comes to show.
    func effect(of layer: Layer, in scene: Scene) -> PlacedRaster? {
        guard let effect = layer.effectOnGround else { return nil }
        let recipe = Recipe(
            image: effect.image, origin: effect.origin, goesOn: !layer.placement.isIdentity && !effect.isMade,
            canvas: scene.canvas.bounds)
        return raster(of: layer, isEffect: true, recipe, by: layer.effectMap) {
            let whole = recipe.goesOn ? effect.goingOn(beyond: recipe.canvas) : effect
            return PlacedRaster(whole.image, at: whole.origin)
        }
    }

    /// The background as it is seen in a scene.
    func background(of scene: Scene) -> RGBAImage {
        guard !scene.view.isIdentity || !scene.backgroundChanges.isEmpty else { return scene.background }
        let recipe = BackgroundRecipe(
            background: scene.background, changes: scene.backgroundChanges, surfaces: scene.surfaces, view: scene.view,
            horizon: scene.horizon)
        if let kept = backgrounds.withLock({ $0[recipe] }) { return kept }
        let made = scene.seenBackground
        backgrounds.withLock { $0.keep(made, for: recipe) }
        return made
    }

    /// Forgets the layers that neither scene has.
    func forgetAll(but one: Scene, _ other: Scene) {
        rasters.withLock { rasters in
            // four rasters of a layer at most
            guard rasters.count > 4 * (one.layers.count + other.layers.count) else { return }
            let ids = Set((one.layers + other.layers).map(\.id))
            rasters = rasters.filter { ids.contains($0.key.layer) }
        }
    }

    private func raster(
        of layer: Layer, isEffect: Bool, _ recipe: Recipe, by map: Similarity, _ make: () -> PlacedRaster
    ) -> PlacedRaster? {
        let subject = Subject(layer: layer.id, isEffect: isEffect, isPlaced: false)
        guard let stood = raster(of: subject, recipe, make) else { return nil }
        // moved by whole pixels it is the same elsewhere
        if let moved = stood.moved(by: map) { return moved.rect.intersection(recipe.canvas).isEmpty ? nil : moved }
        var recipe = recipe
        recipe.map = map
        return raster(of: Subject(layer: layer.id, isEffect: isEffect, isPlaced: true), recipe) {
            stood.placed(by: map, within: recipe.canvas)
        }
    }

    private func raster(of subject: Subject, _ recipe: Recipe, _ make: () -> PlacedRaster?) -> PlacedRaster? {
        if let kept = rasters.withLock({ $0[subject]?[recipe] }) { return kept }
        let made = make()
        rasters.withLock { $0[subject, default: Recent()].keep(made, for: recipe) }
        return made
    }
}

/// What was made last and from what, the newest first.
private struct Recent<Recipe: Equatable & Sendable, Made: Sendable>: Sendable {
    private struct Entry {
        let recipe: Recipe
        let result: Made
    }

    private var entries: [Entry] = []

    subscript(recipe: Recipe) -> Made? {
        mutating get {
            guard let index = entries.indices.first(where: { entries[$0].recipe == recipe }) else { return nil }
            if index > 0 { entries.swapAt(0, index) }
            return entries[0].result
        }
    }

    mutating func keep(_ result: Made, for recipe: Recipe) {
        entries = [Entry(recipe: recipe, result: result)] + entries.prefix(1)
    }
}
