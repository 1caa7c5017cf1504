import ActionSpec
import Raster
import Scene

/// Carries actions out on a copy of the scene, one by one, and adds what gravity makes of each.
struct Settling {
    private var scene: Scene
    private let isStrict: Bool
    private(set) var settlement = Settlement(actions: [], reasons: [])
    /// How far layers have yet to come down that are to be moved first.
    private var pending: [LayerID: Double] = [:]

    init(scene: Scene, isStrict: Bool) {
        self.scene = scene
        self.isStrict = isStrict
    }

    mutating func perform(_ action: Action, before later: ArraySlice<Action>) throws {
        guard let target = action.target, let before = scene.layer(target) else { return try apply(action) }
        switch action {
        case .move(_, let dx, let dy): try move(before, dx: dx, dy: dy, before: later)
        case .fall(_, let dy): try fall(before, guess: dy, before: later)
        case .remove: try remove(before, before: later)
        case .resize(_, let scale): try resize(before, by: scale)
        case .rotate, .flip: try turn(before, by: action, before: later)
        case .insert, .edit, .retouch, .reorder, .extract: try apply(action)
        }
    }

    private mutating func apply(_ action: Action) throws {
        try scene.apply(action) { _ in Self.standIn }
        settlement.actions.append(action)
    }

    /// What an inserted picture is taken for: its place and height are known from the action, its pixels matter to no one here.
    private static let standIn = RGBAImage(size: PixelSize(width: 64, height: 64), filledWith: RGBA8(0, 0, 0))

    private mutating func say(_ sentence: String) { settlement.reasons.append(sentence) }
}

/// The actions.
extension Settling {
    private mutating func remove(_ support: Layer, before later: ArraySlice<Action>) throws {
        let riders = riders(of: support.id)
        try refuseToUnseat(riders, by: .remove, of: support)
        try apply(.remove(support.id))
        for rider in riders {
            try letDown(rider, from: support, "The \(support.name) under it is removed", before: later)
        }
        pending[support.id] = nil
    }

    private mutating func move(_ layer: Layer, dx: Double, dy: Double, before later: ArraySlice<Action>) throws {
        let riders = riders(of: layer.id)
        try apply(.move(layer.id, dx: dx, dy: dy))
        guard let moved = scene.layer(layer.id) else { return }
        let unseated = riders.filter { !moved.carries($0) }
        try refuseToUnseat(unseated, by: .move, of: layer)
        if isStrict { try refuse(moved, from: layer, dx: dx, dy: dy) }
        for rider in riders where moved.carries(rider) {
            say("The \(rider.name) stays: the \(layer.name) is still under it.")
        }
        for rider in unseated {
            try letDown(rider, from: layer, "The \(layer.name) moves away from under it", before: later)
        }
        if moved.support != layer.support { changeSupport(of: moved, from: layer, dy: dy) }
        if later.contains(where: { $0.target == layer.id && [.move, .fall].contains($0.kind) }) { return }
        try land(moved, dx: dx, dy: dy, before: later)
    }

    /// A move carried the layer off what it stood on: it now stands on another, or has the height of that to come down, and of
    /// all below that it is not above any more.
    private mutating func changeSupport(of moved: Layer, from before: Layer, dy: Double) {
        if case .layer(let id) = moved.support, let carrier = scene.layer(id), carrier.carries(moved) {
            pending[moved.id] = nil
            return say("The \(moved.name) comes to stand on the \(carrier.name).")
        }
        var height = pending[moved.id, default: 0]
        var support = before.support
        while case .layer(let id) = support, let carrier = scene.layer(id), !carrier.carries(moved.lowered(by: height))
        {
            let more = Physics.fallHeight(of: before.lowered(by: height), from: carrier)
            height += support == before.support ? Self.remaining(more, after: dy) : more
            support = carrier.support
        }
        pending[moved.id] = height
    }

