import ActionSpec
import Raster
import Scene

/// The scene as it will be after the steps planned so far.
struct Stage: Sendable {
    let canvas: PixelSize
    /// The row where the ground ends, nil where nothing tells.
    private(set) var horizon: Double?
    /// The parts of the background that the picture shows.
    let surfaces: [BackgroundPart]
    /// Back to front.
    private(set) var things: [Thing]
    /// What the steps removed, with its name.
    private(set) var removed: [LayerID: String] = [:]
    /// Layers spoken of so far, in order.
    var mentioned: [LayerID] = []
    /// Reads what is written on a layer of the scene at the beginning.
    var lettering: Planner.Lettering?
    /// The targets of the last clause.
    var lastTargets: [LayerID] = []

    /// What was done so far, oldest first.
    private(set) var deeds: [Deed]

    /// - Parameter deeds: what earlier rounds did.
    init(_ scene: Scene, after deeds: [Deed] = []) {
        self.deeds = deeds
        for deed in deeds where scene.layer(deed.id) == nil { removed[deed.id] = deed.before.name }
        canvas = scene.canvas
        horizon = scene.horizon
        surfaces = scene.surfaces.map(\.part)
        var hidden = Set(scene.occlusions.map(\.behind))
        for layer in scene.layers { if case .layer(let below) = layer.support { hidden.insert(below) } }
        things = scene.layers.enumerated().map { index, layer in
            Thing(layer, stackIndex: index, isPartlyHidden: hidden.contains(layer.id))
        }
    }

    var width: Double { Double(canvas.width) }
    var height: Double { Double(canvas.height) }

    /// Where things on the ground stand: the middle of their bases, or well down the picture where nothing stands.
    var groundLine: Double {
        let bases = things.filter { if case .layer = $0.support { false } else { true } }.map(\.frame.maxY).sorted()
        return bases.isEmpty ? (0.75 * height).rounded() : min(height, bases[bases.count / 2])
    }

    /// The highest base in the picture, as far back as anything stands.
    var horizonLine: Double { things.map(\.frame.maxY).min() ?? height / 2 }

    subscript(id: LayerID) -> Thing? { things.first { $0.id == id } }

    /// All that rests on a thing, directly or on each other, from the lowest up.
    func pile(on id: LayerID) -> [LayerID] {
        var pile = [id]
        var next = 0
        while next < pile.count {
            pile += things.filter { $0.support == .layer(pile[next]) && !pile.contains($0.id) }.map(\.id)
            next += 1
        }
        return Array(pile.dropFirst())
    }

    /// How much larger a thing shows once its base has come from one row of the ground to another: in step with the distance from the
    /// horizon. Nil where nobody would see it, or where the horizon, an estimate, is unknown or too near.
    func groundScale(from row: Double, to end: Double) -> Double? {
        guard let horizon, row > horizon, end > horizon else { return nil }
        let scale = ((end - horizon) / (row - horizon) * 1000).rounded() / 1000
        return abs(scale - 1) >= 0.03 && (0.4...2.5).contains(scale) ? scale : nil
    }

    /// Moved so, a thing has its base in the upper part of another, which it may stand behind instead of on.
    func seemsToStandOnAnother(_ thing: Thing, _ dx: Double, _ dy: Double) -> Bool {
        let base = thing.frame.moved(dx: dx, dy: dy).base
        return dy != 0
            && things.contains {
                $0.id != thing.id && ($0.frame.minX...$0.frame.maxX).contains(base.x)
                    && ($0.frame.minY - 2...$0.frame.minY + 0.6 * $0.frame.height).contains(base.y)
            }
    }

    /// The same canvas with other things on it.
    func showing(_ things: [Thing]) -> Stage {
        var other = self
        other.things = things
        return other
    }

