/// Steps a person wrote, in order. They may name their targets; the planner turns them into `Action`s.
public struct Script: Hashable, Sendable {
    public var steps: [ScriptStep]

    public init(steps: [ScriptStep]) { self.steps = steps }

    /// The version of the script language this library reads.
    public static let version = 1
    /// The most steps one script may have.
    public static let maximumSteps = 10_000
    /// The most bytes one script file may have.
    public static let maximumBytes = 1 << 20
}

/// One step of a script and where it was written.
public struct ScriptStep: Hashable, Sendable {
    public var action: ScriptAction
    public var location: SourceLocation?

    public init(_ action: ScriptAction, location: SourceLocation? = nil) {
        self.action = action
        self.location = location
    }
}

/// An action as written: numbers are checked, names are not yet resolved.
public enum ScriptAction: Hashable, Sendable {
    case move(LayerReference, Motion)
    case fall(LayerReference)
    case remove(LayerReference)
    case insert(ScriptInsertion)
    case resize(LayerReference, scale: Double)
    /// About its base, where no pivot is given.
    case rotate(LayerReference, degrees: Double, about: Pivot?)
    case flip(LayerReference, MirrorAxis)
    case edit(LayerReference, Finish)
    /// Nil for the whole picture.
    case retouch(LayerReference?, Retouch)
    case reorder(LayerReference, StackPlace<LayerReference>)
    case extract(LayerReference, file: String?)
    case background(BackgroundPart, BackgroundLook)
    case viewpoint(Viewpoint)

    public var kind: ActionKind {
        switch self {
        case .move: .move
        case .fall: .fall
        case .remove: .remove
        case .insert: .insert
        case .resize: .resize
        case .rotate: .rotate
        case .flip: .flip
        case .edit: .edit
        case .retouch: .retouch
        case .reorder: .reorder
        case .extract: .extract
        case .background: .background
        case .viewpoint: .viewpoint
        }
    }

    /// How a MOVE gives its way.
    public enum Motion: Hashable, Sendable {
        /// By so many pixels, x right, y down.
        case by(dx: Double, dy: Double)
        case to(Destination)
    }

    /// Where the centre of a base comes to stand.
    public enum Destination: Hashable, Sendable {
        /// In pixels of the canvas.
        case point(x: Double, y: Double)
        case relation(SpatialRelation, LayerReference)
    }
}

/// Where one layer stands as seen from another; the raw value is its field in scripts.
public enum SpatialRelation: String, CaseIterable, Hashable, Sendable, Codable {
    case leftOf = "left_of"
    case rightOf = "right_of"
    case on
    case under
    case inFrontOf = "in_front_of"
    case behind
    case near
}

/// A layer as a script names it: by its id, or by a phrase such as "second chair from the left".
public struct LayerReference: Hashable, Sendable {
    public var text: String
    public var location: SourceLocation?

    public init(_ text: String, location: SourceLocation? = nil) {
        self.text = text
        self.location = location
    }
}

/// A place in a file, printed as `moves.yaml:3:10`.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public var description: String { "\(file):\(line):\(column)" }
}
