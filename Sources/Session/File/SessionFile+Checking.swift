import GRDB
import Raster

/// What is wrong with a file that says it is a session, found before anything in it is used.
///
/// Pixels and texts are checked where they are read: hashes, sizes, and every promise of a scene.
extension SessionFile {
    /// The most rounds a session holds, and the longest text in it.
    static let maximumRounds = 1_000_000
    static let maximumTextBytes = 4 << 20

    /// - Throws: `SessionError` where the file is no session, or one of a newer i2e.
    func checkKind() throws {
        try database.read { db in
            guard try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
                throw SessionError.notASession(path: path)
            }
            let version = try Schema.version(db)
            guard version <= Schema.newest else {
                throw SessionError.newerSession(path: path, version: version, newest: Schema.newest)
            }
        }
    }

    /// - Throws: `SessionError.damagedSession` naming the first thing that no session of ours has.
    func check() throws {
        try database.read { db in
            func require(_ holds: Bool, _ what: @autoclosure () -> String) throws {
                guard holds else { throw SessionError.damagedSession(path: path, what: what()) }
            }
            func number(_ query: String) throws -> Int? { try Int.fetchOne(db, sql: query) }

            try require(Schema.statements(db) == Schema.expected, "its tables are not those of a session")
            // types, constraints and the pages themselves
            let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
            try require(verdict == "ok", "the database (\(verdict))")
            try require(number("SELECT count(*) FROM session") == 1, "it holds no session")
            let rounds = try number("SELECT count(*) FROM round") ?? 0
            try require(rounds <= Self.maximumRounds, "\(rounds) rounds are more than a session holds")
            if let round = try number("SELECT id FROM round WHERE parent >= id OR id <= 0 LIMIT 1") {
                try require(false, "round \(round) comes before the round it follows")
            }
            if let violation = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
                let (table, other) = (violation[0] as String, violation[2] as String)
                try require(false, "a \(table) names a \(other) that is not there")
            }
            for (table, columns) in Self.texts {
                let lengths = columns.map { "ifnull(length(CAST(\($0) AS BLOB)), 0)" }.joined(separator: " + ")
                let longest = try number("SELECT max(\(lengths)) FROM \(table)") ?? 0
                try require(longest <= Self.maximumTextBytes, "a \(table) holds \(longest) bytes of text")
            }
            let limit = DecodingLimits.standard.maxFileBytes
            let largest = try number("SELECT max(length(bytes)) FROM blob") ?? 0
            try require(largest <= limit, "it holds a picture of \(largest) bytes, more than the \(limit) allowed")
            try require(isDescended(db), "its head is no round before its tip")
        }
    }

    private static let texts = [
        ("session", ["name", "engine", "made"]), ("decomposition", ["notes", "models"]),
        ("layer", ["id", "name", "support", "attributes"]),
        (
            "round",
            [
                "instruction", "script", "plan", "actions", "added", "notes", "changes", "timings", "engine", "models",
                "made",
            ]
        ),
        ("picture", ["path"]),
    ]

    /// The head is the tip, or a round before it.
    private func isDescended(_ db: Database) throws -> Bool {
        let state = try db.sessionState()
        guard let head = state.head else { return true }
        return try db.path(to: state.tip).contains(head)
    }
}