    /// After a layer's last move: it comes down if nothing carries it any more, unless it was to go up.
    private mutating func land(_ moved: Layer, dx: Double, dy: Double, before later: ArraySlice<Action>) throws {
        let height = pending.removeValue(forKey: moved.id) ?? 0
        if dy < 0, -dy > abs(dx) {
            say("The \(moved.name) is held \(pixels(-dy)) higher, as asked, and does not fall.")
        } else if height > 0 {
            say("The \(moved.name) falls \(pixels(height)): nothing carries it where it was moved.")
            try drop(moved.id, by: height, before: later)
        }
    }

    /// What is left of a fall by `height` after a move by `dy`; a move most of the way down was meant to go all of it.
    private static func remaining(_ height: Double, after dy: Double) -> Double {
        dy > height * 0.6 ? 0 : (height - max(0, dy)).rounded()
    }

    private mutating func resize(_ support: Layer, by scale: Double) throws {
        let riders = riders(of: support.id)
        try refuseToUnseat(riders, by: .resize, of: support)
        try apply(.resize(support.id, scale: scale))
        for rider in riders {
            let contact = rider.contact
            let dx = ((scale - 1) * (contact.center - support.base.x)).rounded()
            let dy = ((scale - 1) * (contact.y - support.base.y)).rounded()
            guard dx != 0 || dy != 0 else { continue }
            say("The \(rider.name) stays on the \(support.name) as its size changes.")
            for member in pile(on: rider.id) { try apply(.move(member, dx: dx, dy: dy)) }
        }
    }

    /// What stood on it and does not any more comes down.
    private mutating func turn(_ support: Layer, by action: Action, before later: ArraySlice<Action>) throws {
        let riders = riders(of: support.id)
        try apply(action)
        guard let turned = scene.layer(support.id) else { return }
        let unseated = riders.filter { !turned.carries($0) }
        try refuseToUnseat(unseated, by: action.kind, of: support)
        for rider in unseated {
            try letDown(rider, from: support, "The \(support.name) turns from under it", before: later)
        }
    }

    /// A FALL that was asked for. How far the request says counts only where nothing better is known.
    private mutating func fall(_ layer: Layer, guess: Double, before later: ArraySlice<Action>) throws {
        var height = pending.removeValue(forKey: layer.id) ?? 0
        var place = ""
        if height == 0 {
            switch layer.support {
            case .layer(let id):
                guard let support = scene.layer(id) else { break }
                height = Physics.fallHeight(of: layer, from: support)
                place = ", off the \(support.name)"
            case .ground: break
            case .unknown:
                height = max(guess, groundLine(below: layer) - layer.base.y).rounded()
                place = ", to the ground"
            }
        }
        guard height > 0 else { return say("The \(layer.name) has nowhere to fall: it stands where it is.") }
        say("The \(layer.name) falls \(pixels(height))\(place).")
        try drop(layer.id, by: height, before: later)
    }
}

/// Coming down.
extension Settling {
    private func riders(of id: LayerID) -> [Layer] {
        scene.layers.filter { $0.support == .layer(id) }
    }

    /// The layer and all that rests on it, directly or through others, from the lowest up.
    private func pile(on id: LayerID) -> [LayerID] {
        var pile = [id]
        var next = 0
        while next < pile.count {
            pile += riders(of: pile[next]).map(\.id)
            next += 1
        }
        return pile
    }

    /// Lets `rider` and its pile down by the height of `support`, which is gone from under it, and by what that had yet to come
    /// down itself.
    private mutating func letDown(
        _ rider: Layer, from support: Layer, _ cause: String, before later: ArraySlice<Action>
    ) throws {
        let height = Physics.fallHeight(of: rider, from: support) + pending[support.id, default: 0]
        guard height > 0 else { return }
        if waits(rider.id, for: later) {
            pending[rider.id, default: 0] += height
            return
        }
        say("\(cause), so the \(rider.name) falls \(pixels(height)).")
        try drop(rider.id, by: height, before: later)
    }

