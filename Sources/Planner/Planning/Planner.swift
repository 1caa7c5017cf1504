public import ActionSpec
public import Raster
public import Scene

/// From a sentence or a script, and a scene, to resolved actions.
///
/// Falls and whatever else follows from physics are not planned here. Planning looks at layers at thumbnail size only.
public struct Planner: Sendable {
    /// The size of the picture file at a path, which an insertion is placed by; throws what opening the file throws.
    public typealias PictureSize = @Sendable (_ file: String) throws -> PixelSize

    private let pictureSize: PictureSize
    private let assets: [Asset]

    /// - Parameters:
    ///   - pictureSize: asked for every inserted file. Without it inserted pictures count as square.
    ///   - assets: pictures that may be asked for by name.
    public init(
        pictureSize: @escaping PictureSize = { _ in PixelSize(width: 1, height: 1) }, assets: [Asset] = []
    ) {
        self.pictureSize = pictureSize
        self.assets = assets
    }

    /// What `instruction` asks for, done to `scene`; later steps see the scene as earlier ones leave it.
    ///
    /// What the engine cannot do is left out and listed in `Plan.refused`; where nothing is left, that is an error.
    ///
    /// - Parameters:
    ///   - recent: the layers the last round changed, for "make it bigger".
    ///   - past: the rounds before, oldest first, for "the object that was moved" and "where the vase was".
    /// - Throws: `PlannerError`, and what `pictureSize` throws.
    public func plan(_ instruction: String, for scene: Scene, recent: [LayerID] = [], past: [PastRound] = []) throws
        -> Plan
    {
        let parse = try Parser(names: scene.layers.map(\.name)).parse(instruction)
        let intents = parse.intents.map { $0.using(assets) }
        let beyond = intents.map(Ability.refusal)
        let unread = parse.intents.compactMap(\.unread).map { Refusal(text: $0, .unreadable($0)) }
        let refused = parse.refused + beyond.compactMap { $0 } + unread
        guard beyond.contains(nil) else { throw PlannerError.refused(refused) }
        let deeds = parse.looksBack ? past.flatMap { Deed.deeds(of: $0.actions, on: $0.scene) } : []
        var resolver = Resolver(scene, recent: recent, after: deeds, pictureSize: pictureSize)
        for (intent, refusal) in zip(intents, beyond) where refusal == nil { try resolver.resolve(intent) }
        var plan = resolver.plan
        plan.instruction = instruction
        plan.refused = refused
        if WordNet.english.isMissing {
            plan.reasoning.append("Synonyms are those of the built-in table alone: WordNet is not at \(WordNet.path).")
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
        var resolver = Resolver(scene, recent: [], pictureSize: pictureSize)
        for step in script.steps { try resolver.resolve(step) }
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
