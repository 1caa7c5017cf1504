package import Foundation

/// An action as plans and logs write it: `{"action":"MOVE","target":{"id":"cup-1","name":"cup"},"dx":-96,"dy":0}`.
///
/// The name is there for people; ids decide. What one version encodes it decodes to the same action, exactly: numbers are
/// written with as few digits as tell them apart.
///
/// | action | besides `action` and `target` |
/// |---|---|
/// | MOVE | `dx`, `dy` in pixels, `carrying` (ids) where something on it goes along, and `supportedBy` (an id or "ground") where that does not follow from the place |
/// | FALL | `dy` in pixels, and `supportedBy` (an id or "ground") where it does not follow from where the layer stood |
/// | INSERT | `file`, with `layer` (an id there) where it is a layer of that picture, or `copyOf` (an id), `at` [x, y] of the base's centre, `height` in pixels, `supportedBy` (an id, "ground" or null), and `harmonize` where true |
/// | RESIZE | `scale` |
/// | ROTATE | `degrees` clockwise, `about` "base" or "center" |
/// | FLIP | `axis`, "horizontal" or "vertical" |
/// | EDIT | `color`, a name or `#rrggbb`, or `material`, or `texture`, a file |
/// | RETOUCH | one of `brightness`, `contrast`, … (`Retouch.Quality`); `target` null for the whole picture |
/// | EXTRACT | `file`, where one is named |
/// | BACKGROUND | `part` "all", "floor", "walls" or "sky", and what EDIT has, or `picture`, a file, or `transparent`; `target` null |
/// | VIEWPOINT | `dolly`, a share, or `zoom`, a factor, both perhaps with `toward` [x, y], or `pan` [dx, dy], or `tilt` or `yaw` in degrees; `target` null |
/// | REORDER | `to` "front", "back", "forward" or "backward", or `in_front_of` or `behind` with an id |
public struct ActionRecord: Hashable, Sendable {
    public var action: Action
    /// What the target is called, where that is known.
    public var name: String?

    public init(_ action: Action, name: String?) {
        self.action = action
        self.name = name
    }

    /// Takes the target's name from `names`; an insertion brings its own.
    public init(_ action: Action, names: (LayerID) -> String?) {
        if case .insert(let insertion) = action {
            self.init(action, name: insertion.name)
        } else {
            self.init(action, name: action.target.flatMap(names))
        }
    }
}

extension ActionRecord: Codable {
    private enum Key: String, CodingKey {
        case action, target, dx, dy, carrying, file, layer, copyOf, harmonize, at, height, supportedBy, scale, color,
            degrees, about, axis
        case material, texture, part, picture, transparent
        case dolly, pan, zoom, tilt, yaw, toward
        case brightness, contrast, saturation, hue, warmth, sepia, blur, sharpness, opacity
        case to, behind
        case inFrontOf = "in_front_of"

        init(_ quality: Retouch.Quality) { self = Key(rawValue: quality.rawValue)! }
    }

    private struct Target: Codable {
        var id: LayerID
        var name: String?
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(action.kind, forKey: .action)
        try values.encode(action.target.map { Target(id: $0, name: name) }, forKey: .target)
        switch action {
        case .move(_, let dx, let dy, let riders, let support):
            try values.encode(dx, forKey: .dx)
            try values.encode(dy, forKey: .dy)
            if !riders.isEmpty { try values.encode(riders, forKey: .carrying) }
            try values.encodeIfPresent(support, forKey: .supportedBy)
        case .fall(_, let dy, let support):
            try values.encode(dy, forKey: .dy)
            try values.encodeIfPresent(support, forKey: .supportedBy)
        case .remove: break
        case .insert(let insertion):
            switch insertion.source {
            case .file(let file): try values.encode(file, forKey: .file)
            case .layer(let id, let file):
                try values.encode(file, forKey: .file)
                try values.encode(id, forKey: .layer)
            case .copy(let original): try values.encode(original, forKey: .copyOf)
            }
            try values.encode([insertion.baseX, insertion.baseY], forKey: .at)
            try values.encode(insertion.height, forKey: .height)
            try values.encode(insertion.support, forKey: .supportedBy)
            if insertion.isHarmonized { try values.encode(true, forKey: .harmonize) }
        case .resize(_, let scale): try values.encode(scale, forKey: .scale)
        case .rotate(_, let degrees, let pivot):
            try values.encode(degrees, forKey: .degrees)
            try values.encode(pivot, forKey: .about)
        case .flip(_, let axis): try values.encode(axis, forKey: .axis)
        case .edit(_, let finish): try encode(finish, into: &values)
        case .background(let part, let look):
            try values.encode(part, forKey: .part)
            switch look {
            case .finish(let finish): try encode(finish, into: &values)
            case .picture(let file): try values.encode(file, forKey: .picture)
            case .transparent: try values.encode(true, forKey: .transparent)
            }
        case .viewpoint(let viewpoint): try encode(viewpoint, into: &values)
        case .reorder(_, .end(let end)): try values.encode(end, forKey: .to)
        case .reorder(_, .inFrontOf(let other)): try values.encode(other, forKey: .inFrontOf)
        case .reorder(_, .behind(let other)): try values.encode(other, forKey: .behind)
        case .extract(_, let file): try values.encodeIfPresent(file, forKey: .file)
        case .retouch(_, let retouch): try values.encode(retouch.amount, forKey: Key(retouch.quality))
        }
    }

