public import ActionSpec
import Raster

/// `scene.json` as it stands in a layer folder and in the JSON that the command prints.
public struct SceneDocument: Codable, Equatable, Sendable {
    public static let currentVersion = 1

    public var version: Int
    public var canvas: Canvas
    public var background: String
    /// Back to front.
    public var layers: [Entry]
    /// Who is in front of whom. A person may edit it: reading a folder restacks its layers so that it holds.
    public var order: [Edge]
    /// What the background shows: each region a picture whose alpha is the surface. Left out where none is known.
    public var surfaces: [SurfaceEntry]?
    /// See `Scene.horizon`.
    public var horizon: Double?

    public struct Canvas: Codable, Equatable, Sendable {
        public var width: Int
        public var height: Int
    }

    public struct Raster: Codable, Equatable, Sendable {
        public var file: String
        public var x: Int
        public var y: Int
        /// See `Effect.isMade`; written only where true.
        public var made: Bool?
    }

    /// A `Scene.Shade`: a picture whose alpha is the darkness.
    public struct Shade: Codable, Equatable, Sendable {
        /// The id of the layer that casts it.
        public var by: String
        public var file: String
        public var x: Int
        public var y: Int
    }

    /// A `Surface`: "floor", "walls" or "sky".
    public struct SurfaceEntry: Codable, Equatable, Sendable {
        public var part: String
        public var file: String
    }

    /// An `OrderEdge`. Only `front` and `behind` are needed; what else is left out says an occlusion, sure, obeyed.
    public struct Edge: Codable, Equatable, Sendable {
        public var front: String
        public var behind: String
        /// "occlusion" or "depth".
        public var kind: String
        public var confidence: Double
        /// Written only where false: the edge is told, not followed.
        public var obeyed: Bool

        private enum CodingKeys: String, CodingKey { case front, behind, kind, confidence, obeyed }
    }

    public struct Entry: Codable, Equatable, Sendable {
        public var id: String
        public var name: String
        public var file: String
        public var x: Int
        public var y: Int
        public var confidence: Double
        /// See `Layer.outlineConfidence` and `Layer.fillConfidence`; left out where nil.
        public var outlineConfidence: Double?
        public var fillConfidence: Double?
        /// A layer's id, "ground", or null where it is not known.
        public var supportedBy: String?
        public var depth: Double
        public var occludes: [String]
        public var effect: Raster?
        /// Shadows of other layers that its pixels hold.
        public var shades: [Shade]
        public var attributes: [String: String]

        private enum CodingKeys: String, CodingKey {
            case id, name, file, x, y, confidence, outlineConfidence, fillConfidence, supportedBy, depth, occludes,
                effect, shades, attributes
        }
    }
}

extension SceneDocument {
    /// Describes a scene, each layer where it stands now.
    public init(_ scene: Scene) {
        version = Self.currentVersion
        canvas = Canvas(width: scene.canvas.width, height: scene.canvas.height)
        background = "background.png"
        layers = scene.layers.enumerated().map { index, layer in
            let name = Self.fileName(index: index, id: layer.id)
            let crop = PixelRect(layer.original.size.bounds, at: layer.origin)
            let place = layer.placed(crop)
            return Entry(
                id: layer.id.rawValue, name: layer.name, file: "layers/\(name).png", x: place.x, y: place.y,
                confidence: layer.confidence, outlineConfidence: layer.outlineConfidence,
                fillConfidence: layer.fillConfidence, supportedBy: layer.support.word, depth: layer.depth,
                occludes: scene.occlusions.filter { $0.front == layer.id }.map(\.behind.rawValue).sorted(),
                effect: layer.effect.map { effect in
                    let place = layer.placed(PixelRect(effect.image.size.bounds, at: effect.origin))
                    return Raster(
                        file: "layers/\(name)-effect.png", x: place.x, y: place.y, made: effect.isMade ? true : nil)
                },
                shades: layer.shades.enumerated().map { number, shade in
                    let place = layer.placed(shade.rect)
                    return Shade(
                        by: shade.caster.rawValue, file: "layers/\(name)-shade-\(number + 1).png", x: place.x,
                        y: place.y)
                },
                attributes: layer.attributes)
        }
        order = scene.order.map { edge in
            Edge(
                front: edge.front.rawValue, behind: edge.behind.rawValue, kind: edge.kind.rawValue,
                confidence: edge.confidence, obeyed: edge.isObeyed)
        }
        let entries = scene.surfaces.map {
            SurfaceEntry(part: $0.part.rawValue, file: "surfaces/\($0.part.rawValue).png")
        }
        surfaces = entries.isEmpty ? nil : entries
        horizon = scene.horizon
    }

