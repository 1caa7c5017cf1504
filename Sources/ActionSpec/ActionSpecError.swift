/// Why a script cannot be used: what is wrong, and where.
public struct ActionSpecError: Error, Hashable, Sendable {
    /// The script's file name as it was given.
    public var file: String
    /// Nil where the whole file is at fault.
    public var location: SourceLocation?
    public var problem: Problem

    public enum Problem: Hashable, Sendable {
        case unreadable(reason: String)
        case notText
        case tooLarge(bytes: Int)
        case tooManySteps(Int)
        case empty
        case syntax(String)
        case alias(String)
        case duplicateField(String)
        case notAList(found: String)
        case notAStep(found: String)
        case unknownVersion(String)
        case missingAction
        case unknownAction(String)
        case unknownField(String, in: ActionKind?)
        case missingField(String, in: ActionKind?)
        case missingWay(in: ActionKind)
        case missingSource(in: ActionKind)
        /// Of two fields that say the same in different ways.
        case severalWays(String, String, in: ActionKind)
        /// A field that only goes along with some others.
        case outOfPlace(String, goesWith: [String], in: ActionKind)
        case wrongType(field: String, expected: String, found: String)
        case notFinite(field: String, found: String)
        case outOfRange(field: String, lower: Double, upper: Double, found: String)
        /// Not one of the few words the field takes.
        case unknownWord(field: String, words: [String], found: String)
        case unknownColor(field: String, found: String)
    }

    public init(file: String, location: SourceLocation? = nil, problem: Problem) {
        self.file = file
        self.location = location
        self.problem = problem
    }
}
