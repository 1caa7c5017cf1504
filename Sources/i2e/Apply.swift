import ArgumentParser
import Session

struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Carries out a script of actions on a picture.")

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Argument(help: "A script, JSON or YAML.") var script: String
    @OptionGroup var options: ChangeOptions

    func run() throws {
        let script = try Script(contentsOf: script == "-" ? "/dev/stdin" : script)
        try options.carryOut(on: image) { try $0.run(script) }
    }
}
