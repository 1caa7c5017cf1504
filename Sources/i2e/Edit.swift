import ArgumentParser
import Session

struct Edit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Does what a sentence says to a picture.",
        usage:
            "i2e edit <image> <instruction> [-o <output>] [--from <image>] [--session <file>] [--steps <n>] [--explain <dir>] [--json]"
    )

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Argument(help: "What to do, for example \"move the cup left\".") var instruction: String
    @Option(help: "Do it as a round of the session in this file, which is made where there is none.")
    var session: String?
    @OptionGroup var cut: StepOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var options: ChangeOptions

    func run() async throws {
        if let session {
            try await options.carryOut(on: image, in: session, takingFrom: source.from) {
                try await $0.say(instruction, inSteps: cut.steps)
            }
        } else {
            try options.carryOut(on: image, takingFrom: source.from) { try $0.edit(instruction, inSteps: cut.steps) }
        }
    }
}
