import ActionSpec
import Foundation
import Physics
import Raster
import Scene
import Testing

private let folder = ProcessInfo.processInfo.environment["I2E_SCENES"]

/// Rendered rooms with known supports, and with the picture after a support was removed.
@Suite(.enabled(if: folder != nil, "set I2E_SCENES to a folder of rendered rooms"))
struct RenderedRoomTests {
    struct Truth: Decodable {
        struct Object: Decodable {
            var id: Int
            var name: String
            var support: Int?
            var depth: Double
        }
        struct Edit: Decodable {
            var id: Int
            var action: String
            var target: Int
            var falls: [Int]?
        }
        var objects: [Object]
        var edits: [Edit]
    }

    private func rooms() throws -> [(path: URL, truth: Truth)] {
        let root = URL(filePath: try #require(folder))
        return try FileManager.default.contentsOfDirectory(atPath: root.path()).sorted().compactMap { name in
            let path = root.appending(path: name)
            guard let data = try? Data(contentsOf: path.appending(path: "scene.json")) else { return nil }
            return (path, try JSONDecoder().decode(Truth.self, from: data))
        }
    }

    /// The complete objects, back to front.
    private func layers(_ room: (path: URL, truth: Truth), grownBy growth: Int = 0) throws -> [Layer] {
        try room.truth.objects.sorted { $0.depth > $1.depth }.map { object in
            var image = try Picture.read(from: room.path.appending(path: "amodal_\(object.id).png").path()).image
            for _ in 0..<abs(growth) { image.spread(growth > 0) }
            let box = image.alpha.bounds(above: 127)
            return Layer(
                id: LayerID("\(object.id)"), name: object.name, original: image.cropped(to: box),
                origin: PixelPoint(x: box.x, y: box.y))
        }
    }

    /// Complete masks, the same grown or shrunk by two pixels, and only what shows of them.
    @Test(arguments: [0, -2, 2], [true, false])
    func supports(growth: Int, isComplete: Bool) throws {
        var right = 0
        var all = 0
        for room in try rooms() {
            var layers = try layers(room, grownBy: growth)
            var occlusions: [Occlusion] = []
            for behind in layers.indices {
                for front in layers.indices where front > behind {
                    let area = layers[front].originalExtent.intersection(layers[behind].originalExtent)
                    if layers[front].overlaps(layers[behind], within: area) {
                        occlusions.append(Occlusion(front: layers[front].id, behind: layers[behind].id))
                    }
                }
            }
            if !isComplete { layers = layers.indices.map { layers[$0].hidden(by: layers[($0 + 1)...]) } }
            let canvas = try Picture.read(from: room.path.appending(path: "image.png").path()).image.size
            let found = Physics.supports(of: layers, occlusions: occlusions, canvas: canvas)
            for (layer, support) in zip(layers, found) {
                let object = try #require(room.truth.objects.first { "\($0.id)" == layer.id.rawValue })
                all += 1
                right += support.text == object.support.map { "\($0)" } ?? "ground" ? 1 : 0
            }
        }
        #expect(Double(right) >= 0.95 * Double(all), "\(right) of \(all)")
    }

    /// The fall against the shift that best lays the object's pixels over the picture rendered without its support.
    @Test(arguments: [0, -2, 2]) func falls(growth: Int) throws {
        var errors: [Double] = []
        for room in try rooms() {
            let canvas = try Picture.read(from: room.path.appending(path: "image.png").path()).image
            var scene = Scene(background: canvas, layers: try layers(room, grownBy: growth))
            for index in scene.layers.indices {
                let object = room.truth.objects.first { "\($0.id)" == scene.layers[index].id.rawValue }
                scene.layers[index].support = object?.support.map { .layer(LayerID("\($0)")) } ?? .ground
            }
            for edit in room.truth.edits where edit.falls != nil {
                let settlement = try Physics().settle([.remove(LayerID("\(edit.target)"))], in: scene, policy: .auto)
                let after = try Picture.read(from: room.path.appending(path: "edit_\(edit.id).png").path()).image
                for case .fall(let id, let dy, _) in settlement.actions {
                    let complete = try Picture.read(from: room.path.appending(path: "amodal_\(id).png").path()).image
                    let truth = complete.bestShiftDown(onto: after)
                    errors.append(abs(dy - Double(truth)))
                    print("\(room.path.lastPathComponent) \(id): falls \(dy), truly \(truth)")
                }
            }
        }
        let mean = errors.reduce(0, +) / Double(max(1, errors.count))
        print("mean error of \(errors.count) falls: \(mean) pixels")
        #expect(mean <= 4, "mean error \(mean) pixels")
    }
}

extension RGBAImage {
    /// One step of growing (or shrinking) the opaque part, four-connected.
    fileprivate mutating func spread(_ grows: Bool) {
        let before = self
        for y in 1..<height - 1 {
            for x in 1..<width - 1 where (before[x, y].alpha > 127) != grows {
                let neighbors = [before[x - 1, y], before[x + 1, y], before[x, y - 1], before[x, y + 1]]
                if neighbors.contains(where: { ($0.alpha > 127) == grows }) {
                    self[x, y] = RGBA8(0, 0, 0, grows ? 255 : 0)
                }
            }
        }
    }

    /// How many rows down the opaque pixels fit `picture` best.
    fileprivate func bestShiftDown(onto picture: RGBAImage) -> Int {
        var best = (error: Int.max, shift: 0)
        for shift in 0..<160 {
            var error = 0
            for y in 0..<height - shift {
                for x in 0..<width where self[x, y].alpha > 250 {
                    let (mine, theirs) = (self[x, y], picture[x, y + shift])
                    let difference =
                        abs(Int(mine.red) - Int(theirs.red)) + abs(Int(mine.green) - Int(theirs.green))
                        + abs(Int(mine.blue) - Int(theirs.blue))
                    error += min(180, difference)
                }
            }
            if error < best.error { best = (error, shift) }
        }
        return best.shift
    }
}

extension Layer {
    /// What shows of it in front of which `others` are stacked.
    fileprivate func hidden(by others: ArraySlice<Layer>) -> Layer {
        var image = original
        for y in 0..<image.height {
            for x in 0..<image.width {
                let center = Point(x: Double(x + origin.x) + 0.5, y: Double(y + origin.y) + 0.5)
                if others.contains(where: { $0.covers(center) }) { image[x, y] = .clear }
            }
        }
        return Layer(id: id, name: name, original: image, origin: origin)
    }
}
