import ActionSpec
import Physics
import Raster
import Scene
import SeededRandom
import Testing

/// Small worlds of which one knows where everything comes to rest.
@Suite struct RestingStateTests {
    struct World: CustomTestStringConvertible {
        var name: String
        var scene: Scene
        var actions: [Action]
        /// By layer; what is not named stays where it is.
        var expected: [String: Expected]

        var testDescription: String { name }
    }

    enum Expected {
        /// Straight down, in pixels.
        case falls(Double)
        /// Turned by more than 5°, to the right if positive, its lowest point so high above the floor.
        case topples(Double, above: Double = 0)
        /// To the left or, positive, to the right, down to the floor.
        case rolls(Double)
    }

    static func id(_ name: String) -> LayerID { LayerID(name) }

    // MARK: Towers

    /// Blocks on each other, of which one goes: those above come down by its height.
    static let towers: [World] = [[30, 20], [20, 30, 40], [40, 15, 30, 20], [25, 25, 25, 25, 25]].flatMap { heights in
        heights.indices.dropLast().map { gone in
            var view = SideView()
            var lift = 0
            for (index, height) in heights.enumerated() {
                view.add(
                    "block \(index)", x: 100 + index * 3, lift: lift, width: 80 - index * 6, height: height,
                    on: index == 0 ? nil : "block \(index - 1)")
                lift += height
            }
            var expected: [String: Expected] = [:]
            for index in heights.indices where index > gone {
                expected["block \(index)"] = .falls(Double(heights[gone]))
            }
            return World(
                name: "tower of \(heights), without number \(gone)", scene: view.scene,
                actions: [.remove(id("block \(gone)"))], expected: expected)
        }
    }

    // MARK: Planks

    static func plank(from left: Int, to right: Int, on blocks: [Int], known: Int, height: Int = 50) -> SideView {
        var view = SideView()
        for (index, x) in blocks.enumerated() { view.add("block \(index)", x: x, width: 30, height: height) }
        view.add("plank", x: left, lift: height, width: right - left, height: 12, on: "block \(known)")
        return view
    }

    static func without(_ block: Int, _ view: SideView, _ name: String, _ expected: Expected?) -> World {
        World(
            name: name, scene: view.scene, actions: [.remove(id("block \(block)"))],
            expected: expected.map { ["plank": $0] } ?? [:])
    }

    static let planks: [World] = [
        without(0, plank(from: 80, to: 240, on: [80, 210], known: 0), "two blocks, the known left goes", .topples(-1)),
        without(1, plank(from: 80, to: 240, on: [80, 210], known: 0), "two blocks, the right goes", .topples(1)),
        without(0, plank(from: 80, to: 240, on: [80, 210], known: 1), "two blocks, the left goes", .topples(-1)),
        without(1, plank(from: 80, to: 240, on: [80, 210], known: 1), "two blocks, the known right goes", .topples(1)),
        without(1, plank(from: 80, to: 240, on: [80, 145, 210], known: 1), "three blocks, the middle goes", nil),
        without(0, plank(from: 80, to: 240, on: [80, 145, 210], known: 1), "three blocks, the left goes", nil),
        without(2, plank(from: 80, to: 240, on: [80, 145, 210], known: 0), "three blocks, the right goes", nil),
        without(0, plank(from: 80, to: 240, on: [80, 145, 210], known: 0), "three blocks, the known left goes", nil),
        without(1, plank(from: 80, to: 180, on: [115, 160], known: 0), "over the middle of one, the other goes", nil),
        without(
            1, plank(from: 80, to: 180, on: [115, 160], known: 1), "over the middle of one, the known other goes", nil),
        without(0, plank(from: 80, to: 180, on: [115], known: 0), "the only block goes", .falls(50)),
        without(
            0, plank(from: 60, to: 260, on: [60, 230], known: 0, height: 20), "low blocks, the left goes", .topples(-1)),
        without(
            1, plank(from: 60, to: 260, on: [60, 230], known: 0, height: 20), "low blocks, the right goes", .topples(1)),
    ]

    // MARK: Balls and slopes

    /// A ball on a block that stands over a wedge: it rolls to the side its middle is on.
    static let slopes: [World] = [-24, -16, -9, 9, 16, 24].map { off in
        var view = SideView()
        view.addWedge("wedge", x: 140, width: 120, height: 60)
        view.add("block", x: 185 + off, lift: 60, width: 30, height: 30, on: "wedge")
        view.addBall("ball", x: 190 + off, lift: 90, size: 20, on: "block")
        return World(
            name: "a ball \(off) beside the ridge of a wedge", scene: view.scene, actions: [.remove(id("block"))],
            expected: ["ball": .rolls(off < 0 ? -1 : 1)])
    }

