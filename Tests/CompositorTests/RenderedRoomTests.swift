import ActionSpec
import Compositor
import Foundation
import Raster
import Scene
import Testing

/// Rendered rooms with exact truth, where `I2E_SCENES` names a folder of them: true layers over the true background,
/// edited as the room was rendered again. What is left of the error is the compositor's.
@Suite struct RenderedRoomTests {
    private struct Truth: Decodable {
        struct Object: Decodable {
            var id: Int
            var depth: Double
        }
        struct Edit: Decodable {
            var id: Int
            var action: String
            var target: Int
            var dx: Double?
            var scale: Double?
            var color: String?
        }
        var objects: [Object]
        var edits: [Edit]
    }

    private static let folder = ProcessInfo.processInfo.environment["I2E_SCENES"]

    @Test(.enabled(if: folder != nil, "I2E_SCENES is not set"))
    func trueLayersComeNearTheTrueEdit() throws {
        var gains: [String: [Double]] = [:]
        let folder = try #require(Self.folder)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let room = folder + "/" + name
            guard let data = FileManager.default.contents(atPath: room + "/scene.json") else { continue }
            let truth = try JSONDecoder().decode(Truth.self, from: data)
            let picture = try Picture.read(from: room + "/image.png").image
            let opened = try scene(truth, in: room)
            for edit in truth.edits {
                let id = LayerID("\(edit.target)")
                let action: Action
                switch edit.action {
                case "MOVE": action = .move(id, dx: edit.dx ?? 0, dy: 0)
                case "RESIZE": action = .resize(id, scale: try #require(edit.scale))
                case "EDIT": action = .edit(id, .color(try #require(SRGBColor(parsing: edit.color ?? ""))))
                default: continue
                }
                guard opened.layer(id) != nil else { continue }
                var edited = opened
                try edited.apply(action) { _ in picture }
                let got = Compositor(picture: picture, opened: opened).render(edited)
                let want = try Picture.read(from: room + "/edit_\(edit.id).png").image
                gains[edit.action, default: []].append(gain(of: got, over: picture, want: want))
            }
        }
        for (action, least) in [("MOVE", 8.0), ("RESIZE", 6.5), ("EDIT", 12.0)] {
            let all = try #require(gains[action])
            let mean = all.reduce(0, +) / Double(all.count)
            print("\(action): \(all.count) edits, mean gain \(mean) dB")
            #expect(mean > least, "\(action): \(all)")
        }
    }

    private func scene(_ truth: Truth, in room: String) throws -> Scene {
        let layers = try truth.objects.sorted { $0.depth > $1.depth }.compactMap { object -> Layer? in
            let whole = try Picture.read(from: room + "/amodal_\(object.id).png").image
            let box = whole.alpha.bounds()
            guard !box.isEmpty else { return nil }
            return Layer(
                id: LayerID("\(object.id)"), name: "object \(object.id)", original: whole.cropped(to: box),
                origin: PixelPoint(x: box.x, y: box.y), support: .ground)
        }
        return Scene(background: try Picture.read(from: room + "/background.png").image, layers: layers)
    }

    /// Decibels nearer to the truth than doing nothing, where the truth or the result changed.
    private func gain(of got: RGBAImage, over picture: RGBAImage, want: RGBAImage) -> Double {
        var errors = (got: 0.0, picture: 0.0)
        for index in 0..<picture.size.area {
            let range = index * 4..<index * 4 + 3
            let changed = range.contains {
                abs(Int(picture.bytes[$0]) - Int(want.bytes[$0])) > 10
                    || abs(Int(got.bytes[$0]) - Int(picture.bytes[$0])) > 10
            }
            guard changed else { continue }
            for channel in range {
                errors.got += pow(Double(got.bytes[channel]) - Double(want.bytes[channel]), 2)
                errors.picture += pow(Double(picture.bytes[channel]) - Double(want.bytes[channel]), 2)
            }
        }
        return 10 * log10(errors.picture / max(errors.got, 1e-9))
    }
}
