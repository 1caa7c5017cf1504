import ActionSpec
import Raster

extension Scene {
    /// Checks every structural promise of a scene; a decomposer's result, a layer folder and the scene after any action
    /// must pass.
    ///
    /// - Throws: `SceneError` naming the first broken promise, in the order of the layers.
    public func validate() throws {
        guard background.size == canvas else {
            throw SceneError.backgroundSize(found: background.size, canvas: canvas)
        }
        var parts: Set<BackgroundPart> = []
        for surface in surfaces {
            guard surface.region.size == canvas else {
                throw SceneError.surfaceSize(surface.part, found: surface.region.size, canvas: canvas)
            }
            guard parts.insert(surface.part).inserted else { throw SceneError.repeatedSurface(surface.part) }
        }
        var positions: [LayerID: Int] = [:]
        for (index, layer) in layers.enumerated() {
            guard !layer.id.rawValue.isEmpty else { throw SceneError.emptyID(index: index) }
            guard positions.updateValue(index, forKey: layer.id) == nil else {
                throw SceneError.repeatedID(layer.id)
            }
            try layer.validateNumbers()
        }
        for layer in layers { try validateSupport(of: layer, positions: positions) }
        for occlusion in occlusions {
            guard let front = positions[occlusion.front] else { throw SceneError.unknownOcclusion(occlusion.front) }
            guard let behind = positions[occlusion.behind] else { throw SceneError.unknownOcclusion(occlusion.behind) }
            guard front > behind else {
                throw SceneError.occlusionAgainstOrder(front: occlusion.front, behind: occlusion.behind)
            }
        }
        for edge in order {
            guard let front = positions[edge.front], let behind = positions[edge.behind] else {
                let unknown = positions[edge.front] == nil ? edge.front : edge.behind
                throw SceneError.unknownInOrder(unknown, known: layers.map(\.id))
            }
            guard (0...1).contains(edge.confidence) else { throw SceneError.orderConfidence(edge) }
            guard front > behind || !edge.isObeyed else {
                throw SceneError.orderAgainstStack(front: edge.front, behind: edge.behind)
            }
        }
        if let horizon, !(-1e12...Double(canvas.height - 1)).contains(horizon) {
            throw SceneError.horizon(horizon, canvas: canvas)
        }
    }

    private func validateSupport(of layer: Layer, positions: [LayerID: Int]) throws {
        var below = layer.support
        var steps = 0
        while case .layer(let id) = below {
            guard let index = positions[id] else { throw SceneError.unknownSupport(layer.id, support: id) }
            steps += 1
            guard steps <= layers.count, id != layer.id else { throw SceneError.supportCycle(layer.id) }
            below = layers[index].support
        }
    }
}

extension Layer {
    /// - Throws: `SceneError.number` where a place or size is none that can be drawn.
    func validateNumbers() throws {
        func check(_ field: String, _ value: Double, in range: ClosedRange<Double>, _ allowed: String) throws {
            guard range.contains(value) else {
                throw SceneError.number(id, field: field, value: value, allowed: allowed)
            }
        }
        try check("confidence", confidence, in: 0...1, "0 to 1")
        try check("outlineConfidence", outlineConfidence ?? 1, in: 0...1, "0 to 1")
        try check("fillConfidence", fillConfidence ?? 1, in: 0...1, "0 to 1")
        try check("depth", depth, in: -1e12...1e12, "a finite number")
        try check("x", Double(origin.x), in: -Placement.farthest...Placement.farthest, "a place near the canvas")
        try check("y", Double(origin.y), in: -Placement.farthest...Placement.farthest, "a place near the canvas")
        try check("dx", placement.dx, in: -Placement.farthest...Placement.farthest, "a finite shift")
        try check("dy", placement.dy, in: -Placement.farthest...Placement.farthest, "a finite shift")
        try check(
            "scale", placement.scale, in: Placement.scales,
            "\(Placement.scales.lowerBound) to \(Placement.scales.upperBound)")
        try check("degrees", placement.degrees, in: -180...180, "-180 to 180")
    }
}

extension Placement {
    /// The farthest a layer may be shifted, in pixels: far outside any canvas, safely inside every integer type.
    static let farthest = 1e6
    /// The sizes a layer may take, relative to its original.
    static let scales = 1e-3...1e3
}
