import ActionSpec
import Raster
import Scene

/// A layer that nothing carries any more.
struct Loose {
    var id: LayerID
    /// How far it would come down, straight.
    var height: Double
    var cause: Cause
    /// Comes straight down past whatever is in its way.
    var isStraight = false

    /// Why, as the reasoning says it.
    enum Cause {
        /// A whole clause: "The can under it is removed".
        case lost(String)
        case nothingUnderIt
        /// By a FALL; from the thing it stood on, if any.
        case asked(from: String?)
    }
}

/// Coming down.
extension Settling {
    /// What touches `support` from above without being known to rest on it: a plank on two blocks rests on one and leans on the other.
    func leaners(on support: Layer) -> [LayerID] {
        var terrain = Terrain(scene, hanging: pending)
        let (left, right) = (support.extent.x - 2, support.extent.maxX + 2)
        return scene.layers.filter {
            $0.support != .layer(support.id) && $0.id != support.id && $0.extent.x < right && $0.extent.maxX > left
                && $0.extent.y < support.extent.y + support.extent.height / 2
                && !scene.chain(below: support.id).contains($0.id) && terrain.isOn(support.id, $0.id)
        }.map(\.id)
    }

    /// Lets down `riders`, which `support` no longer carries, and those of `leaners` that it kept from tipping over.
    mutating func unseat(
        _ riders: [Layer], _ leaners: [LayerID], from support: Layer, by action: ActionKind, _ cause: String,
        before later: ArraySlice<Action>
    ) throws {
        try refuseToUnseat(riders, by: action, of: support)
        var loose: [Loose] = []
        let carrier = riders.isEmpty ? nil : Carrier(support)
        for rider in riders {
            let height = (carrier?.fallHeight(of: rider) ?? 0) + pending[support.id, default: 0]
            guard height > 0 else { continue }
            if waits(rider.id, for: later) {
                pending[rider.id, default: 0] += height
            } else {
                loose.append(Loose(id: rider.id, height: height, cause: .lost(cause)))
            }
        }
        if !leaners.isEmpty {
            var terrain = Terrain(scene, hanging: pending)
            let tipping = leaners.filter { !terrain.isBalanced($0) && !waits($0, for: later) }.compactMap(scene.layer)
            try refuseToUnseat(tipping, by: action, of: support)
            loose += tipping.map { Loose(id: $0.id, height: 0, cause: .lost(cause)) }
        }
        try letGo(loose, before: later)
    }

    /// Whether later actions move the layer or take it away, which comes first.
    private func waits(_ id: LayerID, for later: ArraySlice<Action>) -> Bool {
        later.contains { $0.target == id && [.move, .fall, .remove].contains($0.kind) }
    }

    /// Lets go of layers and of all that rests on them, until everything rests again.
    mutating func letGo(_ loose: [Loose], before later: ArraySlice<Action>) throws {
        guard !loose.isEmpty else { return }
        var group: [(id: LayerID, loose: Loose?, carrier: LayerID?)] = []
        for one in loose {
            for member in pile(on: one.id) where !group.contains(where: { $0.id == member }) {
                let isFirst = member == one.id
                // What is moved later, and what rests on that, stays until then.
                let below = isFirst ? nil : carrier(of: member)
                guard isFirst || group.contains(where: { $0.id == below }) && !waits(member, for: later) else {
                    continue
                }
                group.append((member, isFirst ? one : nil, below))
            }
        }
        let landings = landings(of: group.map(\.id), loose)
        var heights: [LayerID: Double] = [:]
        for (index, member) in group.enumerated() {
            let straight = member.loose?.height ?? member.carrier.flatMap { heights[$0] } ?? 0
            heights[member.id] = try land(
                member.id, landings?[index], straight: straight, loose: member.loose, carrier: member.carrier)
        }
        for member in group {
            for rider in riders(of: member.id) where !group.contains(where: { $0.id == rider.id }) {
                pending[rider.id, default: 0] += heights[member.id] ?? 0
            }
        }
    }

    private func carrier(of id: LayerID) -> LayerID? {
        guard case .layer(let below)? = scene.layer(id)?.support else { return nil }
        return below
    }

    /// Nil where it is not known what is below, and for what is to come straight down.
    private func landings(of group: [LayerID], _ loose: [Loose]) -> [Terrain.Landing]? {
        guard !loose.contains(where: \.isStraight) else { return nil }
        let hanging = pending.merging(loose.map { ($0.id, $0.height) }) { $0 + $1 }
        var terrain = Terrain(scene, hanging: hanging)
        return terrain.rest(of: group)
    }

