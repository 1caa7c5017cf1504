public import ActionSpec

/// What an instruction asks for, before anyone looks at a picture.
public struct Parse: Hashable, Sendable {
    /// In the order they are to be done.
    public var intents: [Intent]
    /// What the engine cannot do, with why.
    public var refused: [Refusal]

    public init(intents: [Intent] = [], refused: [Refusal] = []) {
        self.intents = intents
        self.refused = refused
    }
}

/// A part of an instruction that will not be done.
public struct Refusal: Hashable, Sendable {
    public var text: String
    /// A sentence that says why, and what would work.
    public var why: String

    public init(text: String, why: String) {
        self.text = text
        self.why = why
    }
}

/// One change to one target.
public struct Intent: Hashable, Sendable {
    /// The clause it came from, as typed.
    public var text: String
    /// What it is done to; for an insertion, what comes in.
    public var target: ReferringExpression
    public var change: Change

    public init(text: String, target: ReferringExpression, change: Change) {
        self.text = text
        self.target = target
        self.change = change
    }

    public enum Change: Hashable, Sendable {
        case remove
        case fall
        case move(Movement)
        case insert(Insert)
        case resize(Resizing)
        case edit(Paint)
    }

    public var kind: ActionKind {
        switch change {
        case .remove: .remove
        case .fall: .fall
        case .move: .move
        case .insert: .insert
        case .resize: .resize
        case .edit: .edit
        }
    }
}

public enum Movement: Hashable, Sendable {
    /// Every shift, one after the other.
    case by([Shift])
    case to(Destination)
}

public struct Shift: Hashable, Sendable {
    public var direction: Direction
    public var distance: Distance

    public init(_ direction: Direction, _ distance: Distance = .unsaid) {
        self.direction = direction
        self.distance = distance
    }
}

public enum Direction: String, Hashable, Sendable, CaseIterable {
    case left, right, up, down
    /// Toward the viewer, or away.
    case forward, back
}

public enum Distance: Hashable, Sendable {
    case pixels(Double)
    /// A share of the picture's width; 1 is all of it.
    case share(Double)
    /// Times the thing's own width, or its height when it goes up or down.
    case own(Double)
    case little
    case far
    case unsaid

    /// Given in numbers, and so to be kept to the pixel.
    public var isExact: Bool {
        switch self {
        case .pixels, .share, .own: true
        case .little, .far, .unsaid: false
        }
    }
}

public enum Destination: Hashable, Sendable {
    /// Beside, on or behind something; the distance is the gap that was asked for.
    case relation(RelationKind, [ReferringExpression], Distance)
    /// An edge, a corner or the middle of the picture.
    case place(ReferringExpression.Place)
    /// Where the centre of the base comes to stand, in pixels.
    case point(x: Double, y: Double)
}

public struct Insert: Hashable, Sendable {
    public var file: String
    public var name: String
    public var destination: Destination?
    /// In pixels.
    public var height: Double?

    public init(file: String, name: String, destination: Destination? = nil, height: Double? = nil) {
        self.file = file
        self.name = name
        self.destination = destination
        self.height = height
    }
}

public enum Resizing: Hashable, Sendable {
    /// Times the present size.
    case factor(Double)
    /// To so many pixels.
    case height(Double)
    case width(Double)
    /// As large as something else.
    case like(ReferringExpression)
}

public enum Paint: Hashable, Sendable {
    case color(NamedColor)
    /// The colour of something else.
    case like(ReferringExpression)
}
