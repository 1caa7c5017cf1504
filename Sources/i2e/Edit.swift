import ArgumentParser
import Session

struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Does what a sentence says to a picture.",
        usage: "i2e edit <image> <instruction> [-o <output>] [--explain <dir>] [--json]")

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Argument(help: "What to do, for example \"move the cup left\".") var instruction: String
    @OptionGroup var options: ChangeOptions

    func run() throws {
        try options.carryOut(on: image) { try $0.edit(instruction) }
    }
}
