import ActionSpec
import Physics
import Planner
import Raster
import Scene
import Session
import Testing

/// A round that does not do what its instruction asks for, as a language model may plan it or physics leave it.
@Suite struct SelfCheckTests {
    private static let cup = LayerID("cup")
    private static let box = LayerID("box")
    private static let lid = LayerID("lid")

    /// A box in the middle; a cup with a lid on it, left of it and overlapping it a little, in front.
    private static let scene: Scene = {
        func thing(_ id: LayerID, _ rect: PixelRect, on support: Support) -> Layer {
            Layer(
                id: id, name: id.rawValue,
                original: RGBAImage(
                    size: PixelSize(width: rect.width, height: rect.height), filledWith: RGBA8(200, 90, 60)),
                origin: PixelPoint(x: rect.x, y: rect.y), support: support)
        }
        return Scene(
            background: RGBAImage(size: PixelSize(width: 300, height: 200), filledWith: RGBA8(220, 220, 220)),
            layers: [
                thing(box, PixelRect(x: 110, y: 90, width: 80, height: 80), on: .ground),
                thing(cup, PixelRect(x: 80, y: 130, width: 40, height: 50), on: .ground),
                thing(lid, PixelRect(x: 85, y: 125, width: 30, height: 6), on: .layer(cup)),
            ])
    }()

    private static func plan(_ instruction: String, _ actions: [Action]) -> Plan {
        let groundings = [cup, box, lid].flatMap { id in
            ["\(id)", "the \(id)", "it"].prefix(2).map { Grounding(phrase: $0, layer: id, score: 1, evidence: []) }
        }
        return Plan(instruction: instruction, actions: actions, groundings: groundings)
    }

    private static func after(_ actions: [Action]) throws -> Scene {
        var scene = scene
        for action in actions { try scene.apply(action) { _ in RGBAImage(size: PixelSize(width: 1, height: 1)) } }
        try scene.validate()
        return scene
    }

    /// What does not hold is put right by one action, after which nothing is left to say.
    @Test(
        arguments: [
            (
                "put the cup left of the box", [Action.move(cup, dx: 100, dy: 0, carrying: [lid])],
                "Checked: the cup was not left of the box; moved 110 pixels further left."
            ),
            (
                "put the cup right of the box", [.move(cup, dx: 10, dy: 0, carrying: [lid])],
                "Checked: the cup was not right of the box; moved 100 pixels further right."
            ),
            (
                "put the cup on the box", [.move(cup, dx: 60, dy: 5, carrying: [lid])],
                "Checked: the cup was not on the box; put on it."
            ),
            (
                "put the cup above the box", [.move(cup, dx: 60, dy: 5, carrying: [lid])],
                "Checked: the cup was not above the box; moved 95 pixels up."
            ),
            (
                "bring the cup in front of the box", [.reorder(cup, .behind(box))],
                "Checked: the cup was not in front of the box; brought before it."
            ),
            (
                "send the cup behind the box", [.reorder(cup, .end(.front))],
                "Checked: the cup was not behind the box; sent behind it."
            ),
            (
                "make the cup twice as big", [.resize(cup, scale: 1.5)],
                "Checked: the cup had come to be 1.5 times its size and not 2; put right."
            ),
            (
                "make the cup 100 pixels high", [.resize(cup, scale: 1.5)],
                "Checked: the cup had come to be 75 pixels high and not 100; put right."
            ),
        ] as [(String, [Action], String)])
    func isPutRight(instruction: String, actions: [Action], reason: String) throws {
        let plan = Self.plan(instruction, actions)
        let check = SelfCheck(plan, Self.scene, try Self.after(actions))
        #expect(check.corrections.map(\.reason) == [reason], "\(check.notes)")
        var corrected = plan
        corrected.actions += check.corrections.map(\.action)
        let again = SelfCheck(corrected, Self.scene, try Self.after(corrected.actions))
        #expect(again.corrections.isEmpty, "\(again.corrections)")
        #expect(again.notes.isEmpty, "\(again.notes)")
        // what rests on it has come along
        let (cup, lid) = (
            try Self.after(corrected.actions).layer(Self.cup)!, try Self.after(corrected.actions).layer(Self.lid)!
        )
        if case .move = actions[0] {
            #expect(cup.placement.dx == lid.placement.dx && cup.placement.dy == lid.placement.dy)
        }
    }

