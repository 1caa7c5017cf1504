public import ActionSpec

/// Why there is no plan.
public enum PlannerError: Error, Hashable, Sendable {
    case emptyInstruction
    /// In characters.
    case instructionTooLong(limit: Int)
    /// A character that is no part of any text; the position counts characters from 1.
    case controlCharacter(UInt32, position: Int)
    case tooManySteps(limit: Int)
    /// Nothing of the instruction can be done.
    case refused([Refusal])
    /// No layer fits the phrase. `layers` are those there are, `suggestion` the name that was probably meant.
    case noMatch(phrase: String, layers: [String], suggestion: String?)
    /// Several layers fit equally well, described with where they are.
    case ambiguous(phrase: String, candidates: [Candidate])
    /// There are fewer of them than the phrase says.
    case tooFew(phrase: String, wanted: Int, candidates: [Candidate])
    /// A pronoun with nothing before it to stand for.
    case noAntecedent(phrase: String)
    /// It points by what was done, and nothing like that was.
    case noSuchDeed(phrase: String)
    /// An earlier step took it away.
    case gone(phrase: String, name: String)
    /// It already stands at the edge it is to move to.
    case noRoom(name: String, direction: Direction)
    /// A thing cannot stand by itself.
    case sameThing(phrase: String, name: String)
    /// It cannot be cut into as many steps as were asked for.
    case fewerSteps(Int, wanted: Int)
    /// A size or a place beyond what a picture holds.
    case outOfRange(phrase: String)
    /// A plan that changes what the instruction does not speak of, or what it says to leave alone.
    case unmentioned(ActionKind, String, isForbidden: Bool)
    /// An environment variable with a value that means nothing.
    case badSetting(String, expected: String, found: String)
    /// A language model is to plan, and none is configured.
    case noLanguageModel
    case languageModel(LanguageModelFailure)
    /// The grammar does not understand, and the language model that was asked then has no plan either.
    indirect case unplanned(PlannerError, also: PlannerError)
    /// Of a thing that is to be taken from another picture.
    indirect case inPicture(file: String, PlannerError)
    /// A step of a script, and why it fails.
    indirect case step(SourceLocation, PlannerError)

    /// A layer a phrase may mean.
    public struct Candidate: Hashable, Sendable {
        public var id: LayerID
        /// "cup at the left, 120×90 at (40, 210)".
        public var description: String

        public init(id: LayerID, description: String) {
            self.id = id
            self.description = description
        }
    }

    /// What kind of failure it is, which decides the command's exit code.
    public enum Kind: Hashable, Sendable {
        /// Nothing or several things match (3).
        case unmatched
        /// Nothing that can be done (4).
        case refused
        /// Not an instruction (64).
        case usage
        /// A script that asks for something that is not there (65).
        case badScript
        /// A service that is not there or does not do its part (69).
        case unavailable
    }

    public var kind: Kind {
        switch self {
        case .noMatch, .ambiguous, .tooFew, .noAntecedent, .noSuchDeed, .gone, .sameThing: .unmatched
        case .refused, .noRoom, .outOfRange, .unmentioned, .languageModel(.declined): .refused
        case .emptyInstruction, .instructionTooLong, .controlCharacter, .tooManySteps, .fewerSteps, .badSetting: .usage
        case .step: .badScript
        case .noLanguageModel, .languageModel: .unavailable
        case .unplanned(let error, _), .inPicture(_, let error): error.kind
        }
    }
}
