import ActionSpec
public import Foundation
public import Planner
public import Scene

/// What `--json` prints of an edit: the plan, the scene after it, and how long it took.
public struct Report: Encodable {
    /// Of a session.
    private let round: Int?
    private let plan: PlanRecord
    private let scene: SceneDocument
    private let timings: Timings

    /// - Parameters:
    ///   - before: the scene the plan was made for, where removed layers still have names.
    ///   - after: the scene the plan leads to.
    ///   - notes: what a person should look at, as `EditingSession.doubts(about:)` says.
    ///   - round: its number in a session.
    public init(
        _ plan: Plan, before: Scene, after: Scene, notes: [String] = [], timings: Timings, round: Int? = nil
    ) {
        self.round = round
        self.plan = PlanRecord(
            instruction: plan.instruction, reasoning: plan.reasoning,
            actions: plan.actions.map { action in
                ActionRecord(action) { id in (before.layer(id) ?? after.layer(id))?.name }
            },
            steps: plan.steps.map { StepRecord(instruction: $0.instruction, actions: Array($0.actions)) },
            grounding: GroundingChain(plan, before: before, after: after), notes: notes)
        scene = SceneDocument(after)
        self.timings = timings
    }

    /// One JSON object, keys sorted, with a line end.
    public func json() throws -> Data {
        try JSONEncoder.deterministic(pretty: true).encode(self) + Data("\n".utf8)
    }

    private struct StepRecord: Encodable {
        var instruction: String
        /// Indices of the plan's actions.
        var actions: [Int]
    }

    private struct PlanRecord: Encodable {
        var instruction: String?
        var reasoning: [String]
        var actions: [ActionRecord]
        var steps: [StepRecord]
        var grounding: GroundingChain
        var notes: [String]
    }
}
