public import ActionSpec
public import Raster
public import Scene

/// From a sentence or a script, and a scene, to resolved actions.
///
/// Falls and whatever else follows from physics are not planned here. Planning looks at layers at thumbnail size only.
public struct Planner: Sendable {
    /// The size of the picture file at a path, which an insertion is placed by; throws what opening the file throws.
    public typealias PictureSize = @Sendable (_ file: String) throws -> PixelSize

    /// Makes a picture of what a description says and returns the path of its file.
    public typealias Generator = @Sendable (_ description: String) throws -> String

    /// Takes another picture apart: its scene, as `EditingSession.opened` would be.
    public typealias OtherScene = @Sendable (_ file: String) throws -> Scene

    /// Reads what is written on a layer; empty where nothing is.
    public typealias Lettering = @Sendable (LayerID) throws -> String

    /// Who reads instructions.
    public enum Reader: Sendable {
        case grammar
        case languageModel(LanguageModel)
        /// The grammar, and the model, where there is one, for what the grammar does not understand.
        case auto(LanguageModel?)
    }

    let pictureSize: PictureSize
    let assets: [Asset]
    private let reader: Reader
    private let generator: Generator?
    let otherScene: OtherScene?
    /// A picture that things may be taken from without saying so.
    let from: String?
    let lettering: Lettering?

    /// - Parameters:
    ///   - pictureSize: asked for every inserted file. Without it inserted pictures count as square.
    ///   - assets: pictures that may be asked for by name.
    ///   - generator: asked for what is only described and is no asset, once it is sure that all else can be done.
    ///   - otherScene: asked for other pictures that things are taken from. Without it that is refused.
    ///   - from: the other picture that an instruction takes things from where it names none.
    ///   - lettering: asked for "the sign that says STOP" where a layer has no attribute `text`. Without it that is refused.
    public init(
        pictureSize: @escaping PictureSize = { _ in PixelSize(width: 1, height: 1) }, assets: [Asset] = [],
        reader: Reader = .grammar, generator: Generator? = nil, otherScene: OtherScene? = nil, from: String? = nil,
        lettering: Lettering? = nil
    ) {
        self.pictureSize = pictureSize
        self.assets = assets
        self.reader = reader
        self.generator = generator
        self.otherScene = otherScene
        self.from = from
        self.lettering = lettering
    }

    /// What `instruction` asks for, done to `scene`; later steps see the scene as earlier ones leave it.
    ///
    /// What the engine cannot do is left out and listed in `Plan.refused`; where nothing is left, that is an error.
    ///
    /// - Parameters:
    ///   - recent: the layers the last round changed, for "make it bigger".
    ///   - past: the rounds before, oldest first, for "the object that was moved" and "where the vase was".
    ///   - view: what a language model that takes pictures is shown.
    ///   - progress: told what a language model writes, as it does.
    /// - Throws: `PlannerError`, and what `pictureSize` and `view` throw.
    public func plan(
        _ instruction: String, for scene: Scene, recent: [LayerID] = [], past: [PastRound] = [],
        view: (_ layers: [LayerID]) throws -> [UInt8]? = { _ in nil }, progress: (String) -> Void = { _ in }
    ) throws -> Plan {
        func planByModel(_ model: LanguageModel) throws -> Plan {
            try plan(instruction, by: model, for: scene, recent: recent, past: past, view: view, progress: progress)
        }
        switch reader {
        case .grammar: return try planByGrammar(instruction, for: scene, recent: recent, past: past)
        case .languageModel(let model):
            var plan = try planByModel(model)
            plan.reasoning.insert("\(model.title.capitalizedFirst) planned it.", at: 0)
            if let from { plan.reasoning.append("\(model.title.capitalizedFirst) was not told of \(from).") }
            return plan
        case .auto(let model):
            do {
                return try planByGrammar(instruction, for: scene, recent: recent, past: past)
            } catch let error as PlannerError {
                guard let model, case .refused(let refusals) = error, refusals.allSatisfy(\.isNotUnderstood) else {
                    throw error
                }
                do {
                    var plan = try planByModel(model)
                    let words = refusals.map { "'\($0.text)'" }.uniqued().joined(separator: " and ")
                    plan.reasoning.insert("The grammar did not understand \(words); \(model.title) planned it.", at: 0)
                    return plan
                } catch let failure as PlannerError {
                    throw PlannerError.unplanned(error, also: failure)
                }
            }
        }
    }

