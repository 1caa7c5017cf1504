import ActionSpec
import Raster
import Scene

/// The things of a scene where they stand: over which line of the ground, how high above it, and with what outline.
struct Terrain {
    private let scene: Scene
    /// How far layers have yet to come down.
    private let hanging: [LayerID: Double]
    private var places: [LayerID: Place] = [:]
    private var riders: [LayerID: [Layer]] = [:]
    private var ceilings: [LayerID: Double] = [:]

    struct Place {
        var profile: Profile
        /// The row of the ground below its nearest edge.
        var ground: Double
        /// Of the base above the ground, in pixels.
        var lift: Double
        /// The canvas rows of the ground it stands over, from back to front.
        var depth: ClosedRange<Double>
    }

    /// - Parameter hanging: how far layers that have lost their support are above what they will come to stand on.
    init(_ scene: Scene, hanging: [LayerID: Double] = [:]) {
        self.scene = scene
        self.hanging = hanging
        for layer in scene.layers where hanging[layer.id] == nil {
            if case .layer(let id) = layer.support { riders[id, default: []].append(layer) }
        }
    }

    /// Nil where it is not known over what ground the layer is.
    mutating func place(_ id: LayerID) -> Place? {
        if let place = places[id] { return place }
        guard let layer = scene.layer(id), let lift = lift(of: layer) else { return nil }
        let place = Place(layer, lift: lift, ceiling: ceiling(of: layer))
        places[id] = place
        return place
    }

    /// How high its riders stand on it, the middle of what they say; nil without any.
    private mutating func ceiling(of layer: Layer) -> Double? {
        guard let riders = riders[layer.id] else { return nil }
        if let known = ceilings[layer.id] { return known }
        let carrier = Carrier(layer)
        let heights = riders.map(carrier.fallHeight).sorted()
        let ceiling = heights[heights.count / 2]
        ceilings[layer.id] = ceiling
        return ceiling
    }

    /// Of what is said to be below, one on the other, the first that some of the layer is above.
    private func support(under layer: Layer) -> Support {
        var support = layer.support
        for _ in scene.layers {
            guard case .layer(let id) = support, let below = scene.layer(id),
                min(below.extent.maxX, layer.extent.maxX) <= max(below.extent.x, layer.extent.x)
            else { break }
            support = below.support
        }
        return support
    }

    private mutating func lift(of layer: Layer) -> Double? {
        var lift = 0.0
        var current = layer
        for _ in scene.layers {
            let height = hanging[current.id]
            lift += height ?? 0
            switch height == nil ? current.support : support(under: current) {
            case .ground: return lift
            case .unknown: return height == nil ? nil : lift
            case .layer(let id):
                guard let below = scene.layer(id) else { return nil }
                lift += ceiling(of: below) ?? Physics.fallHeight(of: current.lowered(by: height ?? 0), from: below)
                current = below
            }
        }
        return nil
    }

    /// Touches `carrier` from above.
    mutating func isOn(_ carrier: LayerID, _ id: LayerID) -> Bool { span(of: id, on: carrier) != nil }

    /// Where along the picture `id` touches `carrier` from above.
    private mutating func span(of id: LayerID, on carrier: LayerID) -> ClosedRange<Double>? {
        guard id != carrier, let place = place(id), let below = self.place(carrier), below.depth.overlaps(place.depth)
        else { return nil }
        let touching = place.profile.columnPairs(with: below.profile).filter {
            abs(place.lift + place.profile.low[$0.own] - below.lift - below.profile.high[$0.other])
                <= place.profile.slack
        }
        return place.profile.span(of: touching.map(\.own))
    }

    /// Its centre of mass is over what it touches from above.
    mutating func isBalanced(_ id: LayerID) -> Bool {
        guard let place = place(id) else { return true }
        let profile = place.profile
        let grounded = profile.low.indices.filter {
            !profile.isEmpty($0) && place.lift + profile.low[$0] <= profile.slack
        }
        var spans = [profile.span(of: grounded)].compactMap { $0 }
        for other in scene.layers { if let span = span(of: id, on: other.id) { spans.append(span) } }
        guard let left = spans.map(\.lowerBound).min(), let right = spans.map(\.upperBound).max() else { return false }
        return (left...right).contains(profile.centerOfMass)
    }

    /// Lets go of `loose` and says where each comes to rest among all others, which stay; nil where it is not known how high they are.
    mutating func rest(of loose: [LayerID]) -> [Landing]? {
        let places = loose.compactMap { place($0) }
        guard places.count == loose.count else { return nil }
        var ids = loose
        var all = places
        for layer in scene.layers where !loose.contains(layer.id) && hanging[layer.id] == nil {
            guard let place = place(layer.id), places.contains(where: { $0.depth.overlaps(place.depth) }) else {
                continue
            }
            ids.append(layer.id)
            all.append(place)
        }
        let bodies = all.enumerated().map { index, place in
            var carrier: Int?
            if hanging[ids[index]] == nil, case .layer(let id)? = scene.layer(ids[index])?.support {
                carrier = ids.firstIndex(of: id)
            }
            return RigidWorld.Body(
                outline: place.profile.outline(lift: place.lift), depth: place.depth, isFixed: index >= loose.count,
                carrier: carrier)
        }
        return zip(RigidWorld.rest(bodies), places).map { rest, place in
            Landing(
                center: Point(x: rest.center.x, y: place.ground - rest.center.y), shift: rest.shift,
                degrees: rest.degrees, support: rest.carrier.map { .layer(ids[$0]) } ?? .ground, ground: place.ground,
                isBall: place.profile.radius != nil)
        }
    }

    struct Landing: Hashable {
        /// Where the centre of mass was, on the canvas.
        var center: Point
        /// How far it came, in pixels, height upward.
        var shift: Point
        /// Clockwise.
        var degrees: Double
        var support: Support
        /// The row of the ground it stands over.
        var ground: Double
        var isBall: Bool
    }
}

extension Terrain.Place {
    /// `layer` at `lift` above the ground.
    init(_ layer: Layer, lift: Double, ceiling: Double?) {
        let footprint = layer.footprint
        // An outline tells little of how deep a box is that is seen from the front.
        let reach = max(footprint.halfDepth, 0.2 * footprint.halfWidth)
        let middle = footprint.center.y + lift
        self.init(
            profile: Profile(layer, ceiling: ceiling), ground: layer.base.y + lift, lift: lift,
            depth: middle - reach...middle + reach)
    }
}
