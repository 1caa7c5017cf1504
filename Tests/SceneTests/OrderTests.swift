import ActionSpec
import Foundation
import Raster
import Scene
import SeededRandom
import Testing

@Suite struct OrderTests {
    private let table = LayerID("table")
    private let cup = LayerID("cup")
    private let ball = LayerID("ball")

    @Test func edgesThatHoldMoveNothing() throws {
        var scene = tableScene()
        let before = scene
        let edges = [
            OrderEdge(front: cup, behind: table, confidence: 0.9),
            OrderEdge(front: ball, behind: table, kind: .depth, confidence: 0.7),
        ]
        try scene.restack(obeying: edges)
        #expect(scene.layers.map(\.id) == before.layers.map(\.id))
        #expect(scene.occlusions == before.occlusions)
        #expect(scene.order == edges)
        try scene.validate()
    }

    @Test func anEdgeTurnedAroundRestacksAndTurnsTheOcclusion() throws {
        var scene = tableScene()
        try scene.restack(obeying: [OrderEdge(front: table, behind: cup)])
        #expect(scene.layers.map(\.id) == [cup, table, ball])
        #expect(
            scene.occlusions == [Occlusion(front: table, behind: cup), Occlusion(front: ball, behind: table)])
        try scene.validate()
    }

    @Test func anEdgeThatIsNotObeyedIsOnlyTold() throws {
        var scene = tableScene()
        let edges = [
            OrderEdge(front: cup, behind: table),
            OrderEdge(front: table, behind: cup, confidence: 0.6, isObeyed: false),
        ]
        try scene.restack(obeying: edges)
        #expect(scene.layers.map(\.id) == tableScene().layers.map(\.id))
        #expect(scene.order == edges)
        try scene.validate()
    }

    /// What restacking says, the scene being as it was.
    private func refusal(_ edges: OrderEdge...) -> String {
        var scene = tableScene()
        do { try scene.restack(obeying: edges) } catch {
            #expect(scene.layers.map(\.id) == tableScene().layers.map(\.id) && scene.order.isEmpty)
            return "\(error)"
        }
        return "restacked"
    }

    @Test func circlesAndStrangersAreRefused() {
        #expect(
            refusal(
                OrderEdge(front: cup, behind: ball), OrderEdge(front: ball, behind: table),
                OrderEdge(front: table, behind: cup))
                == "order: 'table' is in front of 'cup' and 'cup' is in front of 'ball' and 'ball' is in front of 'table', "
                + "which runs in a circle; take one of these edges out")
        #expect(refusal(OrderEdge(front: cup, behind: cup)) == "order: 'cup' is put in front of itself")
        #expect(
            refusal(OrderEdge(front: cup, behind: LayerID("tabel")))
                == "order: 'tabel' is not a layer. Layers: table, cup, ball. Did you mean 'table'?")
    }

    @Test(arguments: 0..<200) func anyOrderWithoutACircleIsObeyed(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        var scene = Scene(background: RGBAImage(size: PixelSize(width: 8, height: 8)))
        let count = Int.random(in: 1...9, using: &random)
        for index in 0..<count {
            scene.layers.append(
                Layer(
                    id: LayerID("l\(index)"), name: "thing",
                    original: RGBAImage(size: PixelSize(width: 2, height: 2), filledWith: RGBA8(9, 9, 9)),
                    origin: PixelPoint(x: index % 6, y: 0)))
        }
        let wanted = scene.layers.map(\.id).shuffled(using: &random)
        var edges: [OrderEdge] = []
        for front in 0..<count {
            for behind in 0..<front where Bool.random(using: &random) {
                edges.append(OrderEdge(front: wanted[front], behind: wanted[behind]))
            }
        }
        edges.shuffle(using: &random)
        try scene.restack(obeying: edges)
        try scene.validate()
        #expect(Set(scene.layers.map(\.id)) == Set(wanted), "seed \(seed)")
        let stacked = scene.layers.map(\.id)
        try scene.restack(obeying: edges)
        #expect(scene.layers.map(\.id) == stacked, "seed \(seed): an order that holds moves nothing")
    }

    @Test func anActionDropsTheEdgesOfItsLayer() throws {
        let edges = [OrderEdge(front: cup, behind: table), OrderEdge(front: ball, behind: table)]
        for action in [Action.move(ball, dx: 5, dy: 0), .resize(ball, scale: 0.5), .remove(ball)] {
            var scene = tableScene()
            try scene.restack(obeying: edges)
            try scene.apply(action) { _ in throw CancellationError() }
            #expect(scene.order == [edges[0]])
            try scene.validate()
        }
    }

    // MARK: in a layer folder

    /// The layers of the folder after a person changed its text.
    private func layers(changing text: String, to other: String) throws -> [String] {
        let temporary = try TemporaryFolder()
        let folder = LayerFolder(temporary.path + "/room")
        var scene = tableScene()
        scene.order = [OrderEdge(front: cup, behind: table, confidence: 0.75)]
        try folder.write(scene)
        let path = folder.path + "/scene.json"
        let document = try String(contentsOfFile: path, encoding: .utf8)
        #expect(document.contains(text))
        try document.replacing(text, with: other).write(toFile: path, atomically: false, encoding: .utf8)
        do {
            return try folder.read().layers.map(\.id.rawValue)
        } catch {
            return ["\(error)".replacing(folder.path, with: "DIR")]
        }
    }

    @Test func aPersonsOrderIsObeyed() throws {
        let front = "\"front\" : \"cup\""
        let behind = "\"behind\" : \"table\""
        #expect(try layers(changing: front, to: front) == ["table", "cup", "ball"])
        #expect(try layers(changing: behind, to: "\"behind\" : \"ball\"") == ["table", "ball", "cup"])
        #expect(
            try layers(changing: "\"order\" : [", to: "\"order\" : [ {\"front\": \"table\", \"behind\": \"ball\"},")
                == ["ball", "table", "cup"])
        #expect(
            try layers(changing: "\"order\" : [", to: "\"order\" : [ {\"front\": \"table\", \"behind\": \"cup\"},")
                == [
                    "order: 'table' is in front of 'cup' and 'cup' is in front of 'table', "
                        + "which runs in a circle; take one of these edges out"
                ])
        #expect(
            try layers(changing: front, to: "\"front\" : \"mug\"")
                == ["order: 'mug' is not a layer. Layers: table, cup, ball."])
        #expect(
            try layers(changing: "\"occlusion\"", to: "\"guess\"")
                == ["DIR/scene.json: order[0].kind: 'guess' is not 'occlusion' or 'depth'"])
        #expect(
            try layers(changing: "\"confidence\" : 0.75", to: "\"confidence\" : 75")
                == ["order: the confidence that 'cup' is in front of 'table' is 75.0, expected 0 to 1"])
    }
}
