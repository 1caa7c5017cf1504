/// A field of a step; the raw value is its key in the file.
package enum ScriptField: String, CaseIterable {
    case action, target
    case by, dx, dy, to
    case leftOf = "left_of"
    case rightOf = "right_of"
    case on, under
    case inFrontOf = "in_front_of"
    case behind, near
    case file, layer
    case copyOf = "copy_of"
    case name, at, height, harmonize
    case scale
    case degrees, about
    case axis
    case color, material, texture
    case part, picture, transparent
    case dolly, pan, zoom, tilt, yaw, toward
    case brightness, contrast, saturation, hue, warmth, sepia, blur, sharpness, opacity

    package init(_ quality: Retouch.Quality) { self = ScriptField(rawValue: quality.rawValue)! }

    init(_ relation: SpatialRelation) { self = ScriptField(rawValue: relation.rawValue)! }

    static let relations = SpatialRelation.allCases.map(ScriptField.init)
}

/// The fields a kind of action takes besides `action`: the one table that the loader obeys and the published schema repeats.
package struct ScriptFields: Sendable {
    package var required: [ScriptField] = []
    package var optional: [ScriptField] = []
    /// Where what is new comes from, where anything is: exactly one must be given.
    package var sources: [ScriptField] = []
    /// Ways to say where to or what of, each a set of fields that go together; at most one way may be used.
    package var ways: [[ScriptField]] = []
    /// Whether one of the ways must be used.
    package var needsWay = false

    package var all: [ScriptField] { required + sources + ways.flatMap { $0 } + optional }
}

extension ActionKind {
    package var fields: ScriptFields {
        let relations = ScriptField.relations.map { [$0] }
        return switch self {
        case .move:
            ScriptFields(required: [.target], ways: [[.by], [.dx, .dy], [.to]] + relations, needsWay: true)
        case .fall, .remove: ScriptFields(required: [.target])
        case .insert:
            ScriptFields(
                optional: [.layer, .name, .height, .harmonize], sources: [.file, .copyOf], ways: [[.at]] + relations)
        case .resize: ScriptFields(required: [.target, .scale])
        case .rotate: ScriptFields(required: [.target, .degrees], optional: [.about])
        case .flip: ScriptFields(required: [.target], optional: [.axis])
        case .edit: ScriptFields(required: [.target], ways: [[.color], [.material], [.texture]], needsWay: true)
        case .background:
            ScriptFields(
                optional: [.part], ways: [[.color], [.material], [.texture], [.picture], [.transparent]], needsWay: true
            )
        case .viewpoint:
            ScriptFields(
                optional: [.toward], ways: [[.dolly], [.pan], [.zoom], [.tilt], [.yaw]], needsWay: true)
        case .retouch:
            ScriptFields(
                optional: [.target], ways: Retouch.Quality.allCases.map { [ScriptField($0)] }, needsWay: true)
        case .extract: ScriptFields(required: [.target], optional: [.file])
        case .reorder: ScriptFields(required: [.target], ways: [[.to], [.inFrontOf], [.behind]], needsWay: true)
        }
    }
}

/// What numbers a script may hold; anything beyond is a slip of the pen, not an edit of a picture.
package enum ScriptRange {
    /// Positions and distances, in pixels.
    package static let coordinate = -1_000_000.0...1_000_000.0
    /// Heights, in pixels.
    package static let height = 1.0...100_000.0
    /// Sizes relative to the present one.
    package static let scale = 0.01...100.0
    /// Angles, clockwise.
    package static let degrees = -36_000.0...36_000.0
    /// How far a camera comes nearer, as a share of the way.
    package static let dolly = -1.0...0.6
    /// How much a camera enlarges.
    package static let zoom = 0.5...4.0
    /// How far a camera turns: beyond, a shift of the picture would not pass for a turn.
    package static let turn = -20.0...20.0
}
