import ArgumentParser
import Session

struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "Says what an instruction means; needs no picture.")

    @Argument(help: "What to do, for example \"move the cup left\".") var instruction: String
    @Flag(help: "Print the intents as JSON.") var json = false

    func run() throws {
        let parse = try Parser().parse(instruction)
        if json {
            Terminal.output(try parse.json())
        } else {
            for intent in parse.intents { Terminal.say(intent.brief) }
            for refusal in parse.refused { Terminal.say("refused '\(refusal.text)': \(refusal.why)") }
        }
    }
}
