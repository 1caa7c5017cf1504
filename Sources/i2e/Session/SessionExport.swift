import ArgumentParser
import Session

struct SessionExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the session as a picture, a script, a layer folder or a picture a round.",
        discussion: """
            picture  the picture after every round in force.
            script   the actions of every round in force, for 'i2e apply'.
            layers   the layers as the picture was taken apart, as 'i2e decompose' writes them.
            rounds   a folder with the picture after each round in force.
            Without --as, a name in .png, .jpg or .jpeg is a picture, one in .yaml, .yml or .json a script.
            """)

    @OptionGroup var session: SessionArgument
    @Option(name: [.short, .customLong("output")], help: "The file or folder to write.") var output: String
    @Option(name: .customLong("as"), help: "What: picture, script, layers or rounds.") var kind: ExportKind?

    func run() async throws {
        let kind = try kind ?? ExportKind(path: output)
        let stored = try session.openForReading()
        switch kind {
        case .picture:
            _ = try PictureFormat(path: output)
            try await stored.render().deliver(to: output)
        case .script:
            let script = try await stored.exportedScript()
            try script.write(to: output)
            if output != "-" { Terminal.say("wrote \(output)") }
        case .layers:
            try LayerFolder(output).write(try await stored.decomposedScene())
            Terminal.say("wrote \(output)")
        case .rounds:
            let count = try await stored.exportRounds(to: output)
            Terminal.say("wrote \(count) picture\(count == 1 ? "" : "s") to \(output)")
        }
    }
}

enum ExportKind: String, ExpressibleByArgument, CaseIterable {
    case picture, script, layers, rounds

    init(path: String) throws {
        switch path.split(separator: ".").last?.lowercased() {
        case "png", "jpg", "jpeg": self = .picture
        case "yaml", "yml", "json": self = .script
        default: throw ValidationError("Say what '\(path)' is to be: --as picture, script, layers or rounds.")
        }
    }
}