    /// - Parameter insertedWidth: of what comes in; it counts as square without.
    mutating func apply(_ action: Action, insertedWidth: Double? = nil) {
        if case .insert(let insertion) = action {
            var original: Thing?
            if case .copy(let id) = insertion.source { original = self[id] }
            things.append(
                Thing(
                    insertion, width: insertedWidth ?? insertion.height, stackIndex: things.count, original: original))
            deeds.append(Deed(kind: .insert, before: things[things.count - 1]))
            return
        }
        if case .viewpoint(let viewpoint) = action { return look(viewpoint) }
        guard let index = things.firstIndex(where: { $0.id == action.target }) else { return }
        deeds.append(Deed(kind: action.kind, before: things[index]))
        switch action {
        case .move(_, let dx, let dy, let riders, _):
            things[index].frame = things[index].frame.moved(dx: dx, dy: dy)
            things[index].support = .unknown
            for rider in things.indices where riders.contains(things[rider].id) {
                deeds[deeds.count - 1].carried.append(things[rider])
                things[rider].frame = things[rider].frame.moved(dx: dx, dy: dy)
            }
        case .fall(_, let dy, _):
            things[index].frame = things[index].frame.moved(dx: 0, dy: dy)
            things[index].support = .ground
        case .remove(let id):
            removed[id] = things[index].name
            things.remove(at: index)
        case .resize(let id, let scale):
            deeds[deeds.count - 1].growth = scale
            self.scale(id, by: scale)
        case .rotate(_, let degrees, let pivot):
            things[index].rotate(byDegrees: degrees, about: pivot)
        case .flip: break
        case .edit(_, .color(let color)):
            things[index].color = ColorLikeness(color)
            things[index].colorWord = color.name
        case .retouch(_, let retouch):
            if retouch.quality == .opacity { things[index].opacity = retouch.amount }
        case .insert, .edit, .reorder, .extract, .background, .viewpoint: break
        }
    }

    /// What stands on the ground is as near as the ground there, as `Scene` has it.
    private mutating func look(_ viewpoint: Viewpoint) {
        let view = View(viewpoint, in: canvas, horizon: horizon)
        for index in things.indices {
            let thing = things[index]
            var root = thing
            for _ in things { if case .layer(let below) = root.support, let next = self[below] { root = next } }
            var nearness = min(1, max(0, 1 - root.depth))
            if let horizon, root.support == .ground {
                nearness = max(0, (root.frame.maxY - horizon) / (height - horizon))
            }
            let base = view(thing.frame.base, nearness: nearness)
            let scale = view.magnification(nearness: nearness)
            things[index].frame = thing.frame.scaled(by: scale)
                .moved(dx: base.x - thing.frame.base.x, dy: base.y - thing.frame.base.y)
            things[index].depth = 1 - view.nearness(nearness)
            things[index].turn?.frame.scale(by: scale)
        }
        horizon = horizon.map { view(row: $0) }
    }

    mutating func scale(_ id: LayerID, by factor: Double) {
        guard let index = things.firstIndex(where: { $0.id == id }) else { return }
        things[index].frame = things[index].frame.scaled(by: factor)
        things[index].turn?.frame.scale(by: factor)
    }

    /// Says what the last deed brought its layer to.
    mutating func reach(_ goal: Deed.Goal) { deeds[deeds.count - 1].goal = goal }

    mutating func rest(_ id: LayerID, on support: Support) {
        guard let index = things.firstIndex(where: { $0.id == id }) else { return }
        things[index].support = support
    }

    /// "the cup"; where several are called so, "the second cup from the left".
    func definiteName(of thing: Thing) -> String {
        let alike = things.filter { $0.name == thing.name }
            .sorted { ($0.frame.centerX, $0.stackIndex) < ($1.frame.centerX, $1.stackIndex) }
        guard alike.count > 1, let index = alike.firstIndex(where: { $0.id == thing.id }) else {
            return "the \(thing.name)"
        }
        return "the \(Self.ordinal(index + 1)) \(thing.name) from the left"
    }

    private static func ordinal(_ number: Int) -> String {
        let words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        return number <= words.count ? words[number - 1] : "\(number)th"
    }

    /// "cup at the left, 120×90 at (40, 210)".
    func describe(_ thing: Thing) -> String { "\(thing.name) \(whereabouts(of: thing))" }

    /// "at the left, 120×90 at (40, 210)".
    func whereabouts(of thing: Thing) -> String {
        let frame = thing.frame
        let (x, y) = (Int(frame.minX.rounded()), Int(frame.minY.rounded()))
        let size = "\(Int(frame.width.rounded()))×\(Int(frame.height.rounded()))"
        return "\(place(of: frame)), \(size) at (\(x), \(y))"
    }

    func place(of frame: Frame) -> String {
        let column = frame.centerX < width / 3 ? "left" : frame.centerX > width * 2 / 3 ? "right" : ""
        let row = frame.centerY < height / 4 ? "top" : frame.centerY > height * 3 / 4 ? "bottom" : ""
        let words = [row, column].filter { !$0.isEmpty }.joined(separator: " ")
        return words.isEmpty ? "in the middle" : "at the \(words)"
    }
}