    private enum CodingKeys: String, CodingKey { case version, canvas, background, layers, order, surfaces, horizon }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        version = try values.decode(Int.self, forKey: .version)
        canvas = try values.decode(Canvas.self, forKey: .canvas)
        background = try values.decode(String.self, forKey: .background)
        layers = try values.decode([Entry].self, forKey: .layers)
        order = try values.decodeIfPresent([Edge].self, forKey: .order) ?? []
        surfaces = try values.decodeIfPresent([SurfaceEntry].self, forKey: .surfaces)
        horizon = try values.decodeIfPresent(Double.self, forKey: .horizon)
    }

    /// Unique by its number, readable by its id, and safe as a file name whatever the id holds.
    private static func fileName(index: Int, id: LayerID) -> String {
        let letters = id.rawValue.unicodeScalars.prefix(40).map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
                ? Character(scalar) : "-"
        }
        let number = String(index + 1)
        return String(repeating: "0", count: max(0, 2 - number.count)) + number + "-" + String(letters)
    }
}

extension SceneDocument.Edge {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        front = try values.decode(String.self, forKey: .front)
        behind = try values.decode(String.self, forKey: .behind)
        kind = try values.decodeIfPresent(String.self, forKey: .kind) ?? OrderEdge.Kind.occlusion.rawValue
        confidence = try values.decodeIfPresent(Double.self, forKey: .confidence) ?? 1
        obeyed = try values.decodeIfPresent(Bool.self, forKey: .obeyed) ?? true
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(front, forKey: .front)
        try values.encode(behind, forKey: .behind)
        try values.encode(kind, forKey: .kind)
        try values.encode(confidence, forKey: .confidence)
        if !obeyed { try values.encode(obeyed, forKey: .obeyed) }
    }
}

extension SceneDocument.Entry {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        name = try values.decodeIfPresent(String.self, forKey: .name) ?? id
        file = try values.decode(String.self, forKey: .file)
        x = try values.decode(Int.self, forKey: .x)
        y = try values.decode(Int.self, forKey: .y)
        confidence = try values.decodeIfPresent(Double.self, forKey: .confidence) ?? 1
        outlineConfidence = try values.decodeIfPresent(Double.self, forKey: .outlineConfidence)
        fillConfidence = try values.decodeIfPresent(Double.self, forKey: .fillConfidence)
        supportedBy = try values.decodeIfPresent(String.self, forKey: .supportedBy)
        depth = try values.decodeIfPresent(Double.self, forKey: .depth) ?? 0
        occludes = try values.decodeIfPresent([String].self, forKey: .occludes) ?? []
        effect = try values.decodeIfPresent(SceneDocument.Raster.self, forKey: .effect)
        shades = try values.decodeIfPresent([SceneDocument.Shade].self, forKey: .shades) ?? []
        attributes = try values.decodeIfPresent([String: String].self, forKey: .attributes) ?? [:]
    }

    /// `supportedBy` is written as null where it is not known, which says more than leaving it out.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(name, forKey: .name)
        try values.encode(file, forKey: .file)
        try values.encode(x, forKey: .x)
        try values.encode(y, forKey: .y)
        try values.encode(confidence, forKey: .confidence)
        try values.encodeIfPresent(outlineConfidence, forKey: .outlineConfidence)
        try values.encodeIfPresent(fillConfidence, forKey: .fillConfidence)
        try values.encode(supportedBy, forKey: .supportedBy)
        try values.encode(depth, forKey: .depth)
        try values.encode(occludes, forKey: .occludes)
        try values.encodeIfPresent(effect, forKey: .effect)
        if !shades.isEmpty { try values.encode(shades, forKey: .shades) }
        try values.encode(attributes, forKey: .attributes)
    }
}

extension Support {
    /// "ground", a layer's id, or nil where it is not known.
    public var word: String? {
        switch self {
        case .ground: "ground"
        case .layer(let id): id.rawValue
        case .unknown: nil
        }
    }

    /// Reads `word` back.
    public init(word: String?) {
        switch word {
        case nil: self = .unknown
        case "ground"?: self = .ground
        case let id?: self = .layer(LayerID(id))
        }
    }
}

extension PixelRect {
    fileprivate init(_ bounds: PixelRect, at origin: PixelPoint) {
        self = bounds.offsetBy(dx: origin.x, dy: origin.y)
    }
}
