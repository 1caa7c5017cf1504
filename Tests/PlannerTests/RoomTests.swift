import ActionSpec
import Foundation
import Planner
import Raster
import Scene
import SeededRandom
import Testing

/// Rendered rooms, their layers degraded as a detector degrades them: wrong classes, "object 3", names guessed from
/// outlines, masks eroded and cut by what stands in front.
@Suite struct RoomTests {
    struct Room: Decodable {
        var name: String
        var width: Int
        var height: Int
        var objects: [Object]
        var edits: [Edit]
    }

    struct Object: Decodable {
        var id: Int
        var shape: String
        var color: String
        var mean: [Int]
        var support: Int?
        var complete: Outline
        var visible: Outline
    }

    struct Outline: Decodable {
        var box: [Int]
        /// 32 rows of 32 bits, eight hexadecimal digits each.
        var alpha: String
    }

    struct Edit: Decodable {
        var instruction: String
        var action: String
        var target: Int
        var dx: Double?
        var scale: Double?
        var color: String?
    }

    static let rooms: [Room] = {
        let url = Bundle.module.url(forResource: "rooms", withExtension: "json", subdirectory: "Rooms")!
        return try! JSONDecoder().decode([Room].self, from: Data(contentsOf: url))
    }()

    /// What a detector says of solids it was never shown; nil where it says nothing.
    static let confusions: [String: [String?]] = [
        "ball": ["sports ball", "sports ball", "orange", "frisbee", nil],
        "cup": ["cup", "cup", "cup", "vase", nil],
        "bowl": ["bowl", "cup", "cup", "vase", nil],
        "book": ["book", "cell phone", "frisbee", "laptop", nil, nil],
        "box": ["suitcase", "microwave", "book", nil, nil, nil],
        "can": ["cup", "vase", "bottle", nil, nil],
        "pyramid": ["kite", "umbrella", nil, nil, nil],
    ]

    static func scene(_ room: Room, seed: UInt64) -> Scene {
        var random = SeededRandom(seed: seed)
        let usesVisible = seed % 2 == 1
        let layers = room.objects.map { object in
            let outline = usesVisible ? object.visible : object.complete
            let bits = stride(from: 0, to: 256, by: 8).map { start in
                UInt32(outline.alpha.dropFirst(start).prefix(8), radix: 16)!
            }
            let size = PixelSize(width: outline.box[2], height: outline.box[3])
            var image = RGBAImage(size: size)
            for y in 0..<size.height {
                for x in 0..<size.width where bits[y * 32 / size.height] >> (31 - UInt32(x * 32 / size.width)) & 1 == 1
                {
                    image[x, y] = RGBA8(UInt8(object.mean[0]), UInt8(object.mean[1]), UInt8(object.mean[2]))
                }
            }
            var attributes: [String: String] = [:]
            let detected = random.pick(confusions[object.shape]!)
            attributes["class"] = detected
            attributes["color"] = random.pick([object.color, object.color, object.color, neighbour(of: object.color)])
            let guess = random.pick([object.shape, object.shape, "box"])
            let name =
                detected
                ?? random.pick([
                    "\(attributes["color"]!) \(guess == "pyramid" ? "cone" : guess)", "object \(object.id)",
                ])
            let confidence = detected == nil ? 0.5 : [0.35, 0.5, 0.65, 0.8, 0.95][Int(random.next() % 5)]
            return Layer(
                id: LayerID("layer-\(object.id)"), name: name, original: image,
                origin: PixelPoint(x: outline.box[0], y: outline.box[1]),
                confidence: confidence, support: object.support.map { .layer(LayerID("layer-\($0)")) } ?? .ground,
                attributes: attributes)
        }
        return Scene(background: RGBAImage(size: PixelSize(width: room.width, height: room.height)), layers: layers)
    }

    static func neighbour(of color: String) -> String {
        let neighbours = [
            "red": "brown", "orange": "brown", "yellow": "beige", "brown": "orange", "beige": "yellow",
            "blue": "purple", "purple": "blue",
            "pink": "purple", "white": "gray", "gray": "white", "black": "gray", "green": "green",
        ]
        return neighbours[color]!
    }

    /// Whether a plan does what the edit says, to the right layer.
    static func isRight(_ plan: Plan, _ edit: Edit) -> Bool {
        guard plan.actions.count == 1, let action = plan.actions.first else { return false }
        guard action.kind.rawValue == edit.action, action.target == LayerID("layer-\(edit.target)") else {
            return false
        }
        switch action {
        case .move(_, let dx, let dy, _, _): return dx == edit.dx && dy == 0
        case .resize(_, let scale): return abs(scale - edit.scale!) < 1e-12
        case .edit(_, let finish): return finish == .color(SRGBColor(parsing: edit.color!)!)
        default: return true
        }
    }

    @Test func everyEditOfTheRoomsGroundsUnderDegradation() {
        var (right, all) = (0, 0)
        var wrong: [String] = []
        for seed: UInt64 in 0..<40 {
            for room in Self.rooms {
                let scene = Self.scene(room, seed: seed)
                for edit in room.edits {
                    all += 1
                    do {
                        let plan = try Planner().plan(edit.instruction, for: scene)
                        if Self.isRight(plan, edit) {
                            right += 1
                            continue
                        }
                        wrong.append(
                            "\(room.name) seed \(seed) '\(edit.instruction)': \(plan.groundings.map { "\($0.layer) \($0.evidence)" })"
                        )
                    } catch {
                        wrong.append("\(room.name) seed \(seed) '\(edit.instruction)': \(error)")
                    }
                }
            }
        }
        print("rooms: \(right) of \(all) edits planned right")
        #expect(Double(right) >= 0.97 * Double(all), "\(right) of \(all):\n\(wrong.prefix(60).joined(separator: "\n"))")
    }
}

extension SeededRandom {
    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }
}
