/// What an action does; the raw value is its name in scripts and JSON.
public enum ActionKind: String, CaseIterable, Hashable, Sendable, Codable {
    case move = "MOVE"
    case fall = "FALL"
    case remove = "REMOVE"
    case insert = "INSERT"
    case resize = "RESIZE"
    case rotate = "ROTATE"
    case flip = "FLIP"
    case edit = "EDIT"
    case retouch = "RETOUCH"
    case reorder = "REORDER"
    case extract = "EXTRACT"
    case background = "BACKGROUND"
    case viewpoint = "VIEWPOINT"
}

/// One atomic, fully resolved change: layer ids and pixels, nothing left to guess.
///
/// Distances are pixels of the canvas, x right, y down. The planner makes these; Physics, Scene and Compositor obey them.
public enum Action: Hashable, Sendable {
    /// `carrying` are layers that go along and keep resting on it, directly or on each other; `onto` is what it comes to stand on, nil
    /// where that follows from the place.
    case move(LayerID, dx: Double, dy: Double, carrying: [LayerID] = [], onto: Support? = nil)
    /// A layer that lost its support comes down by `dy` pixels, `onto` something; nil where that follows from where it stood.
    case fall(LayerID, dy: Double, onto: Support? = nil)
    case remove(LayerID)
    case insert(Insertion)
    /// `scale` times its present size about the centre of its base; finite and above 0.
    case resize(LayerID, scale: Double)
    /// Turned by `degrees`, clockwise, finite; the pivot stays where it is.
    case rotate(LayerID, degrees: Double, about: Pivot)
    /// Mirrored about its centre.
    case flip(LayerID, MirrorAxis)
    /// A new colour, material or texture, lit as the layer is.
    case edit(LayerID, Finish)
    /// Nil for the whole picture.
    case retouch(LayerID?, Retouch)
    /// To another place in the stacking order, wherever it stands.
    case reorder(LayerID, StackPlace<LayerID>)
    /// Written to a transparent PNG file as it looks at this step; nil leaves the name to whoever writes it.
    case extract(LayerID, file: String?)
    /// A part of the background, as `Scene.surfaces` has it, or all of it.
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

    /// The layer that changes; for an insertion, the new one; nil for the whole picture.
    public var target: LayerID? {
        switch self {
        case .move(let id, _, _, _, _), .fall(let id, _, _), .remove(let id), .resize(let id, _), .rotate(let id, _, _),
            .flip(let id, _), .edit(let id, _):
            id
        case .insert(let insertion): insertion.id
        case .retouch(let id, _): id
        case .reorder(let id, _): id
        case .extract(let id, _): id
        case .background, .viewpoint: nil
        }
    }
}

/// What of a layer stays where it is when it is turned; the raw value is its word in scripts.
public enum Pivot: String, CaseIterable, Hashable, Sendable, Codable {
    /// The centre of its base: turned, it stands again where it stood.
    case base
    /// The centre of the box around it.
    case center
}

/// Which sides change places; the raw value is its word in scripts.
public enum MirrorAxis: String, CaseIterable, Hashable, Sendable, Codable {
    /// Left and right.
    case horizontal
    /// Top and bottom.
    case vertical
}

/// Where in the stacking order a layer goes.
public enum StackPlace<Reference: Hashable & Sendable>: Hashable, Sendable {
    case end(StackEnd)
    /// Just in front of another, unless it is in front of it already.
    case inFrontOf(Reference)
    /// Just behind another, unless it is behind it already.
    case behind(Reference)
}

/// An end of the stacking order, or a step toward one; the raw value is its word in scripts.
public enum StackEnd: String, CaseIterable, Hashable, Sendable, Codable {
    case front, back
    /// Past the next layer that it overlaps, else past the next.
    case forward, backward
}

/// What a layer's base rests on.
public enum Support: Hashable, Sendable {
    case ground
    case layer(LayerID)
    /// Not known: a picture on a wall, a bird, a thing cut by the picture's edge.
    case unknown
}

/// An opaque sRGB colour, 8 bits a channel.
public struct SRGBColor: Hashable, Sendable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }
}
