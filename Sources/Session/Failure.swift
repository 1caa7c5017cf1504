import ActionSpec
import Decomposer
import Fill
import NeuralCore
import Physics
import Planner
import Raster
import Scene

/// Any error of the engine as a sentence and what a caller may do about it: the command, a server and a library user
/// say the same.
public struct Failure: Error, Sendable {
    public enum Kind: Sendable {
        /// Nothing or several things match.
        case noMatch
        /// Physics or the planner will not do it.
        case refused
        case usage
        case badData
        case missingInput
        case unavailable
        case `internal`
        case cannotWrite
    }

    public let kind: Kind
    public let message: String

    public init(kind: Kind, message: String) {
        self.kind = kind
        self.message = message
    }

    public init(_ error: any Error) {
        self.init(kind: Self.kind(of: error), message: "\(error)")
    }

    private static func kind(of error: any Error) -> Kind {
        switch error {
        case let failure as Failure: failure.kind
        case let error as RasterError:
            switch error.kind {
            case .badData: .badData
            case .noInput: .missingInput
            case .cannotWrite: .cannotWrite
            }
        case let error as SceneError:
            switch error.category {
            case .badData: .badData
            case .missingInput: .missingInput
            case .cannotWrite: .cannotWrite
            case .refused: .refused
            }
        case let error as PlannerError:
            switch error.kind {
            case .unmatched: .noMatch
            case .refused: .refused
            case .usage: .usage
            case .badScript: .badData
            case .unavailable: .unavailable
            }
        case let error as ActionSpecError:
            if case .unreadable = error.problem { .missingInput } else { .badData }
        case let error as ModelStoreError:
            switch error.kind {
            case .usage: .usage
            case .badData: .badData
            case .missingInput: .missingInput
            case .cannotWrite: .cannotWrite
            case .unavailable: .unavailable
            }
        case let error as SessionError:
            switch error {
            case .unavailable, .generator, .unreadable: .unavailable
            case .uncutGeneration: .refused
            case .cannotWrite, .sessionExists, .busySession, .contendedSession: .cannotWrite
            case .noAssets, .noSession, .unreadableSession: .missingInput
            case .opaqueCutout, .noSuchRound, .cannotExport: .usage
            case .nothingToUndo, .nothingToRedo: .refused
            case .noSuchLayer, .severalLayers, .nothingFound: .noMatch
            default: .badData
            }
        case is PhysicsError: .refused
        case let error as NeuralError:
            switch error.kind {
            case .badData: .badData
            case .missingInput: .missingInput
            case .unsupported: .unavailable
            case .cannotWrite: .cannotWrite
            }
        case is FillError, is DecomposerError: .badData
        default: .internal
        }
    }
}

extension Failure: CustomStringConvertible {
    public var description: String { message }
}
