public import ActionSpec
import Foundation
public import Planner
public import Raster

/// A round as the session's log holds it.
public struct LoggedRound: Sendable {
    /// From 1, in the order they were made, over all branches.
    public let number: Int
    /// The round it went on from; 0 is the picture as it was opened.
    public let parent: Int
    public var content: Content
    public let engine: String
    public let madeAt: String

    /// What is said of a round when it is made.
    public struct Content: Sendable {
        /// Nil for a script, or where only the decomposition changed.
        public var instruction: String?
        /// As it was written.
        public var script: String?
        public var plan: Plan
        /// What the layers were called when they were changed.
        public var names: [LayerID: String] = [:]
        /// Which of the plan's actions physics added, by their place in it.
        public var added: [Int] = []
        /// What a person should know of it, a sentence each.
        public var notes: [String] = []
        public var changes: [Change] = []
        /// Seconds by stage of the work.
        public var timings: [String: Double] = [:]
        /// The networks that had a part in it.
        public var models: [String] = []
    }

    /// Where a layer stood before a round and where it stands after it.
    public struct Change: Hashable, Sendable, Codable {
        public var layer: LayerID
        /// The box around its mask, nil where it was not there yet.
        public var before: PixelRect?
        /// Nil where it is not there any more.
        public var after: PixelRect?
    }

    public var instruction: String? { content.instruction }
    public var script: String? { content.script }
    public var plan: Plan { content.plan }
    public var notes: [String] { content.notes }
    public var changes: [Change] { content.changes }

    /// The actions with their targets' names.
    public var records: [ActionRecord] {
        plan.actions.map { action in ActionRecord(action) { content.names[$0] } }
    }

    /// What was asked, in one line.
    public var title: String {
        if let instruction { return instruction }
        if script != nil { return "a script of \(plan.actions.count) action\(plan.actions.count == 1 ? "" : "s")" }
        return plan.reasoning.first ?? "another decomposition"
    }
}

extension LoggedRound: Encodable {
    private enum CodingKeys: String, CodingKey {
        case number, parent, instruction, script, reasoning, actions, addedByPhysics, notes, changes, timings, engine,
            models, madeAt
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(number, forKey: .number)
        try values.encode(parent, forKey: .parent)
        try values.encode(instruction, forKey: .instruction)
        try values.encodeIfPresent(script, forKey: .script)
        try values.encode(plan.reasoning, forKey: .reasoning)
        try values.encode(records, forKey: .actions)
        try values.encode(content.added, forKey: .addedByPhysics)
        try values.encode(notes, forKey: .notes)
        try values.encode(changes, forKey: .changes)
        try values.encode(content.timings, forKey: .timings)
        try values.encode(engine, forKey: .engine)
        try values.encode(content.models, forKey: .models)
        try values.encode(madeAt, forKey: .madeAt)
    }
}

extension LoggedRound.Change {
    private enum CodingKeys: String, CodingKey { case layer, before, after }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        layer = try values.decode(LayerID.self, forKey: .layer)
        func box(_ key: CodingKeys) throws -> PixelRect? {
            guard let numbers = try values.decodeIfPresent([Int].self, forKey: key) else { return nil }
            guard numbers.count == 4, numbers.allSatisfy((-10_000_000...10_000_000).contains) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: values, debugDescription: "no box")
            }
            return PixelRect(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
        }
        before = try box(.before)
        after = try box(.after)
    }

    /// Boxes are written [x, y, width, height].
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(layer, forKey: .layer)
        try values.encodeIfPresent(before.map { [$0.x, $0.y, $0.width, $0.height] }, forKey: .before)
        try values.encodeIfPresent(after.map { [$0.x, $0.y, $0.width, $0.height] }, forKey: .after)
    }
}
