public import Decomposer
import NeuralCore
public import Physics
public import Planner
public import Raster
import Scene

extension EditingSession {
    /// How a picture is opened and edited.
    public struct Options: Sendable {
        /// What a person says the machine should make layers of; prompts win where they overlap what it finds.
        public var prompts: [Prompt] = []
        /// The most layers to keep, the surest first; nil keeps all.
        public var maximumLayers: Int?
        /// Make layers only of what this instruction is about (`EditingSession.relevantScene(to:)`); nil makes them of everything.
        public var relevantTo: String?
        /// Pictures that an instruction may insert by name.
        public var assets: [Asset] = []
        /// Another picture, which an instruction may take things from without naming it.
        public var from: String?
        /// Who reads instructions: the grammar, a language model, or both.
        public var reader = Planner.Reader.grammar
        /// Makes pictures of what an instruction only describes.
        public var generator: ImageGenerator?
        /// What becomes of things that an edit leaves without support.
        public var physics = PhysicsPolicy.auto
        /// Use the installed networks. Without one everything works, less well.
        public var usesDetector = true
        /// Told in a few words what is being done.
        public var progress: @Sendable (String) -> Void = { _ in }

        public init() {}
    }

    /// Reads a PNG or JPEG file (`-` is standard input) and takes it apart.
    ///
    /// - Throws: `RasterError` when there is no such picture, `SessionError` when a prompt does not fit it, `PlannerError` when
    ///   nothing in it is what the layers are to be relevant to, and what the detector says when its model cannot be read.
    public convenience init(opening path: String, options: Options = Options()) throws {
        try self.init(Picture.read(from: path), options: options)
    }

    /// Takes a picture apart.
    public convenience init(_ picture: Picture, options: Options = Options()) throws {
        for prompt in options.prompts { try prompt.check(against: picture.size) }
        var notes: [String] = []
        var timings = Timings()
        let models = try timings.measure("model") { try Self.models(options, notes: &notes) }
        var scene = try timings.measure("decompose") {
            try Decomposer(
                detector: models.detector, predictor: models.masks, proposer: models.proposals,
                completer: models.completion
            ).decompose(
                picture.image, prompts: options.prompts, maximumLayers: options.maximumLayers,
                inverseDepth: models.depth?.predict(picture.image), progress: options.progress)
        }
        try scene.validate()
        if let instruction = options.relevantTo {
            scene = try EditingSession(picture, scene: scene, options: options).relevantScene(to: instruction)
            try scene.validate()
            if scene.layers.isEmpty {
                notes.append("'\(instruction)' is about nothing in the picture; all of it is background")
            }
        }
        self.init(picture: picture, opened: scene, notes: notes, options: options)
        self.timings = timings
        self.models = models.names
    }

    private static func models(_ options: Options, notes: inout [String]) throws -> Models {
        var models = Models()
        guard options.usesDetector else { return models }
        let missing = TrainedWeights.missing
        if missing.isEmpty {
            models.completion = try CompletionPredictor()
            models.names.append("completion")
        } else {
            notes.append(
                "things are found, cut out and completed by colour and contour alone: our networks' weights are not at "
                    + missing.joined(separator: ", "))
        }
        if let store = try? ModelStore(), store.isInstalled(.depthAnythingSmall) {
            models.depth = try DepthPredictor(contentsOf: store.path(for: .depthAnythingSmall))
            models.names.append(ModelEntry.depthAnythingSmall.name)
        }
        let entry = ModelEntry.cocoDetector
        guard let store = try? ModelStore(), store.isInstalled(entry) else {
            notes.append(
                "no model is installed, objects go by colour and shape alone; run 'i2e models pull \(entry.name)'")
            return models
        }
        options.progress("reading the model")
        let path = store.path(for: entry)
        models.detector = try ObjectDetector(contentsOf: path)
        models.names.append(entry.name)
        if missing.isEmpty {
            models.masks = try MaskPredictor(detectorAt: path)
            models.proposals = try ProposalPredictor(detectorAt: path)
            models.names += ["masks", "proposals"]
        }
        return models
    }

    private struct Models {
        var detector: ObjectDetector?
        var masks: MaskPredictor?
        var proposals: ProposalPredictor?
        var completion: CompletionPredictor?
        var depth: DepthPredictor?
        var names: [String] = []
    }
}

extension Prompt {
    /// Refuses a prompt that lies outside the picture or, as a mask, has another size or nothing in it.
    fileprivate func check(against size: PixelSize) throws {
        switch region {
        case .box(let box):
            guard !box.intersection(size.bounds).isEmpty else {
                throw SessionError.promptOutside("\(region)", picture: size)
            }
        case .point(let point):
            guard size.bounds.contains(x: point.x, y: point.y) else {
                throw SessionError.promptOutside("\(region)", picture: size)
            }
        case .mask(let mask):
            guard mask.size == size else { throw SessionError.maskMismatch(mask: mask.size, picture: size) }
            guard mask.area > 0 else { throw SessionError.emptyMask }
        }
    }
}
