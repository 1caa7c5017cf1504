import ActionSpec
import Physics
import Scene

extension Scene {
    /// Adds to bare layers what stacking says of them: order, occlusions, supports, the horizon and depths.
    /// The surfaces must be known by then.
    ///
    /// - Parameters:
    ///   - stacking: of the instances that the layers were made of, in its order.
    ///   - nearness: by instance; see `Depths.depths`.
    ///   - isDrawing: the floor is known to the pixel, so that what ends above it stands on something else. In a photograph a horse behind another
    ///     would hang on that.
    mutating func relate(by stacking: Stacking, nearness: [Double]?, isDrawing: Bool) {
        var id = [LayerID](repeating: LayerID(""), count: layers.count)
        for (position, instance) in stacking.backToFront.enumerated() { id[instance] = layers[position].id }
        order = stacking.edges.map { edge in
            OrderEdge(
                front: id[edge.front], behind: id[edge.behind], kind: edge.isOcclusion ? .occlusion : .depth,
                confidence: edge.confidence, isObeyed: edge.isObeyed)
        }
        occlusions = order.filter { $0.kind == .occlusion && $0.isObeyed }
            .map { Occlusion(front: $0.front, behind: $0.behind) }
        let floor = isDrawing ? surfaces.first { $0.part == .floor }?.region : nil
        let supports = Physics.supports(of: layers, occlusions: occlusions, floor: floor, canvas: canvas)
        for (index, support) in supports.enumerated() { layers[index].support = support }
        horizon = Depths.horizon(of: layers, canvas: canvas)
        let depths = Depths.depths(of: self, nearness: nearness.map { near in stacking.backToFront.map { near[$0] } })
        for (index, depth) in depths.enumerated() { layers[index].depth = depth }
    }
}
