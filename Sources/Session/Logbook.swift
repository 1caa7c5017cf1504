import ActionSpec
public import Foundation

/// Every round of a session, and where it stands.
public struct Logbook: Sendable {
    /// What the picture's file was called.
    public let picture: String
    /// The round in force; 0 is the picture as it was opened.
    public let head: Int
    /// The numbers of the rounds in force, oldest first.
    public let inForce: [Int]
    /// Those that were undone and that redo brings back, the next first.
    public let undone: [Int]
    /// Of every branch, in the order they were made.
    public let rounds: [LoggedRound]

    /// A line for each round: `*` before the one in force last, ` ` before those it goes on from, `-` before what was undone or lies
    /// on another branch.
    public var lines: [String] {
        let width = String(rounds.last?.number ?? 0).count
        let forced = Set(inForce)
        func line(_ number: Int, _ mark: String, _ words: String) -> String {
            let digits = String(number)
            return "\(mark) \(String(repeating: " ", count: width - digits.count))\(digits)  \(words)"
        }
        var previous = 0
        var lines = [line(0, head == 0 ? "*" : " ", picture)]
        for round in rounds {
            let mark = round.number == head ? "*" : forced.contains(round.number) ? " " : "-"
            let branch =
                round.parent == previous
                ? "" : " (after \(round.parent == 0 ? "the picture" : "round \(round.parent)"))"
            lines.append(line(round.number, mark, round.title + branch))
            previous = round.number
        }
        return lines
    }

    /// One JSON object, keys sorted, with a line end.
    public func json() throws -> Data {
        try JSONEncoder.deterministic(pretty: true).encode(self) + Data("\n".utf8)
    }
}

extension Logbook: Encodable {}

extension StoredSession {
    /// Every round of every branch.
    public var log: Logbook {
        get throws {
            try file.read { db in
                let state = try db.sessionState()
                let inForce = try db.path(to: state.head)
                return Logbook(
                    picture: try db.inputName(), head: state.head ?? 0, inForce: inForce,
                    undone: Array(try db.path(to: state.tip).dropFirst(inForce.count)), rounds: try db.rounds())
            }
        }
    }
}