    static let balls: [World] = [20, 30, 44].flatMap { size in
        [0, 6, -8].map { off in
            var view = SideView()
            view.add("crate", x: 150, width: 80, height: 40)
            view.add("box", x: 160, lift: 40, width: 60, height: 25, on: "crate")
            view.addBall("ball", x: 190 - size / 2 + off, lift: 65, size: size, on: "box")
            return World(
                name: "a ball of \(size) on a box, \(off) off", scene: view.scene, actions: [.remove(id("box"))],
                expected: ["ball": .falls(25)])
        }
    }

    // MARK: What is in the way

    static let catchers: [World] = [
        {
            var view = SideView()
            view.add("shelf", x: 100, width: 60, height: 90)
            view.add("lamp", x: 120, lift: 90, width: 20, height: 40, on: "shelf")
            view.add("stool", x: 110, width: 40, height: 30)
            // The stool stands before the shelf, nearer to the viewer.
            view.shift("stool", down: 30)
            return World(
                name: "what stands nearer to the viewer catches nothing", scene: view.scene,
                actions: [.remove(id("shelf"))], expected: ["lamp": .falls(90)])
        }(),
        {
            var view = SideView()
            view.add("low", x: 120, width: 60, height: 30)
            view.add("high", x: 120, lift: 30, width: 60, height: 30, on: "low")
            view.add("neighbour", x: 180, width: 40, height: 60)
            view.add("board", x: 110, lift: 60, width: 100, height: 10, on: "high")
            return World(
                name: "a neighbour of the same height keeps a board up on one side", scene: view.scene,
                actions: [.remove(id("high"))], expected: ["board": .topples(-1, above: 30)])
        }(),
        {
            var view = SideView()
            view.add("table", x: 80, width: 200, height: 50)
            view.add("book", x: 120, lift: 50, width: 80, height: 15, on: "table")
            view.add("cup", x: 140, lift: 65, width: 30, height: 30, on: "book")
            return World(
                name: "a cup on a book on a table", scene: view.scene, actions: [.remove(id("book"))],
                expected: ["cup": .falls(15)])
        }(),
        {
            var view = SideView()
            view.add("kite", x: 150, lift: 120, width: 40, height: 40) { abs($0 - 0.5) + abs($1 - 0.5) <= 0.5 }
            view.hang("kite")
            view.add("crate", x: 140, width: 60, height: 40)
            return World(
                name: "a kite over a crate", scene: view.scene, actions: [.fall(id("kite"), dy: 0)],
                expected: ["kite": .falls(80)])
        }(),
    ]

    // MARK: Carriers that go elsewhere

    static let moves: [World] = [60, -60, 120].flatMap { dx in
        [20, 45].map { height in
            var view = SideView()
            view.add("box", x: 170, width: 50, height: height)
            view.add("can", x: 180, lift: height, width: 30, height: 30, on: "box")
            view.add("cap", x: 182, lift: height + 30, width: 26, height: 10, on: "can")
            return World(
                name: "a box of \(height) moves \(dx) from under a pile", scene: view.scene,
                actions: [.move(id("box"), dx: Double(dx), dy: 0)],
                expected: ["can": .falls(Double(height)), "cap": .falls(Double(height))])
        }
    }

    // MARK: Seen from above

    /// Cans and boxes in rooms seen from a little above, two or three on each other; those above come down by the height of what goes.
    static let rooms: [World] = (0..<20).map { seed in
        var random = SeededRandom(seed: UInt64(seed) &+ 900)
        var room = Room()
        let (x, z) = (Double.random(in: 120...200, using: &random), Double.random(in: 50...110, using: &random))
        var lift = 0.0
        var radius = Double.random(in: 42...52, using: &random)
        var heights: [Double] = []
        for index in 0..<(2 + seed % 2) {
            let height = Double(Int.random(in: 18...40, using: &random))
            let support: Support = index == 0 ? .ground : .layer(id("thing \(index - 1)"))
            if Bool.random(using: &random) {
                room.addCan("thing \(index)", x: x, z: z, above: lift, radius: radius, height: height, support: support)
            } else {
                room.addBox(
                    "thing \(index)", x: x, z: z, above: lift, radius: radius, height: height,
                    angle: .random(in: 10..<80, using: &random), support: support)
            }
            lift += height
            radius *= 0.6
            heights.append(height)
        }
        let gone = Int.random(in: 0..<heights.count - 1, using: &random)
        var expected: [String: Expected] = [:]
        for index in gone + 1..<heights.count { expected["thing \(index)"] = .falls(heights[gone]) }
        return World(
            name: "room \(seed), heights \(heights), without number \(gone)", scene: room.scene,
            actions: [.remove(id("thing \(gone)"))], expected: expected)
    }

