import ActionSpec
import Foundation
import GRDB
import Planner

/// Where a session stands: `head` is the round in force, nil the picture as opened; `tip` is where redo leads, `head` itself or a
/// round after it. `last` is the newest round of all.
struct SessionState: Hashable, Sendable {
    var head: Int?
    var tip: Int?
    var last: Int
}

/// What a round's actions are, and the scene they are to be done to.
struct RoundSteps: Sendable {
    let number: Int
    let actions: [Action]
    /// Where the round took the picture apart anew.
    let decomposition: Int?
    /// Inserted files by path, and their hashes.
    let pictures: [String: String]
}

extension Database {
    func sessionState() throws -> SessionState {
        let row = try Row.fetchOne(
            self, sql: "SELECT head, tip, (SELECT ifnull(max(id), 0) FROM round) AS last FROM session")!
        return SessionState(head: row["head"], tip: row["tip"], last: row["last"])
    }

    /// The rounds that lead to `tip`, oldest first.
    func path(to tip: Int?) throws -> [Int] {
        guard let tip else { return [] }
        return try Int.fetchAll(
            self,
            sql: """
                WITH RECURSIVE path (id) AS (
                  SELECT ? UNION ALL
                  SELECT parent FROM round JOIN path USING (id) WHERE parent IS NOT NULL)
                SELECT id FROM path ORDER BY id
                """, arguments: [tip])
    }

    func rounds() throws -> [LoggedRound] {
        try Row.fetchAll(self, sql: "SELECT * FROM round ORDER BY id").map(LoggedRound.init)
    }

    /// The decomposition that the last of the rounds on the way to one goes by.
    func decomposition(on path: [Int]) throws -> Int {
        let statement = try cachedStatement(sql: "SELECT decomposition FROM round WHERE id = ?")
        for number in path.reversed() {
            if let decomposition = try Int.fetchOne(statement, arguments: [number]) { return decomposition }
        }
        return 1
    }

    func round(_ number: Int) throws -> LoggedRound? {
        try Row.fetchOne(self, sql: "SELECT * FROM round WHERE id = ?", arguments: [number]).map(LoggedRound.init)
    }

    func steps(of numbers: [Int]) throws -> [RoundSteps] {
        var pictures: [Int: [String: String]] = [:]
        for row in try Row.fetchAll(self, sql: "SELECT round, path, file FROM picture") {
            pictures[row["round"], default: [:]][row["path"]] = row["file"] as String
        }
        let statement = try cachedStatement(sql: "SELECT actions, decomposition FROM round WHERE id = ?")
        return try numbers.map { number in
            guard let row = try Row.fetchOne(statement, arguments: [number]) else {
                throw SessionFile.Fault(what: "round \(number) is missing")
            }
            return RoundSteps(
                number: number, actions: try JSONText<[ActionRecord]>(text: row["actions"]).value.map(\.action),
                decomposition: row["decomposition"], pictures: pictures[number] ?? [:])
        }
    }

    func setState(head: Int?, tip: Int?) throws {
        try execute(sql: "UPDATE session SET head = ?, tip = ?", arguments: [head, tip])
    }
}

extension SessionFile {
    var state: SessionState { get throws { try read { try $0.sessionState() } } }

    /// Writes a round after the head, which it becomes.
    ///
    /// - Parameters:
    ///   - state: where the writer takes the session to stand.
    ///   - pictures: the files that it inserts, by path.
    /// - Returns: where the session stands then; nil, and nothing is written, where another process has changed it.
    func append(
        _ content: LoggedRound.Content, decomposition: Decomposition? = nil, pictures: [String: [UInt8]] = [:],
        to state: SessionState
    ) throws -> SessionState? {
        try write { db in
            guard try db.sessionState() == state else { return nil }
            let number = state.last + 1
            var decompositionNumber: Int?
            if let decomposition {
                let number = (try Int.fetchOne(db, sql: "SELECT max(id) FROM decomposition") ?? 0) + 1
                try db.insert(decomposition, as: number)
                decompositionNumber = number
            }
            let round = LoggedRound(
                number: number, parent: state.head ?? 0, content: content, engine: Engine.version,
                madeAt: Date.now.stamp)
            try db.insert(round, decomposition: decompositionNumber)
            for (path, bytes) in pictures.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: "INSERT INTO picture VALUES (?, ?, ?)", arguments: [number, path, db.insert(Blob(bytes))])
            }
            try db.setState(head: number, tip: number)
            return SessionState(head: number, tip: number, last: number)
        }
    }

    /// Goes to another round; nil where another process has changed the session.
    func go(to head: Int?, tip: Int?, from state: SessionState) throws -> SessionState? {
        try write { db in
            guard try db.sessionState() == state else { return nil }
            try db.setState(head: head, tip: tip)
            return SessionState(head: head, tip: tip, last: state.last)
        }
    }
}

extension Database {
    fileprivate func insert(_ round: LoggedRound, decomposition: Int?) throws {
        let content = round.content
        try execute(
            sql: "INSERT INTO round VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                round.number, round.parent == 0 ? nil : round.parent, content.instruction, content.script,
                decomposition,
                JSONText(PlanRecord(content.plan)).text, JSONText(round.records).text, JSONText(content.added).text,
                JSONText(content.notes).text,
                JSONText(content.changes).text, JSONText(content.timings).text, round.engine,
                JSONText(content.models).text, round.madeAt,
            ])
    }
}

extension LoggedRound {
    fileprivate init(_ row: Row) throws {
        let records = try JSONText<[ActionRecord]>(text: row["actions"]).value
        var plan = try JSONText<PlanRecord>(text: row["plan"]).value.plan
        plan.instruction = row["instruction"]
        plan.actions = records.map(\.action)
        var names: [LayerID: String] = [:]
        for record in records { if let target = record.action.target { names[target] = record.name } }
        self.init(
            number: row["id"], parent: row["parent"] ?? 0,
            content: Content(
                instruction: row["instruction"], script: row["script"], plan: plan, names: names,
                added: try JSONText(text: row["added"]).value,
                notes: try JSONText(text: row["notes"]).value, changes: try JSONText(text: row["changes"]).value,
                timings: try JSONText(text: row["timings"]).value, models: try JSONText(text: row["models"]).value),
            engine: row["engine"], madeAt: row["made"])
    }
}

/// Why a plan is what it is, without its actions.
private struct PlanRecord: Codable {
    var reasoning: [String]
    var groundings: [GroundingRecord]?
    var refused: [RefusalRecord]?

    struct GroundingRecord: Codable {
        var phrase: String
        var layer: LayerID
        var score: Double
        var evidence: [String]
    }

    struct RefusalRecord: Codable {
        var text: String
        var why: String
        var isNotUnderstood: Bool
    }

    init(_ plan: Plan) {
        reasoning = plan.reasoning
        if !plan.groundings.isEmpty {
            groundings = plan.groundings.map {
                GroundingRecord(phrase: $0.phrase, layer: $0.layer, score: $0.score, evidence: $0.evidence)
            }
        }
        if !plan.refused.isEmpty {
            refused = plan.refused.map {
                RefusalRecord(text: $0.text, why: $0.why, isNotUnderstood: $0.isNotUnderstood)
            }
        }
    }

    var plan: Plan {
        Plan(
            reasoning: reasoning,
            groundings: (groundings ?? []).map {
                Grounding(phrase: $0.phrase, layer: $0.layer, score: $0.score, evidence: $0.evidence)
            },
            refused: (refused ?? []).map {
                Refusal(text: $0.text, why: $0.why, isNotUnderstood: $0.isNotUnderstood)
            })
    }
}