    /// Brings one layer to where it comes to rest.
    ///
    /// - Parameter straight: how far it comes down if nothing comes between.
    /// - Returns: how far it came down.
    private mutating func land(
        _ id: LayerID, _ landing: Terrain.Landing?, straight: Double, loose: Loose?, carrier: LayerID?
    ) throws -> Double {
        guard let layer = scene.layer(id) else { return 0 }
        let tolerance = max(2, 0.12 * straight, 0.03 * Double(layer.extent.height))
        guard let landing, scene.canRest(id, on: landing.support) else {
            return try fall(layer, by: straight, onto: nil, loose: loose)
        }
        let isUpright = abs(landing.degrees) < 4 && abs(landing.shift.x) < max(3, 0.1 * Double(layer.extent.width))
        if isUpright || layer.keepsItsBalance {
            let drop = isUpright ? -landing.shift.y : heightUpright(of: layer, over: landing.support) ?? straight
            let isStraight = abs(drop - straight) <= tolerance
            let isExpected = carrier.map { landing.support == .layer($0) } ?? (landing.support == layer.support)
            return try fall(
                layer, by: isStraight ? straight : max(0, drop.rounded()),
                onto: isStraight && isExpected ? nil : landing.support, loose: loose)
        }
        return try topple(layer, landing, loose: loose)
    }

    /// How far something comes down until it meets what it comes to rest on, if it does not turn; nil where that is the ground.
    private func heightUpright(of layer: Layer, over support: Support) -> Double? {
        guard case .layer(let id) = support, let below = scene.layer(id) else { return nil }
        let (own, other) = (Profile(layer), Profile(below))
        let gaps = own.columnPairs(with: other).map {
            below.base.y - other.high[$0.other] - (layer.base.y - own.low[$0.own])
        }
        return gaps.min().map { max(0, $0) }
    }

    private mutating func fall(_ layer: Layer, by height: Double, onto support: Support?, loose: Loose?) throws
        -> Double
    {
        let place = support.map { ", onto \(self.name($0))" } ?? ""
        let name = layer.name
        switch loose?.cause {
        case .lost(let cause) where height > 0:
            say("\(cause), so the \(name) falls \(pixels(height))\(place).")
        case .lost(let cause): say("\(cause), but \(support.map(self.name) ?? "something else") carries the \(name).")
        case .nothingUnderIt where height > 0:
            say("The \(name) falls \(pixels(height))\(place): nothing carries it where it was moved.")
        case .asked(let support) where height > 0:
            let end = support.map { ", off the \($0)" } ?? (place.isEmpty ? ", to the ground" : place)
            say("The \(name) falls \(pixels(height))\(end).")
        case .nothingUnderIt, .asked: break
        case nil: say("The \(name), which rests on it, comes down with it.")
        }
        if height > 0 || support != nil { try apply(.fall(layer.id, dy: height, onto: support)) }
        return height
    }

    /// Turned over, or slid or rolled away.
    private mutating func topple(_ layer: Layer, _ landing: Terrain.Landing, loose: Loose?) throws -> Double {
        let degrees = landing.degrees.rounded()
        let center = landing.center
        let origin = layer.map.inverse(center)
        if degrees.truncatingRemainder(dividingBy: 360) != 0 {
            try apply(.rotate(layer.id, degrees: degrees.remainder(dividingBy: 360), about: .base))
        }
        guard let turned = scene.layer(layer.id) else { return 0 }
        let reached = turned.map(origin)
        let dx = (center.x + landing.shift.x - reached.x).rounded()
        var dy = center.y - landing.shift.y - reached.y
        if landing.support == .ground {
            // What lies on the ground touches it, whatever the picture showed of its footprint.
            let off = landing.ground - (turned.base.y + dy)
            if abs(off) <= max(3, 0.15 * Double(layer.extent.height)) { dy += off }
        }
        dy = dy.rounded()
        if dx != 0 || dy < 0 { try apply(.move(layer.id, dx: dx, dy: min(0, dy))) }
        try apply(.fall(layer.id, dy: max(0, dy), onto: landing.support))

        let start =
            switch loose?.cause {
            case .lost(let cause)?: "\(cause), so the \(layer.name)"
            case .nothingUnderIt?, .asked?: "The \(layer.name)"
            case nil: "The \(layer.name), which rested on it,"
            }
        let way = dx == 0 ? "" : ", \(pixels(abs(dx))) further \(dx < 0 ? "left" : "right")"
        let what = landing.isBall ? "rolls off" : abs(degrees) < 4 ? "slides off" : "topples"
        say("\(start) \(what) and comes to rest on \(name(landing.support))\(way).")
        return max(0, dy)
    }

    private func name(_ support: Support) -> String {
        guard case .layer(let id) = support, let layer = scene.layer(id) else { return "the ground" }
        return "the \(layer.name)"
    }
}

extension Layer {
    /// People and animals come down on their feet.
    fileprivate var keepsItsBalance: Bool {
        let alive: Set = [
            "person", "bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe",
        ]
        return attributes["class"].map { alive.contains($0.lowercased()) } ?? false
    }
}

extension Scene {
    /// Nothing would rest on itself.
    fileprivate func canRest(_ id: LayerID, on support: Support) -> Bool {
        guard case .layer(let below) = support else { return true }
        return below != id && !chain(below: below).contains(id)
    }
}
