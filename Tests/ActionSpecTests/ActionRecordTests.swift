import ActionSpec
import Foundation
import SeededRandom
import Testing

@Suite struct ActionRecordTests {
    private static let insertion = Insertion(
        id: LayerID("crow-1"), name: "crow", source: .file("a/crow.png"), baseX: 320, baseY: 300.5, height: 90,
        support: .layer(LayerID("pumpkin-1")))

    @Test(arguments: [
        (
            Action.move(LayerID("cup-1"), dx: -96, dy: 0),
            #"{"action":"MOVE","dx":-96,"dy":0,"target":{"id":"cup-1","name":"the cup-1"}}"#
        ),
        (.fall(LayerID("b"), dy: 0.1), #"{"action":"FALL","dy":0.1,"target":{"id":"b","name":"the b"}}"#),
        (
            .move(LayerID("a"), dx: 1, dy: 0, carrying: [LayerID("b"), LayerID("c")], onto: .ground),
            #"{"action":"MOVE","carrying":["b","c"],"dx":1,"dy":0,"supportedBy":"ground","#
                + #""target":{"id":"a","name":"the a"}}"#
        ),
        (
            .fall(LayerID("b"), dy: 2, onto: .layer(LayerID("c"))),
            #"{"action":"FALL","dy":2,"supportedBy":"c","target":{"id":"b","name":"the b"}}"#
        ),
        (.remove(LayerID("?")), #"{"action":"REMOVE","target":{"id":"?"}}"#),
        (
            .insert(insertion),
            #"{"action":"INSERT","at":[320,300.5],"file":"a/crow.png","height":90,"#
                + #""supportedBy":"pumpkin-1","target":{"id":"crow-1","name":"crow"}}"#
        ),
        (
            .insert(
                Insertion(
                    id: LayerID("dog-1"), name: "dog", source: .layer(LayerID("dog-2"), of: "park.jpg"), baseX: 1,
                    baseY: 2,
                    height: 3, support: .ground, isHarmonized: true)),
            #"{"action":"INSERT","at":[1,2],"file":"park.jpg","harmonize":true,"height":3,"layer":"dog-2","#
                + #""supportedBy":"ground","target":{"id":"dog-1","name":"dog"}}"#
        ),
        (.resize(LayerID("a"), scale: 0.7), #"{"action":"RESIZE","scale":0.7,"target":{"id":"a","name":"the a"}}"#),
        (
            .rotate(LayerID("a"), degrees: -12.5, about: .center),
            #"{"about":"center","action":"ROTATE","degrees":-12.5,"target":{"id":"a","name":"the a"}}"#
        ),
        (
            .flip(LayerID("a"), .vertical),
            #"{"action":"FLIP","axis":"vertical","target":{"id":"a","name":"the a"}}"#
        ),
        (
            .retouch(LayerID("a"), Retouch(.opacity, 0.5)),
            #"{"action":"RETOUCH","opacity":0.5,"target":{"id":"a","name":"the a"}}"#
        ),
        (.retouch(nil, Retouch(.sepia, 1)), #"{"action":"RETOUCH","sepia":1,"target":null}"#),
        (
            .reorder(LayerID("a"), .behind(LayerID("b"))),
            #"{"action":"REORDER","behind":"b","target":{"id":"a","name":"the a"}}"#
        ),
        (
            .reorder(LayerID("a"), .end(.front)),
            #"{"action":"REORDER","target":{"id":"a","name":"the a"},"to":"front"}"#
        ),
        (
            .edit(LayerID("a"), .color(SRGBColor(parsing: "gray")!)),
            #"{"action":"EDIT","color":"gray","target":{"id":"a","name":"the a"}}"#
        ),
    ])
    func hasTheShapeOfTheContract(action: Action, json: String) throws {
        let record = ActionRecord(action) { $0 == LayerID("?") ? nil : "the \($0)" }
        let data = try JSONEncoder.deterministic().encode(record)
        #expect(String(decoding: data, as: UTF8.self) == json)
        #expect(try JSONDecoder().decode(ActionRecord.self, from: data) == record)
    }

    @Test func roundTripsExactly() throws {
        for seed in UInt64(0)..<500 {
            var random = SeededRandom(seed: seed)
            func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
            let id = LayerID("layer \(seed)")
            let color = SRGBColor(
                red: .random(in: 0...255, using: &random), green: .random(in: 0...255, using: &random), blue: 7)
            let supports: [Support] = [.ground, .unknown, .layer(LayerID("x"))]
            let actions: [Action] = [
                .move(id, dx: number(-1e6...1e6), dy: number(-1...1)), .fall(id, dy: number(0...1e4)), .remove(id),
                .resize(id, scale: number(0.01...100)), .edit(id, .color(color)),
                .edit(id, .material(Material.allCases.randomElement(using: &random)!)),
                .edit(id, .texture(file: "t.png")),
                .background(.floor, .finish(.color(color))), .background(.walls, .finish(.material(.wood))),
                .background(.sky, .picture(file: "p.jpg")), .background(.all, .transparent),
                .rotate(id, degrees: number(-36_000...36_000), about: Pivot.allCases.randomElement(using: &random)!),
                .flip(id, MirrorAxis.allCases.randomElement(using: &random)!),
                .insert(
                    Insertion(
                        id: id, name: "n", source: .file("f"), baseX: number(-1e3...1e3), baseY: number(-1e3...1e3),
                        height: number(1...1e3), support: supports.randomElement(using: &random)!)),
                .insert(
                    Insertion(
                        id: id, name: "n", source: .layer(LayerID("l"), of: "f"), baseX: number(-1e3...1e3), baseY: 0,
                        height: number(1...1e3), support: .ground, isHarmonized: Bool.random(using: &random))),
            ]
            let records = actions.map { ActionRecord($0, name: $0.target == nil ? nil : "n") }
            let data = try JSONEncoder.deterministic().encode(records)
            #expect(try JSONDecoder().decode([ActionRecord].self, from: data) == records, "seed \(seed)")
        }
    }

    @Test(arguments: [
        #"{"action":"RESIZE","target":{"id":"a"},"scale":0}"#,
        #"{"action":"MOVE","target":{"id":"a"},"dx":1e30,"dy":0}"#,
        #"{"action":"MOVE","target":{"id":"a"},"dx":1}"#, #"{"action":"WARP","target":{"id":"a"}}"#,
        #"{"action":"ROTATE","target":{"id":"a"},"degrees":1e9,"about":"base"}"#,
        #"{"action":"FLIP","target":{"id":"a"},"axis":"diagonal"}"#, #"{"action":"REMOVE"}"#,
        #"{"action":"REMOVE","target":null}"#,
        #"{"action":"RETOUCH","target":null,"blur":1,"sepia":1}"#, #"{"action":"RETOUCH","target":null}"#,
        #"{"action":"REORDER","target":{"id":"a"}}"#,
        #"{"action":"EDIT","target":{"id":"a"},"color":"plaid"}"#,
        #"{"action":"EDIT","target":{"id":"a"},"material":"gold"}"#, #"{"action":"EDIT","target":{"id":"a"}}"#,
        #"{"action":"BACKGROUND","target":null,"part":"ceiling","color":"red"}"#,
        #"{"action":"BACKGROUND","target":null,"part":"all"}"#,
        #"{"action":"BACKGROUND","target":null,"part":"all","transparent":false}"#,
        #"{"action":"INSERT","target":{"id":"a"},"file":"f","at":[1],"height":2,"supportedBy":null}"#,
    ])
    func refusesWhatNoPlanHolds(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ActionRecord.self, from: Data(json.utf8)) }
    }
}