    static let worlds = towers + planks + slopes + balls + catchers + moves + rooms

    @Test func thereAreEnough() { #expect(Self.worlds.count >= 60, "\(Self.worlds.count)") }

    @Test(arguments: worlds) func comesToRestWhereItMust(_ world: World) throws {
        let settlement = try Physics().settle(world.actions, in: world.scene, policy: .auto)
        let after = try world.scene.after(settlement.actions)
        for before in world.scene.layers {
            guard let layer = after.layer(before.id),
                world.actions.first?.target != before.id || world.name.contains("kite")
            else { continue }
            let fallen = layer.base.y - before.base.y
            switch world.expected[before.id.rawValue] {
            case nil: #expect(layer.placement == before.placement, "\(before.name): \(settlement)")
            case .falls(let height):
                // Heights are read off outlines, to a tenth of the thing's depth.
                #expect(
                    abs(fallen - height) <= 9 && layer.placement.dx == 0, "\(before.name): \(fallen); \(settlement)")
                #expect(layer.placement.degrees == 0, "\(before.name): \(settlement)")
            case .topples(let way, let lift):
                #expect(layer.placement.degrees * way > 5, "\(before.name): \(layer.placement); \(settlement)")
                #expect(
                    abs(layer.base.y + lift - Double(SideView.floor)) <= 3,
                    "\(before.name): \(layer.base); \(settlement)")
            case .rolls(let way):
                #expect(
                    (layer.center.x - before.center.x) * way > 20, "\(before.name): \(layer.placement); \(settlement)")
                #expect(abs(layer.base.y - Double(SideView.floor)) <= 3, "\(before.name): \(layer.base); \(settlement)")
            }
        }
        if world.scene.canvas.width == 400, !world.name.contains("viewer") {
            #expect(after.floating(floor: SideView.floor) == [], "\(settlement)")
        }
    }

    /// The same to the last bit however often it is asked.
    @Test func restingIsRepeatable() throws {
        for world in Self.planks + Self.slopes {
            let first = try Physics().settle(world.actions, in: world.scene, policy: .auto)
            for _ in 0..<3 {
                #expect(try Physics().settle(world.actions, in: world.scene, policy: .auto) == first, "\(world.name)")
            }
        }
    }

    /// Of two blocks under it one goes: a plank topples, a dog stays on the other; off both, a dog comes down on its feet.
    @Test(arguments: [nil, "bench", "dog"]) func animalsKeepTheirBalance(kind: String?) throws {
        var scene = Self.plank(from: 80, to: 240, on: [80, 210], known: 0).scene
        let plank = try #require(scene.layers.firstIndex { $0.id == Self.id("plank") })
        scene.layers[plank].attributes["class"] = kind
        func settled(_ gone: [String]) throws -> (turns: Bool, falls: Double) {
            let actions = try Physics().settle(gone.map { .remove(Self.id($0)) }, in: scene, policy: .auto).actions
            let falls = actions.reduce(0.0) { if case .fall(_, let dy, _) = $1 { $0 + dy } else { $0 } }
            return (actions.contains { if case .rotate = $0 { true } else { false } }, falls)
        }
        let tipped = try settled(["block 1"])
        #expect(tipped.turns == (kind != "dog"))
        guard kind == "dog" else { return }
        #expect(tipped.falls <= 3)
        let fallen = try settled(["block 0", "block 1"])
        #expect(!fallen.turns && abs(fallen.falls - 50) <= 3)
    }

    @Test func whatIsSaid() throws {
        let tips = try Physics().settle([.remove(Self.id("block 1"))], in: Self.planks[1].scene, policy: .auto)
        #expect(
            tips.reasons.count == 1
                && tips.reasons[0].hasPrefix(
                    "The block 1 under it is removed, so the plank topples and comes to rest on "),
            "\(tips.reasons)")
        let stays = try Physics().settle([.remove(Self.id("block 0"))], in: Self.planks[7].scene, policy: .auto)
        #expect(
            stays.reasons == ["The block 0 under it is removed, but the block 1 carries the plank."], "\(stays.reasons)"
        )
        #expect(
            try Self.planks[7].scene.after(stays.actions).layer(Self.id("plank"))?.support == .layer(Self.id("block 1"))
        )
        let half = try Physics().settle(
            [.move(Self.id("cup"), dx: -38, dy: 0)], in: Self.catchers[2].scene, policy: .auto)
        #expect(
            half.reasons == ["The cup stands half off the book and would topple; it is left there, as asked."],
            "\(half.reasons)")
        #expect(half.actions == [.move(Self.id("cup"), dx: -38, dy: 0)])
    }
}
