import ActionSpec
import Foundation
import Raster

extension LayerFolder {
    /// The scene in the folder.
    ///
    /// - Throws: `SceneError` for what is wrong with the folder or its document, `RasterError` for its pictures.
    public func read(limits: Limits = Limits()) throws -> Scene {
        let document = try readDocument(limits: limits)
        var budget = limits.pixels
        func raster(_ file: String, _ field: String) throws -> RGBAImage {
            let image = try Picture.read(from: try safePath(file, field: field)).image
            budget -= image.size.area
            guard budget >= 0 else {
                throw SceneError.tooLarge(
                    path: documentPath, what: "pixels", found: limits.pixels - budget, limit: limits.pixels)
            }
            return image
        }
        let background = try raster(document.background, "background")
        let canvas = document.canvas
        guard canvas.width == background.width, canvas.height == background.height else {
            throw SceneError.malformed(
                path: documentPath, field: "canvas",
                why: "\(canvas.width)×\(canvas.height), but the background is \(background.width)×\(background.height)")
        }
        var layers: [Layer] = []
        for (index, entry) in document.layers.enumerated() {
            let field = "layers[\(index)]"
            let effect = try entry.effect.map { effect in
                Effect(
                    image: try raster(effect.file, field + ".effect.file"),
                    origin: try place(effect.x, effect.y, field + ".effect"),
                    isMade: effect.made ?? false)
            }
            let shades = try entry.shades.enumerated().map { number, shade in
                let field = field + ".shades[\(number)]"
                guard document.layers.contains(where: { $0.id == shade.by }) else {
                    throw SceneError.malformed(
                        path: documentPath, field: field + ".by", why: "'\(shade.by)' is none of the layers")
                }
                return Shade(
                    caster: LayerID(shade.by), darkness: try raster(shade.file, field + ".file").alpha,
                    origin: try place(shade.x, shade.y, field))
            }
            layers.append(
                Layer(
                    id: LayerID(entry.id), name: entry.name, original: try raster(entry.file, field + ".file"),
                    origin: try place(entry.x, entry.y, field), confidence: entry.confidence,
                    outlineConfidence: entry.outlineConfidence, fillConfidence: entry.fillConfidence,
                    support: Support(word: entry.supportedBy), depth: entry.depth, attributes: entry.attributes,
                    effect: effect, shades: shades))
        }
        let occlusions = document.layers.flatMap { entry in
            entry.occludes.map { Occlusion(front: LayerID(entry.id), behind: LayerID($0)) }
        }
        var scene = Scene(
            background: background, layers: layers, occlusions: occlusions, horizon: document.horizon)
        scene.surfaces = try (document.surfaces ?? []).enumerated().map { index, entry in
            let field = "surfaces[\(index)]"
            guard let part = BackgroundPart(rawValue: entry.part), part != .all else {
                throw SceneError.malformed(
                    path: documentPath, field: field + ".part",
                    why: "'\(entry.part)' is not 'floor', 'walls' or 'sky'")
            }
            return Surface(part, region: try raster(entry.file, field + ".file").alpha)
        }
        try scene.validate()
        try scene.restack(obeying: try order(of: document))
        try scene.validate()
        return scene
    }

    private func order(of document: SceneDocument) throws -> [OrderEdge] {
        try document.order.enumerated().map { index, edge in
            guard let kind = OrderEdge.Kind(rawValue: edge.kind) else {
                let kinds = OrderEdge.Kind.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
                throw SceneError.malformed(
                    path: documentPath, field: "order[\(index)].kind", why: "'\(edge.kind)' is not \(kinds)")
            }
            return OrderEdge(
                front: LayerID(edge.front), behind: LayerID(edge.behind), kind: kind, confidence: edge.confidence,
                isObeyed: edge.obeyed)
        }
    }

    private func readDocument(limits: Limits) throws -> SceneDocument {
        guard exists else { throw SceneError.notALayerFolder(path: path) }
        let attributes = try? FileManager.default.attributesOfItem(atPath: documentPath)
        if let size = attributes?[.size] as? Int, size > limits.documentBytes {
            throw SceneError.tooLarge(path: documentPath, what: "bytes", found: size, limit: limits.documentBytes)
        }
        guard let data = FileManager.default.contents(atPath: documentPath) else {
            throw SceneError.unreadableFile(path: documentPath)
        }
        let document: SceneDocument
        do {
            document = try JSONDecoder().decode(SceneDocument.self, from: data)
        } catch let error as DecodingError {
            throw SceneError(error, path: documentPath)
        }
        guard document.version == SceneDocument.currentVersion else {
            throw SceneError.malformed(
                path: documentPath, field: "version",
                why: "\(document.version), this i2e reads version \(SceneDocument.currentVersion)")
        }
        guard document.layers.count <= limits.layers else {
            throw SceneError.tooLarge(
                path: documentPath, what: "layers", found: document.layers.count, limit: limits.layers)
        }
        return document
    }

    private func place(_ x: Int, _ y: Int, _ field: String) throws -> PixelPoint {
        let farthest = Int(Placement.farthest)
        guard (-farthest...farthest).contains(x), (-farthest...farthest).contains(y) else {
            throw SceneError.malformed(path: documentPath, field: field, why: "(\(x), \(y)) is far outside the canvas")
        }
        return PixelPoint(x: x, y: y)
    }

    /// `file` inside the folder, neither absolute nor climbing out, by name or by symbolic link.
    private func safePath(_ file: String, field: String) throws -> String {
        let parts = file.split(separator: "/", omittingEmptySubsequences: false)
        let full = path + "/" + file
        let root = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard !file.isEmpty, !file.utf8.contains(0), parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }),
            URL(fileURLWithPath: full).resolvingSymlinksInPath().path.hasPrefix(root == "/" ? "/" : root + "/")
        else { throw SceneError.unsafePath(path: documentPath, field: field, value: file) }
        return full
    }
}

extension SceneError {
    /// What people call the types a document asks for.
    private static let words: [(type: String, word: String)] = [
        ("Int", "a whole number"), ("Double", "a number"), ("String", "a text"), ("Array", "a list"),
        ("Bool", "true or false"),
    ]

    fileprivate init(_ error: DecodingError, path: String) {
        func field(_ path: [any CodingKey]) -> String {
            path.reduce(into: "") { text, key in
                if let index = key.intValue {
                    text += "[\(index)]"
                } else {
                    text += (text.isEmpty ? "" : ".") + key.stringValue
                }
            }
        }
        switch error {
        case .keyNotFound(let key, let context):
            self = .malformed(path: path, field: field(context.codingPath + [key]), why: "is missing")
        case .valueNotFound(_, let context):
            self = .malformed(path: path, field: field(context.codingPath), why: "is null")
        case .typeMismatch(let type, let context):
            let name = "\(type)"
            let wanted = Self.words.first { name.hasPrefix($0.type) }?.word ?? "an object"
            self = .malformed(path: path, field: field(context.codingPath), why: "is not \(wanted)")
        case .dataCorrupted(let context):
            self = .malformed(path: path, field: field(context.codingPath), why: "is not valid JSON")
        @unknown default:
            self = .malformed(path: path, field: "", why: "is not a scene")
        }
    }
}
