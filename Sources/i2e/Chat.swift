import ArgumentParser
import Foundation
import Session

struct Chat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Edits a picture at a prompt, round by round.",
        discussion: """
            Every line is an instruction, or one of
            \(ChatCommand.summary)
            The rounds are kept in IMAGE.i2e, which a later chat goes on with, and after each the picture is written to \
            IMAGE-edited.png.
            """)

    @Argument(help: "A PNG or JPEG file, or a session's file.") var file: String
    @Option(help: "The session's file (default: IMAGE with .i2e).") var session: String?
    @Option(name: [.short, .customLong("output")], help: "The picture to write (default: IMAGE with -edited.png).")
    var output: String?
    @OptionGroup var source: SourceOptions
    @OptionGroup var scene: SceneOptions

    func validate() throws {
        if file == "-" || output == "-" {
            throw ValidationError("A chat reads instructions and writes pictures to files.")
        }
    }

    func run() async throws {
        var place = OutputOptions()
        place.output = output
        let picture = try place.checkedPath(for: file)
        let stored = try await open()
        let editor = LineEditor()
        var failures = 0
        while true {
            let names = try await stored.scene.layers.map(\.name)
            let prompt = "\(try await stored.head)> "
            guard let line = editor.readLine(prompt: prompt, completing: names + ChatCommand.names) else { break }
            let words = line.trimmingCharacters(in: .whitespaces)
            if words.isEmpty { continue }
            do {
                guard try await answer(words, stored, picture) else { break }
            } catch {
                Terminal.say("error: " + Failure(error).message)
                failures += 1
            }
        }
        if failures > 0, !editor.isInteractive { throw ExitCode(5) }
    }

    private func open() async throws -> StoredSession {
        let options = try scene.editing(takingFrom: source.from)
        if StoredSession.isSession(at: file) { return try StoredSession(at: file, options: options) }
        let path = session ?? (file as NSString).deletingPathExtension + ".i2e"
        let stored: StoredSession
        if StoredSession.exists(at: path) {
            stored = try StoredSession(at: path, options: options)
            try await stored.check(isOver: file)
            Terminal.say("going on with \(path), at round \(try await stored.head)")
        } else {
            stored = try StoredSession.create(at: path, opening: file, options: options)
            try await stored.notes.forEach(Terminal.warn)
            Terminal.say("wrote \(path)")
        }
        let layers = try await stored.scene.layers.map(\.name)
        Terminal.say(layers.isEmpty ? "no layers" : "layers: " + layers.joined(separator: ", "))
        return stored
    }

    /// Does what a line says; false where it ends the chat.
    private func answer(_ line: String, _ stored: StoredSession, _ picture: String) async throws -> Bool {
        guard line.hasPrefix(":") else {
            let outcome = try await stored.say(line)
            var beside = OutputOptions()
            beside.output = nil
            try await outcome.deliver(from: stored, beside: file, beside, picture: picture, json: false)
            return true
        }
        switch try ChatCommand(line) {
        case .undo(let count):
            for round in try await stored.undo(count) { Terminal.say("undid round \(round.number): \(round.title)") }
            try await stored.render().deliver(to: picture)
        case .redo(let count):
            for round in try await stored.redo(count) {
                Terminal.say("did round \(round.number) again: \(round.title)")
            }
            try await stored.render().deliver(to: picture)
        case .branch(let number):
            try await stored.branch(from: number)
            try await stored.render().deliver(to: picture)
        case .log: try await stored.log.lines.forEach(Terminal.say)
        case .layers:
            for layer in try await stored.scene.layers { Terminal.say("\(layer.id): \(layer.name)") }
        case .show(let number):
            let head = try await stored.head
            try await stored.render(round: number ?? head).deliver(to: picture)
        case .help: Terminal.say(ChatCommand.summary)
        case .quit: return false
        }
        return true
    }
}
