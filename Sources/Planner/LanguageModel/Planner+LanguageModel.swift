import ActionSpec
import Dispatch
import Raster
import Scene

extension Planner {
    /// A plan that a model writes as a script, which is read, resolved and fenced in as if anyone had written it; the model hears
    /// what is wrong with it and tries again.
    ///
    /// The model is offered only the layers that the instruction speaks of, and `Mentions` lets no plan touch another.
    func plan(
        _ instruction: String, by model: LanguageModel, for scene: Scene, recent: [LayerID], past: [PastRound],
        view: (_ layers: [LayerID]) throws -> [UInt8]?, progress: (String) -> Void
    ) throws -> Plan {
        guard instruction.count <= Self.longestForModel else {
            throw PlannerError.instructionTooLong(limit: Self.longestForModel)
        }
        var stage = Stage(scene, after: past.flatMap { Deed.deeds(of: $0.actions, on: $0.scene) })
        stage.lastTargets = recent.filter { stage[$0] != nil }
        let mentions = try Mentions(of: instruction, on: stage)
        if mentions.layers.isEmpty, let doubt = mentions.doubt { throw doubt }

        let told = Prompt.told(of: scene).map(\.id)
        let pictures = mentions.files + assets.prefix(Self.mostAssets).map(\.name)
        let schema = AnswerSchema(
            targets: told.filter(mentions.layers.contains), layers: told, pictures: pictures.uniqued())
        let prompt = Prompt(instruction, scene: scene, recent: recent, schema: schema)
        var talk = prompt.messages(picture: model.settings.takesPictures ? try view(told) : nil)
        let deadline = DispatchTime.now() + model.settings.timeLimitInSeconds
        var problem: (any Error)?
        progress(model.title)
        for _ in 0..<model.settings.tries {
            let text = try model.ask(talk, schema: schema.json, until: deadline, progress: progress)
            do {
                let answer = try ModelAnswer(text)
                guard !answer.script.steps.isEmpty else {
                    throw PlannerError.languageModel(
                        .declined(
                            model: model.title, reason: answer.reasoning.isEmpty ? "it is silent" : answer.reasoning))
                }
                var plan = try plan(answer.script, for: scene, stage: stage, mentions: mentions)
                plan.instruction = instruction
                if !answer.reasoning.isEmpty { plan.reasoning.insert("\(model.title): \(answer.reasoning)", at: 0) }
                if told.count < scene.layers.count {
                    plan.reasoning.append(
                        "\(model.title) was told of the \(told.count) largest of \(scene.layers.count) layers.")
                }
                return plan
            } catch {
                guard Self.isWorthAnotherTry(error) else { throw error }
                problem = error
                talk.append(ChatMessage(.assistant, String(text.prefix(Self.longestForModel))))
                talk.append(
                    ChatMessage(
                        .user,
                        "That plan cannot be carried out: \("\(error)".stopped) Answer again, with the whole plan."))
            }
        }
        if let error = problem as? PlannerError, case .unmentioned = error { throw error }
        throw PlannerError.languageModel(
            .invalid(
                model: model.title, tries: model.settings.tries, why: problem.map { "\($0)".shown(atMost: 400) } ?? ""))
    }

    /// In characters; more is no instruction, and models are paid by length.
    static let longestForModel = 4_000
    private static let mostAssets = 100

    /// The script's plan, as long as it stays within what the instruction speaks of.
    private func plan(_ script: Script, for scene: Scene, stage: Stage, mentions: Mentions) throws -> Plan {
        let named = Dictionary(assets.map { ($0.name, $0.file) }) { first, _ in first }
        var script = script
        for index in script.steps.indices {
            guard case .insert(var insertion) = script.steps[index].action, case .file(let file) = insertion.source
            else {
                continue
            }
            guard !mentions.files.contains(file) else { continue }
            guard let asset = named[file] else {
                throw PlannerError.unmentioned(.insert, "'\(file.shown(atMost: 80))'", isForbidden: false)
            }
            insertion.source = .file(asset)
            insertion.name = insertion.name ?? file
            script.steps[index].action = .insert(insertion)
        }
        let plan = try resolve(script, for: scene)
        try mentions.check(plan, on: stage)
        return plan
    }

    /// What a model may mend: the shape of its answer and what it asks for, not what a person has to settle.
    private static func isWorthAnotherTry(_ error: any Error) -> Bool {
        switch error {
        case PlannerError.step, PlannerError.unmentioned: true
        case is ModelAnswer.Unreadable, is ActionSpecError: true
        default: false
        }
    }
}

extension LanguageModel {
    fileprivate func ask(
        _ talk: [ChatMessage], schema: OrderedJSON, until deadline: DispatchTime, progress: (String) -> Void
    ) throws -> String {
        do {
            return try answer(to: talk, schema: schema, until: deadline, progress: progress)
        } catch {
            throw PlannerError.languageModel(error)
        }
    }
}

extension String {
    /// "the model" at the beginning of a sentence; a model's own name stays as it is.
    var capitalizedFirst: String { hasPrefix("the ") ? "T" + dropFirst() : self }
}
