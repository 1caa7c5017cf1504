import ActionSpec
import Raster
import Scene

/// Carries actions out on a copy of the scene, one by one, and adds what gravity makes of each.
struct Settling {
    private(set) var scene: Scene
    let isStrict: Bool
    private(set) var settlement = Settlement(actions: [], reasons: [])
    /// How far layers have yet to come down that are to be moved first.
    var pending: [LayerID: Double] = [:]

    init(scene: Scene, isStrict: Bool) {
        self.scene = scene
        self.isStrict = isStrict
    }

    mutating func perform(_ action: Action, before later: ArraySlice<Action>) throws {
        guard let target = action.target, let before = scene.layer(target) else { return try apply(action) }
        switch action {
        case .move: try move(before, action, before: later)
        case .fall(_, let dy, _): try fall(before, guess: dy, before: later)
        case .remove, .rotate, .flip: try takeAway(before, by: action, before: later)
        case .resize(_, let scale): try resize(before, by: scale)
        case .insert, .edit, .retouch, .reorder, .extract, .background, .viewpoint: try apply(action)
        }
    }

    mutating func apply(_ action: Action) throws {
        var plain = action
        if case .insert(var insertion) = action {
            insertion.isHarmonized = false
            plain = .insert(insertion)
        }
        try scene.apply(plain) { _ in Self.standIn }
        settlement.actions.append(action)
    }

    /// What an inserted picture is taken for: its place and height are known from the action, its pixels matter to no one here.
    private static let standIn = RGBAImage(size: PixelSize(width: 64, height: 64), filledWith: RGBA8(0, 0, 0))

    mutating func say(_ sentence: String) { settlement.reasons.append(sentence) }

    func riders(of id: LayerID) -> [Layer] {
        scene.layers.filter { $0.support == .layer(id) }
    }

    /// The layer and all that rests on it, directly or through others, from the lowest up.
    func pile(on id: LayerID) -> [LayerID] {
        var pile = [id]
        var next = 0
        while next < pile.count {
            pile += riders(of: pile[next]).map(\.id)
            next += 1
        }
        return pile
    }

    func pixels(_ count: Double) -> String {
        count == 1 ? "1 pixel" : "\(Int(count.rounded())) pixels"
    }
}

/// The actions.
extension Settling {
    /// What stood on it, or leant on it, and does not any more comes down.
    private mutating func takeAway(_ support: Layer, by action: Action, before later: ArraySlice<Action>) throws {
        let leaners = leaners(on: support)
        let riders = riders(of: support.id)
        try apply(action)
        let turned = scene.layer(support.id)
        let unseated = riders.filter { !(turned?.carries($0) ?? false) }
        let cause =
            turned == nil
            ? "The \(support.name) under it is removed" : "The \(support.name) turns from under it"
        try unseat(unseated, leaners, from: support, by: action.kind, cause, before: later)
        if turned == nil { pending[support.id] = nil }
    }

    private mutating func move(_ layer: Layer, _ action: Action, before later: ArraySlice<Action>) throws {
        guard case .move(_, let dx, let dy, let carried, let support) = action else { return }
        // What goes along may have leant on something that stays.
        let overhanging = self.riders(of: layer.id).filter {
            carried.contains($0.id) && ($0.extent.x < layer.extent.x || $0.extent.maxX > layer.extent.maxX)
        }
        let leaners = leaners(on: layer).filter { !carried.contains($0) } + overhanging.map(\.id)
        let riders = riders(of: layer.id).filter { !carried.contains($0.id) }
        let stoodInPlace = Set(scene.layers.filter { $0.standsInPlace(of: layer) }.map(\.id))
        try apply(action)
        guard let moved = scene.layer(layer.id) else { return }
        let unseated = riders.filter { !moved.carries($0) }
        try refuseToUnseat(unseated, by: .move, of: layer)
        if isStrict { try refuse(moved, from: layer, dx: dx, dy: dy) }
        for rider in riders where moved.carries(rider) {
            say("The \(rider.name) stays: the \(layer.name) is still under it.")
        }
        try unseat(
            unseated, leaners, from: layer, by: .move, "The \(layer.name) moves away from under it", before: later)
        if support != nil {
            pending[moved.id] = nil
        } else if moved.support != layer.support || hasLeft(layer.support, moved) {
            changeSupport(of: moved, from: layer, dy: dy)
        }
        if later.contains(where: { $0.target == layer.id && [.move, .fall].contains($0.kind) }) { return }
        try land(moved, dx: dx, dy: dy, before: later)
        warn(moved, stoodInPlace)
    }

    /// Nothing of its base is over what it stood on.
    private func hasLeft(_ support: Support, _ moved: Layer) -> Bool {
        guard case .layer(let id) = support, let carrier = scene.layer(id) else { return false }
        return !carrier.carries(moved) && !moved.isOver(carrier)
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
        if dy < 0, -dy > abs(dx), moved.support == .unknown || height > 0 || !isLeaning(moved) {
            say("The \(moved.name) is held \(pixels(-dy)) higher, as asked, and does not fall.")
        } else if height > 0 {
            try letGo(
                [Loose(id: moved.id, height: height, cause: .nothingUnderIt)], before: later)
        }
    }