    private func encode(_ viewpoint: Viewpoint, into values: inout KeyedEncodingContainer<Key>) throws {
        switch viewpoint {
        case .dolly(let share, let toward):
            try values.encode(share, forKey: .dolly)
            try values.encodeIfPresent(toward.map { [$0.x, $0.y] }, forKey: .toward)
        case .zoom(let factor, let toward):
            try values.encode(factor, forKey: .zoom)
            try values.encodeIfPresent(toward.map { [$0.x, $0.y] }, forKey: .toward)
        case .pan(let dx, let dy): try values.encode([dx, dy], forKey: .pan)
        case .tilt(let degrees): try values.encode(degrees, forKey: .tilt)
        case .yaw(let degrees): try values.encode(degrees, forKey: .yaw)
        }
    }

    private func encode(_ finish: Finish, into values: inout KeyedEncodingContainer<Key>) throws {
        switch finish {
        case .color(let color): try values.encode(color.name, forKey: .color)
        case .material(let material): try values.encode(material, forKey: .material)
        case .texture(let file): try values.encode(file, forKey: .texture)
        }
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let kind = try values.decode(ActionKind.self, forKey: .action)
        let subject = try values.decode(Target?.self, forKey: .target)

        func number(_ key: Key, in range: ClosedRange<Double> = ScriptRange.coordinate) throws -> Double {
            let value = try values.decode(Double.self, forKey: key)
            guard range.contains(value) else { throw invalid(key, "\(value) is not within \(range)") }
            return value
        }
        func invalid(_ key: Key, _ reason: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: values, debugDescription: reason)
        }

