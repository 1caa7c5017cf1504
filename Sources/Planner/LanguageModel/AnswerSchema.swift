import ActionSpec

/// The shape of an answer: a script of steps that can be right for this instruction, and no other.
///
/// Every step is one kind of action in one of its ways with every field given, which is what servers that hold a model
/// to a schema can hold it to. Made from the table that the script reader obeys.
struct AnswerSchema: Sendable {
    /// The layers a step may change.
    let targets: [LayerID]
    /// The layers a step may point at.
    let layers: [LayerID]
    /// What may be inserted: files, and names of assets.
    let pictures: [String]

    var json: OrderedJSON {
        var definitions: [(key: String, value: OrderedJSON)] = []
        if !targets.isEmpty { definitions.append(("target", Self.words(targets.map(\.rawValue)))) }
        if !layers.isEmpty { definitions.append(("layer", Self.words(layers.map(\.rawValue)))) }
        return [
            "type": "object",
            "properties": [
                "reasoning": ["type": "string"],
                "actions": ["type": "array", "items": ["anyOf": .array(kinds.flatMap(steps))]],
            ],
            "required": ["reasoning", "actions"], "additionalProperties": false,
            "$defs": .object(definitions),
        ]
    }

    /// The actions there is anything to do with.
    var kinds: [ActionKind] {
        ActionKind.allCases.filter { kind in
            switch kind {
            case .insert: !pictures.isEmpty || !targets.isEmpty
            case .retouch, .background, .viewpoint: true
            default: !targets.isEmpty
            }
        }
    }

    /// The ways to say where to or what of, each a set of fields. (Of the two ways to give a distance, one is enough.)
    func ways(of kind: ActionKind) -> [[ScriptField]] {
        kind.fields.ways.filter {
            $0 != [.dx, .dy] && (!pictures.isEmpty || !$0.contains(where: Self.takesPicture))
                && (!layers.isEmpty || !$0.contains(where: Self.pointsAtLayer))
        }
    }

    /// Where what is new may come from.
    func sources(of kind: ActionKind) -> [ScriptField] {
        kind.fields.sources.filter { $0 == .copyOf ? !targets.isEmpty : !pictures.isEmpty }
    }

    /// The sets of fields that a step may have.
    private func forms(of kind: ActionKind) -> [[ScriptField]] {
        let fields = kind.fields
        let ways = ways(of: kind) + (fields.needsWay ? [] : [[]])
        let sources = fields.sources.isEmpty ? [[]] : sources(of: kind).map { [$0] }
        var forms = sources.flatMap { source in
            ways.map { fields.required + source + $0 + fields.optional.filter(Self.isAlwaysSaid) }
        }
        if fields.optional.contains(.target), !targets.isEmpty { forms += forms.map { [.target] + $0 } }
        // the picture as a whole cannot be see-through
        return forms.filter { $0 != [.opacity] }
    }

    private static func pointsAtLayer(_ field: ScriptField) -> Bool {
        [.leftOf, .rightOf, .on, .under, .inFrontOf, .behind, .near].contains(field)
    }

    private static func takesPicture(_ field: ScriptField) -> Bool { field == .texture || field == .picture }

    private static func isAlwaysSaid(_ field: ScriptField) -> Bool {
        field == .axis || field == .name || field == .part
    }

    private func steps(of kind: ActionKind) -> [OrderedJSON] {
        forms(of: kind).map { form in
            let properties =
                [("action", ["const": .string(kind.rawValue)])] + form.map { ($0.rawValue, schema(of: $0, in: kind)) }
            return [
                "type": "object", "properties": .object(properties),
                "required": .array(properties.map { .string($0.0) }), "additionalProperties": false,
            ]
        }
    }

    private func schema(of field: ScriptField, in kind: ActionKind) -> OrderedJSON {
        switch field {
        case .target, .copyOf: return ["$ref": "#/$defs/target"]
        case .leftOf, .rightOf, .on, .under, .inFrontOf, .behind, .near: return ["$ref": "#/$defs/layer"]
        case .to where kind == .reorder: return Self.words(StackEnd.allCases.map(\.rawValue))
        case .by, .at, .to, .pan, .toward:
            return ["type": "array", "items": ["type": "number"], "minItems": 2, "maxItems": 2]
        case .file, .texture, .picture: return Self.words(pictures)
        case .material: return Self.words(Material.allCases.map(\.rawValue))
        case .part: return Self.words(BackgroundPart.allCases.map(\.rawValue))
        case .transparent: return ["const": true]
        case .harmonize: return ["type": "boolean"]
        case .about: return Self.words(Pivot.allCases.map(\.rawValue))
        case .axis: return Self.words(MirrorAxis.allCases.map(\.rawValue))
        case .action, .color, .name, .layer: return ["type": "string"]
        case .dx, .dy, .height, .scale, .degrees, .brightness, .contrast, .saturation, .hue, .warmth, .sepia, .blur,
            .sharpness, .opacity, .dolly, .zoom, .tilt, .yaw:
            return ["type": "number"]
        }
    }

    private static func words(_ words: [String]) -> OrderedJSON {
        ["type": "string", "enum": .array(words.map { .string($0) })]
    }
}
