import ActionSpec
import Physics
import Raster
import Scene
import SeededRandom
import Testing

private let box = LayerID("box")
private let can = LayerID("can")
private let ball = LayerID("ball")

/// A ball on a can on a box: 30 and 40 pixels high; and a crate beside them.
private func pile() -> Scene {
    var room = Room()
    room.addBox("crate", x: 260, z: 60, radius: 30, height: 30, support: .ground)
    room.addBox("box", x: 120, z: 60, radius: 60, height: 40, support: .ground)
    room.addCan("can", x: 120, z: 60, above: 40, radius: 20, height: 30, support: .layer(box))
    room.addBall("ball", x: 120, z: 60, above: 70, radius: 12, support: .layer(can))
    return room.scene
}

private func settle(
    _ actions: [Action], in scene: Scene = pile(), policy: PhysicsPolicy = .auto
) throws -> Settlement {
    let settlement = try Physics().settle(actions, in: scene, policy: policy)
    var result = scene
    for action in settlement.actions {
        try result.apply(action) { _ in RGBAImage(size: PixelSize(width: 2, height: 2), filledWith: RGBA8(1, 2, 3)) }
        try result.validate()
    }
    return settlement
}

/// The falls among the actions, by layer.
private func falls(_ settlement: Settlement) -> [String: Double] {
    var falls: [String: Double] = [:]
    for case .fall(let id, let dy, _) in settlement.actions { falls[id.rawValue, default: 0] += dy }
    return falls
}

