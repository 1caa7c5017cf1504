import ArgumentParser
import Session

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Says what an instruction would do to a picture, and why; draws nothing.")

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Argument(help: "What to do, for example \"move the cup left\".") var instruction: String
    @Flag(help: "Print the plan, the scene after it and timings as JSON.") var json = false
    @OptionGroup var cut: StepOptions
    @OptionGroup var source: SourceOptions
    @OptionGroup var scene: SceneOptions

    func run() throws {
        let session = try scene.open(image, takingFrom: source.from)
        let plan = try cut.steps.map { try session.plan(instruction, inSteps: $0) } ?? session.plan(instruction)
        try plan.print(json: json, session: session, before: session.scene, after: session.preview(plan))
    }
}

struct StepOptions: ParsableArguments {
    @Option(help: "Cut what is asked for into so many steps, each with an instruction of its own.")
    var steps: Int?

    func validate() throws {
        if let steps, steps < 1 { throw ValidationError("--steps takes a whole number of 1 and more, not \(steps).") }
    }
}

extension Plan {
    /// The plan as JSON on standard output, or its reasoning as prose on standard error; there too what to look at.
    func print(json: Bool, session: EditingSession, before: Scene, after: Scene) throws {
        let notes = session.doubts(about: self)
        if json {
            try Terminal.output(
                Report(self, before: before, after: after, notes: notes, timings: session.timings).json())
        } else {
            reasoning.forEach(Terminal.say)
        }
        notes.forEach(Terminal.note)
    }
}
