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
    /// The words are not understood; whether it could be done is another question.
    public var isNotUnderstood: Bool

    public init(text: String, why: String, isNotUnderstood: Bool = false) {
        self.text = text
        self.why = why
        self.isNotUnderstood = isNotUnderstood
    }
}

/// One change to one target.
public struct Intent: Hashable, Sendable {
    /// The clause it came from, as typed.
    public var text: String
    /// What it is done to; for an insertion, what comes in. Nil for the whole picture.
    public var target: ReferringExpression?
    public var change: Change
    /// Words that say more about the target or the change and that the grammar could not read.
    public var unread: String?

    public init(text: String, target: ReferringExpression?, change: Change) {
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
        case rotate(Rotation)
        case flip(Mirroring)
        case edit(Paint)
        /// Without a target, of the whole picture.
        case retouch(Adjustment)
        case replace(Replacement)
        case reorder(Reordering)
        case background(Backdrop)
        case viewpoint(CameraMove)
        /// To a file, where one is named.
        case extract(file: String?)
    }

    /// What kind of change it is; the raw value is its name in JSON.
    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        case move = "MOVE"
        case fall = "FALL"
        case remove = "REMOVE"
        case insert = "INSERT"
        case resize = "RESIZE"
        case rotate = "ROTATE"
        case flip = "FLIP"
        case edit = "EDIT"
        case retouch = "RETOUCH"
        case replace = "REPLACE"
        case reorder = "REORDER"
        case background = "BACKGROUND"
        case viewpoint = "VIEWPOINT"
        case extract = "EXTRACT"
    }

    public var kind: Kind {
        switch change {
        case .remove: .remove
        case .fall: .fall
        case .move: .move
        case .insert: .insert
        case .resize: .resize
        case .rotate: .rotate
        case .flip: .flip
        case .edit: .edit
        case .retouch: .retouch
        case .replace: .replace
        case .reorder: .reorder
        case .background: .background
        case .viewpoint: .viewpoint
        case .extract: .extract
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
    /// Where something stood: "where the vase was", "in its place".
    case formerPlace(ReferringExpression, Former)
}

/// When something was as it is to be again.
public enum Former: String, Hashable, Sendable {
    /// Before its last change: "where the vase was".
    case last
    /// Before anything was done to it: "where the vase originally was".
    case first
    /// As it still is, of things that change places.
    case now
}

/// Something new in the picture.
public struct Insert: Hashable, Sendable {
    public var source: Source
    public var name: String
    public var count: Int
    public var destination: Destination?
    /// In pixels; one of them at most.
    public var height: Double?
    public var width: Double?

    public init(
        _ source: Source, name: String, count: Int = 1, destination: Destination? = nil, height: Double? = nil,
        width: Double? = nil
    ) {
        self.source = source
        self.name = name
        self.count = count
        self.destination = destination
        self.height = height
        self.width = width
    }

    /// Where the pixels of a new thing come from.
    public enum Source: Hashable, Sendable {
        /// The path of a picture file.
        case file(String)
        /// A layer of this picture: "another cup", "duplicate the cup".
        case copy(of: ReferringExpression)
        /// A layer of another picture: "the dog of other.png".
        case layer(ReferringExpression, file: String)
        /// In words, as typed; whether something like it is to be had, the planner finds out.
        case description(String)
    }
}

/// What comes where something else goes.
public struct Replacement: Hashable, Sendable {
    public var source: Insert.Source
    public var name: String

    public init(_ source: Insert.Source, name: String) {
        self.source = source
        self.name = name
    }
}

/// About the centre of the base for what stands, about its own centre for what hangs.
public struct Rotation: Hashable, Sendable {
    /// Clockwise as seen.
    public var degrees: Double
    /// Said in numbers.
    public var isExact: Bool

    public init(degrees: Double, isExact: Bool) {
        self.degrees = degrees
        self.isExact = isExact
    }
}

public enum Mirroring: String, Hashable, Sendable {
    /// Left and right change sides.
    case horizontal
    /// Top and bottom change sides.
    case vertical
}

/// A change of tone, sharpness or transparency.
public struct Adjustment: Hashable, Sendable {
    public var quality: Quality
    public var amount: Amount

    public init(_ quality: Quality, _ amount: Amount) {
        self.quality = quality
        self.amount = amount
    }

    public enum Quality: String, CaseIterable, Hashable, Sendable {
        case brightness, contrast, saturation, hue, blur, sharpness, opacity, warmth, sepia
    }

    public enum Amount: Hashable, Sendable {
        /// More by this share of what there is: .2 is 20 % more, -.2 is 20 % less; for hue, of a turn.
        case by(Double)
        /// So much, whatever it was: 0 saturation is black and white, 1 is all there can be.
        case to(Double)
    }
}

/// Where in the stack a layer is put, whatever stands where.
public enum Reordering: Hashable, Sendable {
    case toFront, toBack, forward, backward
    case inFrontOf(ReferringExpression)
    case behind(ReferringExpression)
}

/// What becomes of the background, or of a part of it.
public struct Backdrop: Hashable, Sendable {
    public var part: Part
    public var look: Look

    public init(_ part: Part, _ look: Look) {
        self.part = part
        self.look = look
    }

    public enum Part: String, CaseIterable, Hashable, Sendable {
        case all, sky, floor, walls
    }

    public enum Look: Hashable, Sendable {
        case color(NamedColor)
        case material(MaterialWord)
        /// A picture file, shown or laid as a texture.
        case file(String)
        /// In words, as typed: "a snowy mountain".
        case description(String)
        case transparent
    }
}

/// The viewer moves, the things stay.
public struct CameraMove: Hashable, Sendable {
    public var kind: Kind
    /// Left and right, up and down, forward (in) and back (out).
    public var direction: Direction
    public var amount: Amount
    /// What to move toward.
    public var subject: ReferringExpression?

    public init(_ kind: Kind, _ direction: Direction, _ amount: Amount, subject: ReferringExpression? = nil) {
        self.kind = kind
        self.direction = direction
        self.amount = amount
        self.subject = subject
    }

    public enum Kind: String, Hashable, Sendable {
        /// The picture is enlarged.
        case zoom
        /// Nearer or farther: what is near grows more than what is far.
        case dolly
        /// To a side, up or down, looking the same way: what is near shifts more than what is far.
        case pan
        /// Looking up or down.
        case tilt
        /// Looking to a side.
        case yaw
    }

    public enum Amount: Hashable, Sendable {
        case little, far, unsaid
        case degrees(Double)
        case pixels(Double)
        /// A share of the picture's width.
        case share(Double)
        /// Times as large.
        case factor(Double)
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
    /// As large as it was, before it was resized last or at all.
    case former(Former)
}

/// What a thing comes to look like, keeping its outline.
public enum Paint: Hashable, Sendable {
    case color(NamedColor)
    /// Several colours at once, in the order they were named.
    case colors([NamedColor])
    /// The colour of something else.
    case like(ReferringExpression)
    case material(MaterialWord)
    /// The texture of a picture file.
    case texture(file: String)
    /// In words, as typed: "polka dots", "a smooth texture".
    case appearance(String)
}

/// A word for what a thing is made of.
public struct MaterialWord: Hashable, Sendable {
    /// As typed: "oak", "golden".
    public var name: String
    /// The procedural texture it stands for, where there is one.
    public var material: Material?

    public init(name: String, material: Material?) {
        self.name = name
        self.material = material
    }
}