@Suite struct SettleTests {
    @Test func whatStoodOnARemovedThingComesDownByItsHeight() throws {
        let settlement = try settle([.remove(box)])
        #expect(settlement.actions.first == .remove(box))
        let down = falls(settlement)
        #expect(abs((down["can"] ?? 0) - 40) <= 6 && down["can"] == down["ball"], "\(down)")
        #expect(
            settlement.reasons == [
                "The box under it is removed, so the can falls \(Int(down["can"] ?? 0)) pixels.",
                "The ball, which rests on it, comes down with it.",
            ])
    }

    @Test func onlyWhatStoodOnItComesDown() throws {
        let down = falls(try settle([.remove(can)]))
        #expect(abs((down["ball"] ?? 0) - 30) <= 6 && down.count == 1, "\(down)")
        #expect(try settle([.remove(ball)]) == Settlement(actions: [.remove(ball)], reasons: []))
    }

    @Test func removingAPileFromBelowDropsNothingTwice() throws {
        #expect(falls(try settle([.remove(box), .remove(can), .remove(ball)])) == [:])
        let down = falls(try settle([.remove(box), .remove(can)]))
        #expect(down["can"] == nil && abs((down["ball"] ?? 0) - 70) <= 10, "\(down)")
        let other = falls(try settle([.remove(can), .remove(box)]))
        #expect(other["can"] == nil && abs((other["ball"] ?? 0) - 70) <= 10, "\(other)")
    }

    @Test func aSupportThatMovesAwayLetsFallAndOneThatStaysDoesNot() throws {
        let away = try settle([.move(box, dx: 150, dy: 0)])
        #expect(Set(falls(away).keys) == ["can", "ball"])
        #expect(away.reasons[0].hasPrefix("The box moves away from under it, so the can falls "))
        let still = try settle([.move(box, dx: 12, dy: 0)])
        #expect(still.actions == [.move(box, dx: 12, dy: 0)])
        #expect(still.reasons == ["The can stays: the box is still under it."])
    }

    @Test func whatStaysOnAMovedSupportStillRestsOnIt() throws {
        var scene = pile()
        try scene.apply(.move(box, dx: 12, dy: 0)) { _ in fatalError() }
        #expect(scene.layer(can)?.support == .layer(box))
        #expect(Set(falls(try settle([.remove(box)], in: scene)).keys) == ["can", "ball"])
    }

    @Test func whatSlidesOffItsSupportFallsToTheNext() throws {
        let settlement = try settle([.move(ball, dx: -40, dy: 0)])
        #expect(settlement.actions.count == 2 && abs((falls(settlement)["ball"] ?? 0) - 30) <= 6, "\(settlement)")
        #expect(settlement.reasons[0].hasSuffix("nothing carries it where it was moved."))
        let further = try settle([.move(ball, dx: -90, dy: 0)])
        #expect(further.actions.count == 2 && abs((falls(further)["ball"] ?? 0) - 70) <= 10, "\(further)")
    }

    @Test func whatIsLiftedIsHeldThere() throws {
        let settlement = try settle([.move(ball, dx: 0, dy: -25)])
        #expect(settlement.actions == [.move(ball, dx: 0, dy: -25)])
        #expect(settlement.reasons == ["The ball is held 25 pixels higher, as asked, and does not fall."])
        let both = try settle([.remove(can), .move(ball, dx: 0, dy: -25)])
        #expect(both.actions == [.remove(can), .move(ball, dx: 0, dy: -25)])
    }

    @Test func whatIsMovedLaterComesDownAfterItsLastMove() throws {
        let settlement = try settle([.remove(can), .move(ball, dx: 10, dy: 0), .move(ball, dx: 10, dy: 0)])
        #expect(settlement.actions.prefix(3) == [.remove(can), .move(ball, dx: 10, dy: 0), .move(ball, dx: 10, dy: 0)])
        #expect(settlement.actions.count == 4 && abs((falls(settlement)["ball"] ?? 0) - 30) <= 6)
    }

    @Test func severalMovesOffASupportEndInOneFall() throws {
        let moves: [Action] = [.move(ball, dx: -60, dy: 0), .move(ball, dx: -30, dy: 0)]
        let settlement = try settle(moves)
        #expect(settlement.actions.prefix(2) == moves[...])
        #expect(settlement.actions.count == 3 && abs((falls(settlement)["ball"] ?? 0) - 70) <= 10, "\(settlement)")
    }

    @Test func aFallAskedForAfterASupportIsGoneHappensOnce() throws {
        let settlement = try settle([.remove(can), .fall(ball, dy: 0)])
        #expect(settlement.actions.count == 2 && abs((falls(settlement)["ball"] ?? 0) - 30) <= 6)
    }

    @Test func whatIsPutOnAnotherThingStaysThere() throws {
        let scene = pile()
        let crate = try #require(scene.layer(LayerID("crate")))
        let start = try #require(scene.layer(ball))
        let put = Action.move(ball, dx: crate.base.x - start.base.x, dy: Double(crate.extent.y) + 12 - start.base.y)
        let settlement = try settle([put])
        #expect(settlement.actions == [put])
        #expect(settlement.reasons == ["The ball comes to stand on the crate."])
    }

    @Test func fallOnDemand() throws {
        let off = try settle([.fall(ball, dy: 7)])
        #expect(off.actions.count == 1 && abs((falls(off)["ball"] ?? 0) - 30) <= 6)
        #expect(off.reasons[0].hasSuffix(", off the can."))
        #expect(
            try settle([.fall(box, dy: 7)])
                == Settlement(actions: [], reasons: ["The box has nowhere to fall: it stands where it is."]))
        var room = Room()
        room.addBox("crate", x: 160, z: 60, radius: 30, height: 30, support: .ground)
        room.add("kite") { x, y in abs(x - 100) + abs(y - 40) < 20 }
        let landed = try settle([.fall(LayerID("kite"), dy: 0)], in: room.scene)
        let crate = room.layers[0].base.y
        #expect(falls(landed) == ["kite": crate - room.layers[1].base.y])
    }

    @Test func afterAFallOnDemandTheSupportIsWhatWasBelow() throws {
        var scene = pile()
        for action in try settle([.fall(ball, dy: 0)]).actions { try scene.apply(action) { _ in fatalError() } }
        #expect(scene.layer(ball)?.support == .layer(box))
    }

    @Test func whatStandsOnAResizedThingStaysOnIt() throws {
        let settlement = try settle([.resize(box, scale: 0.5)])
        let before = try #require(pile().layer(can)).base.y - (try #require(pile().layer(box)).base.y)
        #expect(settlement.actions.count == 2)
        guard case .move(can, let dx, let dy, [ball], .layer(box)) = settlement.actions[1] else {
            Issue.record("\(settlement)")
            return
        }
        #expect(abs(dx) <= 1 && abs(dy + before / 2) <= 1)
    }

    @Test func whatIsCarriedComesToNoHarm() throws {
        let together = Action.move(box, dx: 60, dy: 0, carrying: [can, ball])
        #expect(try settle([together]) == Settlement(actions: [together], reasons: []))
        #expect(try settle([together], policy: .strict).actions == [together])
        #expect(try settle([together], policy: .off).actions == [.move(box, dx: 60, dy: 0)])
    }

    @Test func offAddsNothing() throws {
        let actions: [Action] = [.remove(box), .fall(ball, dy: 3), .move(can, dx: 0, dy: -9)]
        #expect(try settle(actions, policy: .off) == Settlement(actions: actions, reasons: []))
    }

    @Test(arguments: [
        (
            [Action.remove(box)],
            "removing the box would leave the can without support. With --physics auto it comes down"
        ),
        (
            [.move(box, dx: 150, dy: 0)],
            "moving the box would leave the can without support. With --physics auto it comes down"
        ),
        ([.move(ball, dx: 0, dy: -25)], "the ball would hang in the air. With --physics auto it is held there"),
        ([.move(ball, dx: -90, dy: 0)], "the ball would hang in the air. With --physics auto it is held there"),
        (
            [.move(LayerID("crate"), dx: -140, dy: 0)],
            "the crate would stand inside the box. Move it elsewhere, or use --physics auto"
        ),
    ])
    func strictRefuses(actions: [Action], message: String) throws {
        do {
            _ = try settle(actions, policy: .strict)
            Issue.record("not refused")
        } catch let error as PhysicsError {
            #expect("\(error)" == message)
        }
    }

    @Test func strictAllowsWhatHoldsTogether() throws {
        for actions: [Action] in [
            [.remove(ball)], [.move(box, dx: 12, dy: 0)], [.move(LayerID("crate"), dx: 20, dy: 0)],
            [.resize(ball, scale: 2)],
        ] {
            #expect(try settle(actions, policy: .strict).actions == actions)
        }
    }

    @Test func insertedThingsTakePart() throws {
        let crow = Insertion(
            id: LayerID("crow"), name: "crow", source: .file("crow.png"), baseX: 260, baseY: 165, height: 30,
            support: .layer(LayerID("crate")))
        let settlement = try settle([.insert(crow), .remove(LayerID("crate"))])
        #expect(falls(settlement)["crow"] ?? 0 > 10)
    }

    @Test func anUnknownLayerIsSaidToBeMissing() {
        #expect(throws: SceneError.self) { try settle([.remove(LayerID("cow"))]) }
    }

    /// Cans of every height, boxes turned every way: the fall is the height, within a few pixels.
    @Test func theFallIsTheHeightOfTheSupport() throws {
        var errors: [Double] = []
        for seed in UInt64(0)..<60 {
            var random = SeededRandom(seed: seed)
            let height = Double(Int.random(in: 12...80, using: &random))
            let radius = Double.random(in: 25...60, using: &random)
            var room = Room()
            if seed % 3 == 0 {
                room.addCan("base", x: 160, z: 80, radius: radius, height: height, support: .ground)
            } else {
                room.addBox(
                    "base", x: 160, z: 80, radius: radius, height: height, angle: .random(in: 0..<90, using: &random),
                    support: .ground)
            }
            room.addCan(
                "rider", x: 160 + .random(in: -6...6, using: &random), z: 80 + .random(in: -6...6, using: &random),
                above: height, radius: .random(in: 6...16, using: &random), height: 20, support: .layer(LayerID("base"))
            )
            #expect(room.supports() == ["ground", "base"], "seed \(seed)")
            let down = falls(try settle([.remove(LayerID("base"))], in: room.scene))["rider"] ?? 0
            errors.append(abs(down - height))
            #expect(abs(down - height) <= 16, "seed \(seed): \(down) for \(height)")
        }
        let mean = errors.reduce(0, +) / Double(errors.count)
        #expect(mean <= 5, "mean error \(mean)")
    }
}
