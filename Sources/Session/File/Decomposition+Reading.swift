import ActionSpec
import Foundation
import GRDB
import Raster
import Scene

extension SessionFile {
    /// The picture file and a decomposition of it, decoded.
    ///
    /// - Throws: `SessionError.damagedSession` where pixels are not those of their hash, sizes do not fit, or the scene does not hold
    ///   together.
    func open(decomposition id: Int) throws -> (name: String, picture: Picture, decomposition: Decomposition) {
        try read { db in
            let (name, file) = try db.input()
            let rows = try DecompositionRows(db, id: id)
            try rows.checkSizes()
            let blobs = try DecodedBlobs([file] + rows.files)
            let picture = blobs[file.hash]
            let decomposition = try rows.decomposition(with: blobs)
            guard !name.contains("/"), !name.contains("\0") else {
                throw Fault(what: "its picture is called '\(name.prefix(60))', which is a path")
            }
            guard decomposition.scene.canvas == picture.size else {
                throw Fault(what: "the background is not as large as the picture")
            }
            try decomposition.scene.validate()
            try Self.checkNames(of: decomposition.scene)
            return (name, picture, decomposition)
        }
    }
}

/// The rows of one decomposition and the bytes they name.
private struct DecompositionRows {
    let head: Row
    let layers: [Row]
    let shades: [Int: [Row]]
    let occlusions: [Row]
    let edges: [Row]
    let surfaces: [Row]
    private(set) var files: [(hash: String, bytes: [UInt8])] = []

    private static let maximumLayers = 10_000
    /// Of the background, the layers and the effects together.
    private static let maximumPixels = 400_000_000

    init(_ db: Database, id: Int) throws {
        func rows(_ table: String, order: String) throws -> [Row] {
            try Row.fetchAll(
                db, sql: "SELECT * FROM \(table) WHERE decomposition = ? ORDER BY \(order)", arguments: [id])
        }
        guard let head = try Row.fetchOne(db, sql: "SELECT * FROM decomposition WHERE id = ?", arguments: [id]) else {
            throw SessionFile.Fault(what: "decomposition \(id) is missing")
        }
        self.head = head
        layers = try rows("layer", order: "place")
        guard layers.count <= Self.maximumLayers else {
            throw SessionFile.Fault(what: "\(layers.count) layers are more than a scene holds")
        }
        guard layers.enumerated().allSatisfy({ $1["place"] as Int == $0 }) else {
            throw SessionFile.Fault(what: "a layer is missing")
        }
        shades = Dictionary(grouping: try rows("shade", order: "place, number")) { $0["place"] }
        occlusions = try rows("occlusion", order: "number")
        edges = try rows("edge", order: "number")
        surfaces = try rows("surface", order: "number")

        var seen: Set<String> = []
        var hashes: [String] = [head["background"]]
        for layer in layers {
            hashes.append(layer["pixels"])
            if let effect: String = layer["effect"] { hashes.append(effect) }
            for shade in shades[layer["place"]] ?? [] { hashes.append(shade["darkness"]) }
        }
        for surface in surfaces { hashes.append(surface["region"]) }
        for hash in hashes where seen.insert(hash).inserted { files.append((hash, try db.bytes(of: hash))) }
    }

    /// Before any pixel is decoded.
    func checkSizes() throws {
        var pixels = 0
        for (hash, bytes) in files {
            guard let size = PNGHeader(bytes) else {
                throw SessionFile.Fault(what: "the pixels \(hash.prefix(12))… are no PNG")
            }
            pixels =
                pixels.addingReportingOverflow(size.width.multipliedReportingOverflow(by: size.height).partialValue)
                .partialValue
            guard size.width <= Self.maximumPixels, size.height <= Self.maximumPixels, pixels <= Self.maximumPixels
            else {
                throw SessionFile.Fault(what: "its layers have more pixels than the \(Self.maximumPixels) allowed")
            }
        }
    }

    func decomposition(with blobs: DecodedBlobs) throws -> Decomposition {
        var scene = Scene(
            background: blobs[head["background"]].image,
            layers: try layers.map { try layer($0, blobs) },
            occlusions: occlusions.map { Occlusion(front: LayerID($0["front"]), behind: LayerID($0["behind"])) },
            horizon: head["horizon"])
        scene.order = try edges.map { row in
            guard let kind = OrderEdge.Kind(rawValue: row["kind"]) else {
                throw SessionFile.Fault(what: "an order edge is of the kind '\((row["kind"] as String).prefix(40))'")
            }
            return OrderEdge(
                front: LayerID(row["front"]), behind: LayerID(row["behind"]), kind: kind,
                confidence: row["confidence"], isObeyed: row["obeyed"])
        }
        scene.surfaces = try surfaces.map { row in
            let region = mask(blobs[row["region"]])
            guard let part = BackgroundPart(rawValue: row["part"]), part != .all, region.size == scene.canvas else {
                throw SessionFile.Fault(what: "a surface of the background is none")
            }
            return Surface(part, region: region)
        }
        return Decomposition(
            scene: scene, notes: try JSONText(text: head["notes"]).value,
            models: try JSONText(text: head["models"]).value)
    }

    private func layer(_ row: Row, _ blobs: DecodedBlobs) throws -> Layer {
        let effect: String? = row["effect"]
        return try Layer(
            id: LayerID(row["id"]), name: row["name"], original: blobs[row["pixels"]].image,
            origin: point(row["x"], row["y"]), confidence: row["confidence"],
            outlineConfidence: row["outline_confidence"], fillConfidence: row["fill_confidence"],
            support: Support(word: row["support"]), depth: row["depth"],
            attributes: JSONText(text: row["attributes"]).value,
            effect: effect.map { Effect(image: blobs[$0].image, origin: try point(row["effect_x"], row["effect_y"])) },
            shades: (shades[row["place"]] ?? []).map { shade in
                return Shade(
                    caster: LayerID(shade["caster"]), darkness: mask(blobs[shade["darkness"]]),
                    origin: try point(shade["x"], shade["y"]))
            })
    }

    /// Of a grey picture, whose channels are alike.
    private func mask(_ picture: Picture) -> Mask {
        let bytes = picture.image.bytes
        return Mask(size: picture.size, coverage: stride(from: 0, to: bytes.count, by: 4).map { bytes[$0] })
    }

    private func point(_ x: Int, _ y: Int) throws -> PixelPoint {
        let places = -1_000_000...1_000_000
        guard places.contains(x), places.contains(y) else {
            throw SessionFile.Fault(what: "a layer stands at (\(x), \(y)), far outside the canvas")
        }
        return PixelPoint(x: x, y: y)
    }
}

/// The size that a PNG file says it has.
private struct PNGHeader {
    let width: Int
    let height: Int

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
            return nil
        }
        func number(at index: Int) -> Int { bytes[index..<index + 4].reduce(0) { $0 << 8 | Int($1) } }
        (width, height) = (number(at: 16), number(at: 20))
    }
}
