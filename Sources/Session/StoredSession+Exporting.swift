import ActionSpec
import Compositor
import Foundation
public import Raster
public import Scene

/// The actions of a session as a script.
public struct ExportedScript: Sendable {
    /// YAML, a comment before each round.
    public let text: String

    /// - Parameter path: `-` is standard output.
    /// - Throws: `RasterError.cannotWrite`.
    public func write(to path: String) throws { try OutputFile.write(Array(text.utf8), to: path) }
}

extension StoredSession {
    /// What was asked in the rounds in force as steps of a script, layers by their ids: done to the same picture, taken apart in the
    /// same way, it gives the same picture. What physics added is left out, since it will add it again.
    public func exportedScript() throws -> ExportedScript {
        let rounds = try roundsInForce()
        var lines = ["# \(try file.read { try $0.inputName() }), \(rounds.count) round\(rounds.count == 1 ? "" : "s")"]
        for round in rounds {
            lines.append("# \(round.number): " + round.title.split(whereSeparator: \.isNewline).joined(separator: " "))
            for (index, record) in round.records.enumerated() where !round.content.added.contains(index) {
                lines.append("- " + (try record.step()))
            }
        }
        return ExportedScript(text: lines.joined(separator: "\n") + "\n")
    }

    /// The rounds in force, oldest first.
    func roundsInForce() throws -> [LoggedRound] {
        try file.read { db in try db.path(to: db.sessionState().head).compactMap { try db.round($0) } }
    }

    /// The layers as the picture was taken apart, before any round.
    public func decomposedScene() throws -> Scene { try current().session.opened }

    /// Writes the picture after each round in force to a folder, `000.png` the picture as it was opened.
    ///
    /// - Returns: how many.
    /// - Throws: `SessionError.cannotWrite`, `RasterError.cannotWrite`.
    public func exportRounds(to folder: String) throws -> Int {
        let session = try current().session
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SessionError.cannotWrite(path: folder, why: error.localizedDescription)
        }
        let numbers = try file.read { try $0.path(to: $0.sessionState().head) }
        let scenes = [session.opened] + session.rounds.map(\.scene)
        for (number, scene) in zip([0] + numbers, scenes) {
            options.progress("writing round \(number)")
            let digits = String(number)
            let name = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
            try session.picture.replacing(session.compositor.render(scene)).write(to: "\(folder)/\(name).png")
        }
        return scenes.count
    }

    /// Does what was said in the rounds in force to another picture: instructions are read again, so names find what is there.
    ///
    /// - Returns: the picture, and in sentences what was done.
    /// - Throws: `Failure` naming the round that cannot be done there.
    public func replay(
        on picture: Picture, options: EditingSession.Options
    ) throws -> (picture: Picture, told: [String]) {
        let session = try EditingSession(picture, options: options)
        var told = session.notes
        for round in try roundsInForce() {
            do {
                if let instruction = round.instruction {
                    // where the words do not name the other picture, an option did
                    let other = round.plan.actions.lazy.compactMap(\.otherPicture).first { !instruction.contains($0) }
                    let plan = try session.plan(instruction, from: other)
                    try session.apply(plan)
                    told += plan.reasoning
                } else if let script = round.script {
                    told += try session.run(Script(text: script, file: "round \(round.number)")).reasoning
                }
            } catch {
                let failure = Failure(error)
                throw Failure(
                    kind: failure.kind, message: "round \(round.number) ('\(round.title)'): \(failure.message)")
            }
        }
        return (session.render(), told)
    }

    /// Forgets pixels that no round needs and makes the file as small as it can be; no round is forgotten.
    ///
    /// - Returns: its size before and after, in bytes.
    public func compact() throws -> (before: Int, after: Int) {
        let before = file.size
        try file.compact()
        return (before, file.size)
    }
}

extension ActionRecord {
    /// The action as a step of a script.
    fileprivate func step() throws -> String {
        let record = try JSONEncoder.deterministic().encode(self)
        var fields = try JSONDecoder().decode([String: JSONValue].self, from: record)
        fields["target"] = action.kind == .insert ? nil : action.target.map { .text($0.rawValue) }
        if case .insert(let insertion) = action {
            fields["name"] = .text(insertion.name)
            fields["copy_of"] = fields.removeValue(forKey: "copyOf")
            // as if left out, in a script, where a record has it if it is so
            fields["harmonize"] = insertion.isHarmonized || fields["copy_of"] != nil ? nil : .truth(false)
        }
        // what follows from the place, and what physics works out
        for field in ["carrying", "supportedBy"] { fields[field] = nil }
        if action.kind == .fall { fields["dy"] = nil }
        return String(decoding: try JSONEncoder.deterministic().encode(fields), as: UTF8.self)
    }
}

extension Action {
    /// The picture that it takes a layer from.
    fileprivate var otherPicture: String? {
        if case .insert(let insertion) = self, case .layer(_, let file) = insertion.source { file } else { nil }
    }
}

/// Any JSON value.
private enum JSONValue: Codable {
    case number(Double)
    case text(String)
    case truth(Bool)
    case list([JSONValue])
    case object([String: JSONValue])
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .truth(let truth): try value.encode(truth)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        case .null: try value.encodeNil()
        }
    }
}