    /// Whether later actions move the layer or take it away, which comes first.
    private func waits(_ id: LayerID, for later: ArraySlice<Action>) -> Bool {
        later.contains { $0.target == id && [.move, .fall, .remove].contains($0.kind) }
    }

    private mutating func drop(_ id: LayerID, by height: Double, before later: ArraySlice<Action>) throws {
        guard height > 0 else { return }
        try apply(.fall(id, dy: height))
        for rider in riders(of: id) {
            if waits(rider.id, for: later) {
                pending[rider.id, default: 0] += height
            } else {
                say("The \(rider.name), which rests on it, comes down with it.")
                try drop(rider.id, by: height, before: later)
            }
        }
    }

    /// Where the ground is below something whose place in depth is not known: as low as the base of the thing on the ground whose
    /// middle is nearest to it, else a little above the picture's lower edge.
    private func groundLine(below layer: Layer) -> Double {
        let grounded = scene.layers.filter { $0.support == .ground && $0.id != layer.id }
        let nearest = grounded.min { abs($0.base.x - layer.base.x) < abs($1.base.x - layer.base.x) }
        return nearest?.base.y ?? Double(scene.canvas.height) * 0.95
    }

    private func pixels(_ count: Double) -> String {
        count == 1 ? "1 pixel" : "\(Int(count.rounded())) pixels"
    }
}

/// What `strict` refuses.
extension Settling {
    private func refuseToUnseat(_ riders: [Layer], by action: ActionKind, of support: Layer) throws {
        guard isStrict, let rider = riders.first else { return }
        throw PhysicsError.leavesUnsupported(rider: rider.name, action: action, name: support.name)
    }

    private func refuse(_ moved: Layer, from before: Layer, dx: Double, dy: Double) throws {
        var isCarried = moved.support == before.support && before.support != .unknown
        if case .layer(let id) = moved.support { isCarried = scene.layer(id)?.carries(moved) ?? false }
        if !isCarried && before.support != .unknown || moved.support == .ground && dy < 0 && -dy > abs(dx) {
            throw PhysicsError.floats(name: moved.name)
        }
        if let other = scene.layers.first(where: { $0.id != moved.id && $0.standsInPlace(of: moved) }) {
            throw PhysicsError.collides(name: moved.name, other: other.name)
        }
    }
}

extension Layer {
    fileprivate func lowered(by height: Double) -> Layer {
        var layer = self
        layer.placement.dy += height
        return layer
    }

    /// Both stand on the same thing, and their footprints, taken for ellipses, share more than their rims.
    fileprivate func standsInPlace(of other: Layer) -> Bool {
        guard support == other.support, support != .unknown else { return false }
        let (mine, theirs) = (footprint, other.footprint)
        let dx = (mine.center.x - theirs.center.x) / (mine.halfWidth + theirs.halfWidth)
        let dy = (mine.center.y - theirs.center.y) / (mine.halfDepth + theirs.halfDepth)
        return dx * dx + dy * dy < 0.5
    }

    /// Where it stands: from its front edge as far back as its lower outline rises to the sides, but no deeper than a
    /// circle seen from 25° above.
    private var footprint: (center: Point, halfWidth: Double, halfDepth: Double) {
        let outline = Silhouette(upright)
        let inset = outline.columns.count / 20
        let sides = [outline.columns.lowerBound + inset, outline.columns.upperBound - 1 - inset]
        let rise = sides.map { outline.bounds.maxY - (outline.bottom(at: $0) ?? outline.bounds.y) }
        let halfWidth = Double(outline.columns.count) / 2 * placement.scale
        let halfDepth = min(max(1, Double(rise[0] + rise[1]) / 2) * placement.scale, 0.4 * halfWidth)
        return (Point(x: base.x, y: base.y - halfDepth), halfWidth, halfDepth)
    }
}
