import ActionSpec
import Scene

/// A change that was made, which later phrases look up: "the object that was moved", "where the vase was".
struct Deed: Sendable {
    let kind: ActionKind
    /// The layer as it was before; an inserted one as it came to be.
    let before: Thing
    /// How many times as large it was made; of several resizings in one round the first has it all.
    var growth = 1.0
    /// What it was brought to, where the step said so.
    var goal: Goal?
    /// What went along, as it was before.
    var carried: [Thing] = []
    /// Its place had been changed in the same round already, as that of what is moved off a box, and falls.
    var isSequel = false

    struct Goal: Hashable, Sendable {
        let relation: RelationKind
        let reference: LayerID
    }

    var id: LayerID { before.id }

    /// What replaces something comes in.
    func isCalled(_ operation: Intent.Kind) -> Bool {
        kind.rawValue == operation.rawValue || kind == .insert && operation == .replace
    }

    /// What `actions` did, one after the other, to a scene as it was before them.
    static func deeds(of actions: [Action], on scene: Scene) -> [Deed] {
        var stage = Stage(scene)
        for action in actions { stage.apply(action) }
        var deeds = stage.deeds
        var moved: Set<LayerID> = []
        var resized: [LayerID: Int] = [:]
        for index in deeds.indices {
            let deed = deeds[index]
            deeds[index].isSequel = moved.contains(deed.id)
            if deed.kind.changesPlace { moved.formUnion([deed.id] + deed.carried.map(\.id)) }
            guard deed.kind == .resize else { continue }
            if let first = resized[deed.id] {
                deeds[first].growth *= deed.growth
                deeds[index].growth = 1
            } else {
                resized[deed.id] = index
            }
        }
        return deeds
    }
}

extension Stage {
    /// How many times as large resizing made a layer, in the last round or step that did or in all of them; nil where nothing did.
    func growth(of id: LayerID, since former: Former) -> Double? {
        let growths = deeds.filter { $0.id == id && $0.growth != 1 }.map(\.growth)
        return former == .first && !growths.isEmpty ? growths.reduce(1, *) : growths.last
    }

    /// Every thing there was: as it was before the first deed done to it, or before the last round or step that changed its place, else as it is.
    func formerly(_ former: Former) -> Stage {
        var places: [Thing] = []
        for deed in deeds {
            let known = places.firstIndex { $0.id == deed.id }
            switch former {
            case .now: continue
            case .first:
                if known == nil { places.append(deed.before) }
            case .last:
                guard deed.kind.changesPlace, !deed.isSequel else { continue }
                if let known { places[known] = deed.before } else { places.append(deed.before) }
            }
            for thing in deed.carried {
                if let known = places.firstIndex(where: { $0.id == thing.id }) {
                    if former == .last { places[known] = thing }
                } else {
                    places.append(thing)
                }
            }
        }
        return showing(places + things.filter { thing in !places.contains { $0.id == thing.id } })
    }
}

extension ActionKind {
    fileprivate var changesPlace: Bool {
        switch self {
        case .move, .fall, .remove, .resize, .rotate, .flip: true
        case .insert, .edit, .retouch, .reorder, .extract, .background, .viewpoint: false
        }
    }
}
