import ActionSpec
import Compositor
import Planner
public import Raster
public import Scene

/// The whole pipeline for one picture: taken apart once, then edited round by round, in memory.
///
/// Every render starts from the original layers, pixels that no round touched are the picture's own bit for bit, and
/// undoing every round gives the picture back.
///
///     let session = try EditingSession(opening: "room.png")
///     try session.edit("move the cup left")
///     try session.render().write(to: "out.png")
public final class EditingSession {
    /// The picture as it was opened.
    public let picture: Picture
    /// The scene as it was taken apart, before any round.
    public let opened: Scene
    /// What a person should know about how the picture was opened, a sentence each.
    public let notes: [String]
    /// The networks that took it apart.
    public internal(set) var models: [String] = []
    public let options: Options

    /// Every round so far, undone ones included; the first `done` of them are in force.
    private var history: [Round] = []
    private var done = 0
    let compositor: Compositor
    let insertions = PictureCache()
    let others: OtherPictures
    let lettering: Lettering
    /// What was drawn last, for the next time to go on from.
    private var drawn: (scene: Scene, image: RGBAImage)?
    /// What the last plan was before physics had its say.
    var asked: [Action] = []
    /// How long each stage of the work took last, in seconds.
    public internal(set) var timings = Timings()

    /// Starts from a scene that is known already, for example a layer folder.
    ///
    /// - Parameter scene: must give `picture` when stacked and have its size.
    /// - Throws: `SceneError` when the scene does not hold together, `SessionError.canvasMismatch`.
    public convenience init(_ picture: Picture, scene: Scene, options: Options = Options()) throws {
        guard scene.canvas == picture.size else {
            throw SessionError.canvasMismatch(picture: picture.size, canvas: scene.canvas)
        }
        try scene.validate()
        self.init(picture: picture, opened: scene, notes: [], options: options)
    }

    init(picture: Picture, opened: Scene, notes: [String], options: Options) {
        self.picture = picture
        self.opened = opened
        self.notes = notes
        self.options = options
        others = OtherPictures(insertions, options: options)
        lettering = Lettering(of: picture.image)
        compositor = Compositor(picture: picture.image, opened: opened)
    }

    /// The rounds in force, oldest first.
    public var rounds: ArraySlice<Round> { history[..<done] }

    /// The scene after every round in force.
    public var scene: Scene { rounds.last?.scene ?? opened }

    public var canUndo: Bool { done > 0 }
    public var canRedo: Bool { done < history.count }

    /// Takes the last round back; false where there is none.
    @discardableResult
    public func undo() -> Bool {
        guard canUndo else { return false }
        done -= 1
        return true
    }

    /// Brings the last undone round back; false where there is none.
    @discardableResult
    public func redo() -> Bool {
        guard canRedo else { return false }
        done += 1
        return true
    }

    /// Takes up a round made earlier, whose plan led from the scene as it is to `scene`.
    func resume(_ plan: Plan, leadingTo scene: Scene) { append(Round(plan: plan, scene: scene)) }

    func append(_ round: Round) {
        history.removeSubrange(done...)
        history.append(round)
        done += 1
    }

    /// The picture after every round in force; 16-bit samples, profile and metadata stay the input's.
    public func render() -> Picture {
        timings.measure("render") {
            var image: RGBAImage
            if let drawn {
                image = drawn.image
                self.drawn = nil
                compositor.redraw(&image, from: drawn.scene, to: scene)
            } else {
                image = compositor.render(scene)
            }
            drawn = (scene, image)
            return picture.replacing(image)
        }
    }
}
