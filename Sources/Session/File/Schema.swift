import GRDB

/// What a `.i2e` file looks like inside. docs/session.md says what each column means.
enum Schema {
    /// "i2eS", in the header of the file.
    static let applicationID = 0x6932_6553
    static let newest = migrations.count

    /// In order; one that was released is never changed.
    private static let migrations = [version1]

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (index, statements) in migrations.enumerated() {
            migrator.registerMigration("\(index + 1)") { db in
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: statements)
                try db.execute(sql: "PRAGMA user_version = \(index + 1)")
            }
        }
        return migrator
    }

    static func version(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    /// Every statement that made the tables, as SQLite keeps them.
    static func statements(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT type || ' ' || name || ' ' || ifnull(sql, '') FROM sqlite_schema").sorted()
    }

    /// The same of a session of ours.
    static let expected: [String] = {
        do {
            let database = try DatabaseQueue()
            try migrator.migrate(database)
            return try database.read(statements)
        } catch {
            preconditionFailure("the schema of sessions: \(error)")
        }
    }()

    private static let version1 = """
        CREATE TABLE blob (
          hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
          bytes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE session (
          id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
          name TEXT NOT NULL,
          input TEXT NOT NULL REFERENCES blob(hash),
          engine TEXT NOT NULL,
          made TEXT NOT NULL,
          head INTEGER REFERENCES round(id),
          tip INTEGER REFERENCES round(id)
        ) STRICT;

        CREATE TABLE decomposition (
          id INTEGER NOT NULL PRIMARY KEY,
          background TEXT NOT NULL REFERENCES blob(hash),
          horizon REAL,
          notes TEXT NOT NULL,
          models TEXT NOT NULL
        ) STRICT;

        CREATE TABLE layer (
          decomposition INTEGER NOT NULL REFERENCES decomposition(id),
          place INTEGER NOT NULL CHECK (place >= 0),
          id TEXT NOT NULL,
          name TEXT NOT NULL,
          pixels TEXT NOT NULL REFERENCES blob(hash),
          x INTEGER NOT NULL,
          y INTEGER NOT NULL,
          confidence REAL NOT NULL,
          outline_confidence REAL,
          fill_confidence REAL,
          support TEXT,
          depth REAL NOT NULL,
          attributes TEXT NOT NULL,
          effect TEXT REFERENCES blob(hash),
          effect_x INTEGER NOT NULL DEFAULT 0,
          effect_y INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY (decomposition, place),
          UNIQUE (decomposition, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE shade (
          decomposition INTEGER NOT NULL,
          place INTEGER NOT NULL,
          number INTEGER NOT NULL CHECK (number >= 0),
          caster TEXT NOT NULL,
          darkness TEXT NOT NULL REFERENCES blob(hash),
          x INTEGER NOT NULL,
          y INTEGER NOT NULL,
          PRIMARY KEY (decomposition, place, number),
          FOREIGN KEY (decomposition, place) REFERENCES layer(decomposition, place)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE occlusion (
          decomposition INTEGER NOT NULL REFERENCES decomposition(id),
          number INTEGER NOT NULL CHECK (number >= 0),
          front TEXT NOT NULL,
          behind TEXT NOT NULL,
          PRIMARY KEY (decomposition, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE edge (
          decomposition INTEGER NOT NULL REFERENCES decomposition(id),
          number INTEGER NOT NULL CHECK (number >= 0),
          front TEXT NOT NULL,
          behind TEXT NOT NULL,
          kind TEXT NOT NULL,
          confidence REAL NOT NULL,
          obeyed INTEGER NOT NULL CHECK (obeyed IN (0, 1)),
          PRIMARY KEY (decomposition, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE surface (
          decomposition INTEGER NOT NULL REFERENCES decomposition(id),
          number INTEGER NOT NULL CHECK (number >= 0),
          part TEXT NOT NULL,
          region TEXT NOT NULL REFERENCES blob(hash),
          PRIMARY KEY (decomposition, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE round (
          id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
          parent INTEGER REFERENCES round(id) CHECK (parent < id),
          instruction TEXT,
          script TEXT,
          decomposition INTEGER REFERENCES decomposition(id),
          plan TEXT NOT NULL,
          actions TEXT NOT NULL,
          added TEXT NOT NULL,
          notes TEXT NOT NULL,
          changes TEXT NOT NULL,
          timings TEXT NOT NULL,
          engine TEXT NOT NULL,
          models TEXT NOT NULL,
          made TEXT NOT NULL
        ) STRICT;

        CREATE TABLE picture (
          round INTEGER NOT NULL REFERENCES round(id),
          path TEXT NOT NULL,
          file TEXT NOT NULL REFERENCES blob(hash),
          PRIMARY KEY (round, path)
        ) STRICT, WITHOUT ROWID;
        """

    static let unusedBlobs = """
        DELETE FROM blob WHERE hash NOT IN (
          SELECT input FROM session UNION SELECT background FROM decomposition UNION SELECT pixels FROM layer
          UNION SELECT effect FROM layer WHERE effect IS NOT NULL UNION SELECT darkness FROM shade
          UNION SELECT region FROM surface
          UNION SELECT file FROM picture)
        """
}