    private func planByGrammar(
        _ instruction: String, for scene: Scene, recent: [LayerID], past: [PastRound]
    ) throws -> Plan {
        let parse = try Parser(names: scene.layers.map(\.name)).parse(instruction)
        let own = try parse.intents.map { try $0.taking(from: from, using: otherScene, into: scene) }
        var intents = own.map { $0.using(assets) }
        let described = generator == nil ? [] : intents.map(\.described)
        intents = intents.map { $0.using(described.compactMap { $0 }.map { Asset(name: $0, file: $0) }) }
        let reads = lettering != nil || scene.layers.contains { $0.attributes["text"] != nil }
        let beyond = intents.map { Ability.refusal(of: $0, takesLayers: otherScene != nil, reads: reads) }
        let wanted = zip(described, beyond).compactMap { $1 == nil ? $0 : nil }.uniqued()
        let unread = parse.intents.compactMap(\.unread).map { Refusal(text: $0, .unreadable($0)) }
        let refused = parse.refused + beyond.compactMap { $0 } + unread
        guard beyond.contains(nil) else { throw PlannerError.refused(refused) }
        let deeds = parse.looksBack ? past.flatMap { Deed.deeds(of: $0.actions, on: $0.scene) } : []
        func resolved(_ intents: [Intent], pictureSize: @escaping PictureSize) throws -> Resolver {
            var resolver = Resolver(
                scene, recent: recent, after: deeds, pictureSize: pictureSize, otherScene: otherScene,
                lettering: lettering)
            for (intent, refusal) in zip(intents, beyond) where refusal == nil {
                resolver.siblings = intents.filter { $0.text == intent.text && $0 != intent }.compactMap(\.target)
                try resolver.take(intent)
            }
            return resolver
        }
        var made: [Asset] = []
        if let generator, !wanted.isEmpty {
            // first with a square for each, since pictures take long and cost something
            _ = try resolved(intents) { file in
                try wanted.contains(file) ? PixelSize(width: 1, height: 1) : pictureSize(file)
            }
            made = try wanted.map { Asset(name: $0, file: try generator($0)) }
            intents = own.map { $0.using(assets).using(made) }
        }
        let resolver = try resolved(intents, pictureSize: pictureSize)
        var plan = resolver.plan
        plan.instruction = instruction
        plan.refused = refused
        plan.reasoning.insert(contentsOf: made.map { "A picture of \($0.name) was made: \($0.file)." }, at: 0)
        if WordNet.english.isMissing {
            plan.reasoning.append("Synonyms are those of the built-in table alone: WordNet is not at \(WordNet.path).")
        }
        if let from, !intents.contains(where: { $0.takes(from: from) }) {
            plan.reasoning.append("Nothing is taken from \(from).")
        }
        plan.reasoning += refused.map { "Left out '\($0.text)': \($0.why)" }
        return plan
    }

    /// The steps of `script`, their names resolved against `scene` one after the other.
    ///
    /// A target is an id, else a phrase as an instruction would have it.
    ///
    /// - Throws: `PlannerError.step` with the place in the file for what cannot be resolved, and what `pictureSize` throws.
    public func resolve(_ script: Script, for scene: Scene) throws -> Plan {
        var resolver = Resolver(
            scene, recent: [], pictureSize: pictureSize, otherScene: otherScene, lettering: lettering)
        for step in script.steps { try resolver.take(step) }
        return resolver.plan
    }
}

/// A round that later ones may point back to.
public struct PastRound: Sendable {
    /// The scene before it.
    public let scene: Scene
    public let actions: [Action]

    public init(scene: Scene, actions: [Action]) {
        self.scene = scene
        self.actions = actions
    }
}
