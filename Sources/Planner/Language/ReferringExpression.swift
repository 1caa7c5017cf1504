public import ActionSpec

/// A phrase that points at something in the picture: "the second red cup from the left", "it", "all the boxes".
public struct ReferringExpression: Hashable, Sendable {
    /// As typed, in lower case.
    public var text: String
    /// The head noun as typed ("cup", "men"); nil for a pronoun and for "the red one".
    public var noun: String?
    /// The word that stands where a noun could, and names nothing: "object", "one".
    public var proForm: String?
    /// Words before the noun that say more about it ("coffee" in "coffee cup").
    public var modifiers: [String] = []
    public var quantifier = Quantifier.the
    public var pronoun: Pronoun?
    /// Places in a row, from 1; below 0 they count from the end ("last" is -1).
    public var ordinals: [Int] = []
    /// Where the row begins, where the phrase says so.
    public var countedFrom: Side?
    public var superlative: Superlative?
    public var place: Place?
    public var attributes: [Attribute] = []
    public var relations: [Relation] = []
    public var comparisons: [Comparison] = []
    /// Not the one spoken of before.
    public var isOther = false
    /// The layer itself, where a script names it by its id.
    public var layer: LayerID?
    /// What is written on it: "the bus numbered 73", "the sign that says STOP".
    public var lettering: String?
    /// What was done to it earlier: "the object that was moved".
    public var operation: Intent.Kind?
    /// "all the cups except the red one".
    public var exceptions: [ReferringExpression] = []
    /// Other ways to read the same words, the likeliest first: only the picture tells whether it is the shelf or the cup on it
    /// that is red.
    public var readings: [ReferringExpression] = []

    public init(text: String, noun: String? = nil) {
        self.text = text
        self.noun = noun
    }

    /// How many it points at.
    public enum Quantifier: Hashable, Sendable {
        /// One, known to both: "the cup", "cup", "this cup".
        case the
        /// Any one: "a cup", "one of the cups".
        case any
        /// As many as there are: "the cups".
        case plural
        case all
        case count(Int)
    }

    public enum Pronoun: String, Hashable, Sendable {
        case it, them
    }

    /// An end of a row.
    public enum Side: String, Hashable, Sendable {
        case left, right, top, bottom, front, back
    }

    /// Where in the picture.
    public enum Place: String, Hashable, Sendable, CaseIterable {
        case left, right, top, bottom, center, front, back, corner, edge
        case topLeft = "top left"
        case topRight = "top right"
        case bottomLeft = "bottom left"
        case bottomRight = "bottom right"
    }

    public struct Superlative: Hashable, Sendable {
        public var quality: Quality
        /// "the cup closest to the box".
        public var references: [ReferringExpression] = []

        public init(_ quality: Quality, references: [ReferringExpression] = []) {
            self.quality = quality
            self.references = references
        }
    }

    public enum Quality: String, Hashable, Sendable {
        case largest, smallest, tallest, shortest, widest, narrowest, darkest, brightest
        case leftmost, rightmost, topmost, bottommost, nearest, farthest
    }

    /// What a thing is said to be, or, negated, not to be.
    public struct Attribute: Hashable, Sendable {
        public var value: Value
        public var isNegated: Bool

        public init(_ value: Value, isNegated: Bool = false) {
            self.value = value
            self.isNegated = isNegated
        }

        public enum Value: Hashable, Sendable {
            case color(NamedColor)
            case size(SizeWord)
            case shape(Shape)
            case material(String)
            /// "that is not a bus".
            case kind(String)
            /// What it is for or does, in words: "you drink from".
            case use([String])
            /// "red or blue".
            indirect case either([Value])
        }
    }

    /// How it compares with something else: "taller than the lamp", "the same colour as the vase".
    public struct Comparison: Hashable, Sendable {
        public enum Measure: Hashable, Sendable {
            /// More of a quality.
            case more(Quality)
            case same(Trait)
        }

        public enum Trait: String, Hashable, Sendable {
            case color, size, height, width, shape, kind
            /// What it rests on, which half of the picture it is in, and its row.
            case support, side, row
        }

        public var measure: Measure
        public var reference: ReferringExpression
        public var isNegated: Bool

        public init(_ measure: Measure, _ reference: ReferringExpression, isNegated: Bool = false) {
            self.measure = measure
            self.reference = reference
            self.isNegated = isNegated
        }
    }

    public enum SizeWord: String, Hashable, Sendable {
        case big, small, medium, tall, short, wide, narrow
    }

    /// How it stands to something else.
    public struct Relation: Hashable, Sendable {
        public var kind: RelationKind
        /// One, or the two of "between".
        public var references: [ReferringExpression]
        public var isNegated = false
        /// The references stand so to it: "the plate with a fork on it", "the chair the cat is sitting on".
        public var isInverse = false

        public init(
            _ kind: RelationKind, _ references: [ReferringExpression], isNegated: Bool = false, isInverse: Bool = false
        ) {
            self.kind = kind
            self.references = references
            self.isNegated = isNegated
            self.isInverse = isInverse
        }
    }
}

extension ReferringExpression {
    /// Whether the noun was said before: "the red one", "the ones on the left".
    var standsForAnother: Bool { noun == nil && (proForm == "one" || proForm == "ones") }

    /// The same, with the noun of `other` where it stands for one: "all the boxes except the blue one".
    func standing(for other: ReferringExpression) -> ReferringExpression {
        guard standsForAnother, other.noun != nil else { return self }
        var named = self
        named.noun = other.noun
        named.modifiers = other.modifiers
        return named
    }
}

/// How one thing stands to another.
public enum RelationKind: String, Hashable, Sendable, CaseIterable {
    case leftOf = "left_of"
    case rightOf = "right_of"
    case on
    case above
    case under
    case inFrontOf = "in_front_of"
    case behind
    case near
    case between
    case inside
    case toward
    case awayFrom = "away_from"
    /// "take the cup off the table", "from the shelf".
    case off
    /// "the man with the hat".
    case with
    /// "the handle of the cup".
    case of
}

/// A colour and the words that named it.
public struct NamedColor: Hashable, Sendable {
    public var name: String
    public var value: SRGBColor

    public init(name: String, value: SRGBColor) {
        self.name = name
        self.value = value
    }
}

/// An outline people have a word for.
public enum Shape: String, Hashable, Sendable, CaseIterable {
    case ball, box, can, pyramid, cup, bowl, flat
}