    @Test(
        arguments: [
            ("put the cup left of the box", [Action.move(cup, dx: -20, dy: 0, carrying: [lid])]),
            ("make the cup twice as big", [.resize(cup, scale: 2.01)]),
            (
                "make the cup twice as big and move it right",
                [.resize(cup, scale: 2), .move(cup, dx: 9, dy: 0), .resize(cup, scale: 0.8)]
            ),
            ("bring the cup in front of the box", [.reorder(cup, .end(.front))]),
            (
                "send the cup behind the box, then bring the box to the front",
                [.reorder(cup, .behind(box)), .reorder(box, .end(.front))]
            ),
        ] as [(String, [Action])])
    func whatHoldsIsLeftAlone(instruction: String, actions: [Action]) throws {
        let check = SelfCheck(Self.plan(instruction, actions), Self.scene, try Self.after(actions))
        #expect(check.corrections.isEmpty && check.notes.allSatisfy { !$0.contains("as asked") })
    }

    @Test func whatFellOffIsNotPutBack() throws {
        let actions = [Action.move(Self.cup, dx: 60, dy: 5), .fall(Self.cup, dy: 3)]
        let check = SelfCheck(Self.plan("put the cup on the box", actions), Self.scene, try Self.after(actions))
        #expect(check.corrections.isEmpty)
        #expect(check.notes.contains("'cup' is not on 'box', as asked: it did not stay there"), "\(check.notes)")
    }

    /// Every plan is checked, that of one instruction without a session file too.
    @Test func aPlanIsCheckedBeforeAnythingIsDone() throws {
        let session = try EditingSession(Picture(image: Self.scene.flattened()), scene: Self.scene)
        let plan = try session.settled(Self.plan("make the cup twice as big", [.resize(Self.cup, scale: 1.5)]))
        #expect(plan.actions.last { $0.target == Self.cup } == .resize(Self.cup, scale: 2 / 1.5))
        #expect(
            plan.reasoning.contains("Checked: the cup had come to be 1.5 times its size and not 2; put right."))
        try session.apply(plan)
        let (cup, lid) = (session.scene.layer(Self.cup)!.extent, session.scene.layer(Self.lid)!.extent)
        #expect(abs(lid.maxY - 1 - cup.y) <= 1, "the lid at \(lid) is not on the cup at \(cup)")
        #expect(session.scene.layer(Self.cup)?.placement.scale == 2)
        #expect(session.doubts(about: plan).isEmpty)
    }

    /// Physics has its say about what puts a round right, too: what is taken off its support falls, or stays where it was.
    @Test func whatIsPutRightObeysPhysics() throws {
        let plan = Self.plan("put the lid right of the box", [.move(Self.lid, dx: 10, dy: 0)])
        func session(_ physics: PhysicsPolicy) throws -> EditingSession {
            var options = EditingSession.Options()
            options.physics = physics
            return try EditingSession(Picture(image: Self.scene.flattened()), scene: Self.scene, options: options)
        }
        let settled = try session(.auto)
        try settled.apply(settled.settled(plan))
        #expect(settled.scene.layer(Self.lid)!.extent.x >= 190)
        #expect(settled.scene.layer(Self.lid)!.support == .ground)
        #expect(throws: PhysicsError.self) { try session(.strict).settled(plan) }
        let floating = try session(.off)
        #expect(try floating.settled(plan).actions.map(\.kind) == [.move, .move])
    }

    /// What cannot be put right is said.
    @Test func whatHasNoRoomIsNoted() throws {
        let session = try EditingSession(Picture(image: Self.scene.flattened()), scene: Self.scene)
        try session.apply(Plan(actions: [.resize(Self.box, scale: 1.2)]))
        let plan = try session.settled(
            Self.plan("put the box left of the cup", [.move(Self.box, dx: 20, dy: 0)]))
        let expected = "'box' is not left of 'cup', as asked: there is no room for it in the picture"
        #expect(session.doubts(about: plan).contains(expected))
        try session.apply(plan)
        #expect(session.doubts(about: plan).contains(expected))
    }
}
