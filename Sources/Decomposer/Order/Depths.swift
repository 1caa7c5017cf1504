import ActionSpec
import Foundation
import Physics
import Raster
import Scene

/// How far away things are, coarsely: from where they stand on the ground, how large they show, who hides whom, and what a depth
/// network says where there is one.
///
/// Nearness is 1/distance in units of the nearest ground: 1 at the picture's lower edge, 0 at the horizon. On flat ground it is
/// linear in the row, and so is the size at which a thing shows (Hoiem, Efros and Hebert 2008). Depth is 1 − nearness.
enum Depths {
    /// The row of the horizon at which the sizes of things that stand on the ground agree best, nil where nothing does.
    ///
    /// Things differ by a factor e^0.6 or so; the horizon is expected at three tenths of the picture, give or take two, and lies
    /// above every base.
    static func horizon(of layers: [Layer], canvas: PixelSize) -> Double? {
        let grounded = layers.filter { $0.support == .ground }
        let things = grounded.map { (size: Double($0.originalExtent.area).squareRoot(), base: base(of: $0)) }
        guard let highest = things.map(\.base).min() else { return nil }
        let height = Double(canvas.height)
        func cost(_ row: Double) -> Double {
            let sizes = things.map { log($0.size / ($0.base - row)) }
            let mean = sizes.reduce(0, +) / Double(sizes.count)
            let spread = sizes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (2 * 0.6 * 0.6)
            let surprise = (row - 0.3 * height) / (0.2 * height)
            return spread + surprise * surprise / 2
        }
        let top = -0.25 * height
        let rows = stride(from: top, through: min(0.6, highest / height - 0.05) * height, by: 0.01 * height)
        return min(rows.min { cost($0) < cost($1) } ?? top, height - 1)
    }

    /// Each layer's depth, 0 nearest to 1 farthest. Nothing in front is farther than what it is in front of.
    ///
    /// - Parameters:
    ///   - scene: with supports, order and horizon.
    ///   - nearness: by layer, 0...1, where a depth network has said so; it wins over bases.
    static func depths(of scene: Scene, nearness: [Double]?) -> [Double] {
        var near = nearness ?? nearnessFromBases(scene)
        var place: [LayerID: Int] = [:]
        for (index, layer) in scene.layers.enumerated() { place[layer.id] = index }
        var behind = [[Int]](repeating: [], count: scene.layers.count)
        for edge in scene.order where edge.isObeyed {
            if let front = place[edge.front], let back = place[edge.behind] { behind[front].append(back) }
        }
        // back to front, so that what is behind is settled
        for index in near.indices { near[index] = behind[index].reduce(near[index]) { max($0, near[$1]) } }
        return near.map { ((1 - $0) * 1000).rounded() / 1000 }
    }

    /// From the ground each layer's pile stands on; what hangs is as far as the farthest thing on the ground.
    private static func nearnessFromBases(_ scene: Scene) -> [Double] {
        guard let horizon = scene.horizon else { return scene.layers.map { _ in 0.5 } }
        let standing: [Double?] = scene.layers.map { layer in
            let lowest = scene.chain(below: layer.id).last.flatMap { scene.layer($0) } ?? layer
            guard lowest.support == .ground else { return nil }
            return max(0, min(1, (base(of: lowest) - horizon) / (Double(scene.canvas.height) - horizon)))
        }
        let farthest = standing.compactMap { $0 }.min() ?? 0.5
        return standing.map { $0 ?? farthest }
    }

    /// The row of the middle of a layer's base.
    private static func base(of layer: Layer) -> Double { Double(layer.originalExtent.maxY) - layer.baseDepth }

    /// How near each mask is by a depth network's map, 0...1: the median over the mask, between the map's ends.
    ///
    /// - Parameter map: inverse depth up to scale and shift, as such networks give it, of any size.
    static func nearness(of masks: [Mask], in map: Plane) -> [Double] {
        let sorted = map.values.sorted()
        let (low, high) = (sorted[sorted.count / 50], sorted[sorted.count - 1 - sorted.count / 50])
        return masks.map { mask in
            var values: [Float] = []
            for y in 0..<mask.height {
                for x in 0..<mask.width where mask[x, y] > 127 {
                    values.append(map[x * map.width / mask.width, y * map.height / mask.height])
                }
            }
            values.sort()
            guard high > low, !values.isEmpty else { return 0.5 }
            return Double(max(0, min(1, (values[values.count / 2] - low) / (high - low))))
        }
    }
}
