import ArgumentParser
import Session

struct SessionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session",
        abstract: "Edits a picture round by round; the rounds are kept in a file.",
        subcommands: [
            SessionNew.self, SessionSay.self, SessionUndo.self, SessionRedo.self, SessionLog.self, SessionShow.self,
            SessionBranch.self, SessionDiff.self, SessionExport.self, SessionReplay.self, SessionRedecompose.self,
            SessionCompact.self,
        ])
}

/// The session that a command is about.
struct SessionArgument: ParsableArguments {
    @Argument(help: "A session's file, as 'i2e session new' makes it.") var file: String

    func open(_ options: EditingSession.Options = .init()) throws -> StoredSession {
        try StoredSession(at: file, options: options)
    }

    /// For commands that plan nothing.
    func openForReading() throws -> StoredSession {
        var options = EditingSession.Options()
        options.progress = Terminal.progress
        return try open(options)
    }

    /// Beside the session: "room" and "round-3.png" give "room-round-3.png".
    func path(_ ending: String) -> String {
        (file.hasSuffix(".i2e") ? String(file.dropLast(4)) : file) + "-" + ending
    }
}

extension Outcome {
    /// As JSON on standard output, or what was done as prose on standard error; there too what to look at.
    func print(json: Bool) throws {
        if json {
            Terminal.output(try report().json())
        } else {
            told.forEach(Terminal.say)
        }
        notes.forEach(Terminal.note)
    }
}