        if kind == .retouch {
            let given = Retouch.Quality.allCases.filter { values.contains(Key($0)) }
            guard let quality = given.first, given.count == 1 else {
                throw invalid(.action, "RETOUCH changes one quality, found \(given.count)")
            }
            action = .retouch(subject?.id, Retouch(quality, try number(Key(quality), in: quality.range)))
            name = subject?.name
            return
        }
        func finish() throws -> Finish {
            if let material = try values.decodeIfPresent(Material.self, forKey: .material) {
                return .material(material)
            }
            if let file = try values.decodeIfPresent(String.self, forKey: .texture) { return .texture(file: file) }
            let name = try values.decode(String.self, forKey: .color)
            guard let color = SRGBColor(parsing: name) else { throw invalid(.color, "'\(name)' is no colour") }
            return .color(color)
        }
        if kind == .background {
            let look: BackgroundLook =
                if let file = try values.decodeIfPresent(String.self, forKey: .picture) {
                    .picture(file: file)
                } else if try values.decodeIfPresent(Bool.self, forKey: .transparent) == true {
                    .transparent
                } else {
                    .finish(try finish())
                }
            action = .background(try values.decode(BackgroundPart.self, forKey: .part), look)
            name = nil
            return
        }
        if kind == .viewpoint {
            func point(_ key: Key) throws -> CanvasPoint {
                let place = try values.decode([Double].self, forKey: key)
                guard place.count == 2, place.allSatisfy(ScriptRange.coordinate.contains) else {
                    throw invalid(key, "\(place) is not a pair of pixels")
                }
                return CanvasPoint(x: place[0], y: place[1])
            }
            let toward = values.contains(.toward) ? try point(.toward) : nil
            let viewpoint: Viewpoint
            if values.contains(.dolly) {
                viewpoint = .dolly(try number(.dolly, in: ScriptRange.dolly), toward: toward)
            } else if values.contains(.zoom) {
                viewpoint = .zoom(try number(.zoom, in: ScriptRange.zoom), toward: toward)
            } else if values.contains(.pan) {
                let way = try point(.pan)
                viewpoint = .pan(dx: way.x, dy: way.y)
            } else if values.contains(.tilt) {
                viewpoint = .tilt(degrees: try number(.tilt, in: ScriptRange.turn))
            } else {
                viewpoint = .yaw(degrees: try number(.yaw, in: ScriptRange.turn))
            }
            action = .viewpoint(viewpoint)
            name = nil
            return
        }
        guard let target = subject else { throw invalid(.target, "\(kind.rawValue) needs a layer") }
        switch kind {
        case .move:
            action = .move(
                target.id, dx: try number(.dx), dy: try number(.dy),
                carrying: try values.decodeIfPresent([LayerID].self, forKey: .carrying) ?? [],
                onto: try values.decodeIfPresent(Support.self, forKey: .supportedBy))
        case .fall:
            action = .fall(
                target.id, dy: try number(.dy), onto: try values.decodeIfPresent(Support.self, forKey: .supportedBy))
        case .remove: action = .remove(target.id)
        case .insert:
            let place = try values.decode([Double].self, forKey: .at)
            guard place.count == 2, place.allSatisfy(ScriptRange.coordinate.contains) else {
                throw invalid(.at, "\(place) is not a place on a canvas")
            }
            let source: Insertion.Source =
                if let original = try values.decodeIfPresent(LayerID.self, forKey: .copyOf) {
                    .copy(of: original)
                } else if let layer = try values.decodeIfPresent(LayerID.self, forKey: .layer) {
                    .layer(layer, of: try values.decode(String.self, forKey: .file))
                } else {
                    .file(try values.decode(String.self, forKey: .file))
                }
            action = .insert(
                Insertion(
                    id: target.id, name: target.name ?? target.id.rawValue, source: source, baseX: place[0],
                    baseY: place[1],
                    height: try number(.height, in: ScriptRange.height),
                    support: try values.decode(Support.self, forKey: .supportedBy),
                    isHarmonized: try values.decodeIfPresent(Bool.self, forKey: .harmonize) ?? false))
        case .resize: action = .resize(target.id, scale: try number(.scale, in: ScriptRange.scale))
        case .rotate:
            action = .rotate(
                target.id, degrees: try number(.degrees, in: ScriptRange.degrees),
                about: try values.decode(Pivot.self, forKey: .about))
        case .flip: action = .flip(target.id, try values.decode(MirrorAxis.self, forKey: .axis))
        case .edit: action = .edit(target.id, try finish())
        case .retouch, .background, .viewpoint: preconditionFailure("read above")
        case .extract: action = .extract(target.id, file: try values.decodeIfPresent(String.self, forKey: .file))
        case .reorder:
            if let end = try values.decodeIfPresent(StackEnd.self, forKey: .to) {
                action = .reorder(target.id, .end(end))
            } else if let other = try values.decodeIfPresent(LayerID.self, forKey: .inFrontOf) {
                action = .reorder(target.id, .inFrontOf(other))
            } else {
                action = .reorder(target.id, .behind(try values.decode(LayerID.self, forKey: .behind)))
            }
        }
        name = target.name
    }
}

/// A layer's id, "ground", or null for unknown.
///
/// - Precondition: no layer's id is "ground".
extension Support: Codable {
    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .ground: try value.encode("ground")
        case .layer(let id): try value.encode(id)
        case .unknown: try value.encodeNil()
        }
    }

    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .unknown
        } else {
            let name = try value.decode(String.self)
            self = name == "ground" ? .ground : .layer(LayerID(name))
        }
    }
}

extension JSONEncoder {
    /// The one way the engine writes JSON: keys sorted, so that the same value gives the same bytes.
    package static func deterministic(pretty: Bool = false) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return encoder
    }
}
