import ActionSpec
import Foundation
import Planner
import Raster
import Scene
import Testing

/// Referring expressions over scenes that are given as JSON: six collections by authors who had not seen the grammar.
@Suite struct ReferringExpressionTests {
    struct Collection: Decodable {
        var scenes: [Described]
    }

    struct Described: Decodable {
        var name: String
        var canvas: [Int]
        var layers: [Item]
        var expressions: [Expression]
    }

    struct Item: Decodable {
        var id: String
        var name: String
        var `class`: String?
        var box: [Int]
        var color: String?
        var supportedBy: Support?
        var outline: String?
    }

    struct Expression: Decodable {
        var text: String
        /// The one right answer, or the candidates that a person should be asked about.
        var `is`: [String]?
        var among: [String]?
    }

    static func collection(_ name: String) throws -> Collection {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Grounding"))
        return try JSONDecoder().decode(Collection.self, from: Data(contentsOf: url))
    }

    static func scene(_ described: Described) -> Scene {
        Drawn.scene(
            width: described.canvas[0], height: described.canvas[1],
            described.layers.map { item in
                Drawn.layer(
                    item.id, item.name,
                    at: PixelRect(x: item.box[0], y: item.box[1], width: item.box[2], height: item.box[3]),
                    item.outline.flatMap(Drawn.Outline.init) ?? .box, color: item.color ?? "gray",
                    class: item.class, support: item.supportedBy ?? .unknown)
            })
    }

    /// Nil where the answer is right, else what came instead.
    static func fault(_ expression: Expression, in scene: Scene) -> String? {
        do {
            let found = try Planner().plan("remove \(expression.text)", for: scene).groundings.map(\.layer.rawValue)
            if let right = expression.is, Set(found) == Set(right) { return nil }
            // These leave the choice to the planner.
            if let among = expression.among, found.count == 1,
                ["a ", "an ", "any ", "some ", "one of ", "either "].contains(where: expression.text.hasPrefix),
                among.contains(found[0])
            {
                return nil
            }
            return found.sorted().joined(separator: " ")
        } catch PlannerError.ambiguous(_, let candidates) {
            if let among = expression.among, Set(candidates.map(\.id.rawValue)) == Set(among) { return nil }
            return "ambiguous: \(candidates.map(\.id.rawValue).sorted().joined(separator: " "))"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        ("first", 0.99), ("second", 0.98), ("third", 0.98), ("fourth", 0.98), ("fifth", 0.86), ("sixth", 0.91),
        ("seventh", 0.96),
    ])
    func expressionsPointAtWhatTheyMean(_ name: String, _ share: Double) throws {
        var (right, count) = (0, 0)
        var faults: [String] = []
        for described in try Self.collection(name).scenes {
            let scene = Self.scene(described)
            for expression in described.expressions {
                count += 1
                if let fault = Self.fault(expression, in: scene) {
                    let wanted = expression.is?.joined(separator: " ") ?? "among \(expression.among ?? [])"
                    faults.append("\(described.name): '\(expression.text)' is \(wanted), not \(fault)")
                } else {
                    right += 1
                }
            }
        }
        #expect(
            Double(right) >= share * Double(count), "\(right) of \(count)\n\(faults.joined(separator: "\n"))")
    }
}
