import ActionSpec
import Foundation
import Planner
public import Raster
public import Scene

/// A session in a file: the rounds of one picture, which outlive the process.
///
/// The picture is taken apart once; every round, undo and branch is one transaction, on the disk when the call returns. Rounds form
/// a tree: undoing or going on from an earlier round forgets nothing. Several processes may work on one file: each sees what the
/// others did before it does anything.
///
///     let session = try await StoredSession.create(at: "room.i2e", opening: "room.png")
///     try await session.say("move the cup left")
///     try await session.render().write(to: "out.png")
public actor StoredSession {
    public nonisolated let path: String
    let file: SessionFile
    let options: EditingSession.Options
    private nonisolated let feed = ProgressFeed()
    var opened: Opened?

    /// The picture and the rounds before the head, ready to go on from.
    struct Opened {
        let name: String
        var session: EditingSession
        var decomposition: Int
        /// Of the decomposition in force.
        var models: [String]
        /// Of the session's rounds.
        var numbers: [Int]
        var state: SessionState
    }

    /// Opens the session at `path`. Pixels are read when something asks for them.
    ///
    /// - Parameter options: how rounds are planned; `prompts`, `maximumLayers` and `relevantTo` have had their say.
    /// - Throws: `SessionError` where there is no session, or something is wrong with it.
    public init(at path: String, options: EditingSession.Options = .init()) throws {
        self.init(try SessionFile(at: path), options: options)
    }

    private init(_ file: SessionFile, options: EditingSession.Options) {
        self.file = file
        path = file.path
        var options = options
        options.progress = { [feed, tell = options.progress] stage in
            tell(stage)
            feed.say(stage)
        }
        self.options = options
    }

    /// Takes the picture at `image` apart and starts a session on it in a new file.
    ///
    /// - Throws: `SessionError.sessionExists` and `.cannotWrite` before the work is done, and what opening a picture throws.
    public static func create(
        at path: String, opening image: String, options: EditingSession.Options = .init()
    ) throws -> StoredSession {
        let name = image == "-" ? "standard input" : image
        let bytes = try InputFile.bytes(of: image, limit: DecodingLimits.standard.maxFileBytes)
        let input = Input(name: (name as NSString).lastPathComponent, bytes: bytes)
        try SessionFile.checkVacant(path)
        let session = try EditingSession(Picture.decode(bytes, name: name), options: options)
        let decomposition = Decomposition(
            scene: session.opened, notes: session.notes, models: session.models)
        return StoredSession(
            try SessionFile.create(at: path, input: input, decomposition: decomposition), options: options)
    }

    /// Starts a session on a picture whose scene is known, for example a layer folder's.
    ///
    /// - Parameter scene: as taken apart; must give the picture when stacked and have its size.
    public static func create(
        at path: String, _ picture: Picture, name: String, scene: Scene, options: EditingSession.Options = .init()
    ) throws -> StoredSession {
        let session = try EditingSession(picture, scene: scene, options: options)
        return StoredSession(
            try SessionFile.create(
                at: path, input: Input(name: name, bytes: picture.encoded(as: .png)),
                decomposition: Decomposition(scene: session.opened, notes: [], models: [])), options: options)
    }

    /// What is being done, in a few words, as it happens.
    public nonisolated var progress: AsyncStream<String> { feed.listen() }

    /// The round in force; 0 is the picture as it was opened.
    public var head: Int { get throws { try file.state.head ?? 0 } }

    /// The scene after every round in force.
    public var scene: Scene { get throws { try current().session.scene } }

    /// The picture as it was opened.
    public var picture: Picture { get throws { try current().session.picture } }

    /// What a person should know about how the picture was taken apart.
    public var notes: [String] { get throws { try current().session.notes } }

    /// The picture after every round in force.
    public func render() throws -> Picture { try current().session.render() }

    /// The session as the file has it now.
    func current() throws -> Opened {
        let state = try file.state
        if let opened, opened.state == state { return opened }
        return try reach(state.head, state: state)
    }

    /// Opens the session after round `head`.
    func reach(_ head: Int?, state: SessionState) throws -> Opened {
        // what fails half way is neither here nor there
        let start = opened
        opened = nil
        let reached = try caughtUp(to: head, state: state, from: start)
        opened = reached
        return reached
    }

    func keep(_ opened: Opened) { self.opened = opened }
}