    /// Put on something by an upward move, not lifted into the air.
    private func isLeaning(_ moved: Layer) -> Bool {
        guard case .layer(let id) = moved.support, let carrier = scene.layer(id) else { return false }
        return carrier.carries(moved)
    }

    /// What is left of a fall by `height` after a move by `dy`; a move most of the way down was meant to go all of it.
    private static func remaining(_ height: Double, after dy: Double) -> Double {
        dy > height * 0.6 ? 0 : (height - max(0, dy)).rounded()
    }

    private mutating func resize(_ support: Layer, by scale: Double) throws {
        let leaners = leaners(on: support)
        let riders = riders(of: support.id)
        try refuseToUnseat(riders, by: .resize, of: support)
        try apply(.resize(support.id, scale: scale))
        for rider in riders {
            let contact = rider.contact
            let dx = ((scale - 1) * (contact.center - support.base.x)).rounded()
            let dy = ((scale - 1) * (contact.y - support.base.y)).rounded()
            guard dx != 0 || dy != 0 else { continue }
            say("The \(rider.name) stays on the \(support.name) as its size changes.")
            try apply(
                .move(
                    rider.id, dx: dx, dy: dy, carrying: Array(pile(on: rider.id).dropFirst()), onto: .layer(support.id))
            )
        }
        if scale < 1 {
            try unseat([], leaners, from: support, by: .resize, "The \(support.name) shrinks from under it", before: [])
        }
    }

    /// A FALL that was asked for. How far the request says counts only where nothing better is known.
    private mutating func fall(_ layer: Layer, guess: Double, before later: ArraySlice<Action>) throws {
        let owed = pending.removeValue(forKey: layer.id) ?? 0
        var loose = Loose(id: layer.id, height: owed, cause: .asked(from: nil))
        if owed == 0 {
            switch layer.support {
            case .layer(let id):
                guard let support = scene.layer(id) else { break }
                // It goes off the thing, past its face.
                loose = Loose(
                    id: layer.id, height: Physics.fallHeight(of: layer, from: support),
                    cause: .asked(from: support.name), isStraight: true)
            case .ground: break
            case .unknown: loose.height = max(guess, groundLine(below: layer) - layer.base.y).rounded()
            }
        }
        guard loose.height > 0 else {
            return say("The \(layer.name) has nowhere to fall: it stands where it is.")
        }
        try letGo([loose], before: later)
    }

    /// Where the ground is below something whose place in depth is not known: as low as the base of the thing on the ground whose
    /// middle is nearest to it, else a little above the picture's lower edge.
    private func groundLine(below layer: Layer) -> Double {
        let grounded = scene.layers.filter { $0.support == .ground && $0.id != layer.id }
        let nearest = grounded.min { abs($0.base.x - layer.base.x) < abs($1.base.x - layer.base.x) }
        return nearest?.base.y ?? Double(scene.canvas.height) * 0.95
    }
}

/// What is said of what a person asked for and physics would not have.
extension Settling {
    private mutating func warn(_ moved: Layer, _ stoodInPlace: Set<LayerID>) {
        if case .layer(let id) = moved.support, let carrier = scene.layer(id), !moved.hasItsWeight(on: carrier) {
            say("The \(moved.name) stands half off the \(carrier.name) and would topple; it is left there, as asked.")
        }
        for other in scene.layers
        where other.id != moved.id && !stoodInPlace.contains(other.id) && other.standsInPlace(of: moved) {
            say(
                "The \(moved.name) comes to stand where the \(other.name) stands, inside it; it is left there, as asked."
            )
        }
    }

    func refuseToUnseat(_ riders: [Layer], by action: ActionKind, of support: Layer) throws {
        guard isStrict, let rider = riders.first else { return }
        throw PhysicsError.leavesUnsupported(rider: rider.name, action: action, name: support.name)
    }

    private func refuse(_ moved: Layer, from before: Layer, dx: Double, dy: Double) throws {
        var isCarried = moved.support == before.support && before.support != .unknown
        if case .layer(let id) = moved.support, let carrier = scene.layer(id) {
            isCarried = carrier.carries(moved)
            if isCarried, !moved.hasItsWeight(on: carrier) {
                throw PhysicsError.topples(name: moved.name, carrier: carrier.name)
            }
        }
        if !isCarried && before.support != .unknown || moved.support == .ground && dy < 0 && -dy > abs(dx) {
            throw PhysicsError.floats(name: moved.name)
        }
        if let other = scene.layers.first(where: { $0.id != moved.id && $0.standsInPlace(of: moved) }) {
            throw PhysicsError.collides(name: moved.name, other: other.name)
        }
    }
}
