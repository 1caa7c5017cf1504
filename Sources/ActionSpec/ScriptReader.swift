internal import Yams

/// Turns the nodes of a script file into steps, or into an error that says where.
///
/// Fields are checked against `ActionKind.fields` before any value is read, so reading a value may take its presence for
/// granted.
struct ScriptReader {
    let file: String

    func steps(in text: String) throws -> [ScriptStep] {
        guard let root = try document(text), !root.isNothing else { throw error(.empty) }
        var list = root
        if let mapping = root.mapping {
            list = try actions(of: mapping, at: root)
        }
        guard let nodes = list.sequence else { throw error(.notAList(found: list.summary), at: list) }
        guard !nodes.isEmpty else { throw error(.empty, at: list) }
        guard nodes.count <= Script.maximumSteps else { throw error(.tooManySteps(nodes.count), at: list) }
        return try nodes.map(step)
    }

    private func actions(of mapping: Node.Mapping, at root: Node) throws -> Node {
        for (key, value) in mapping {
            switch key.string {
            case "actions": break
            case "version":
                guard value.summary == "\(Script.version)" else {
                    throw error(.unknownVersion(value.summary), at: value)
                }
            case let name: throw error(.unknownField(name ?? key.summary, in: nil), at: key)
            }
        }
        guard let list = mapping["actions"] else { throw error(.missingField("actions", in: nil), at: root) }
        return list
    }

    private func step(_ node: Node) throws -> ScriptStep {
        guard let mapping = node.mapping else { throw error(.notAStep(found: node.summary), at: node) }
        guard let name = mapping["action"] else { throw error(.missingAction, at: node) }
        let written = try text(name, of: .action)
        guard let kind = ActionKind(rawValue: written) else { throw error(.unknownAction(written), at: name) }
        let values = try checked(mapping, for: kind, at: node)
        return ScriptStep(try action(kind, values), location: location(node))
    }

    /// The step's values by field, after making sure that every field is known, none is missing and one way is used.
    private func checked(_ mapping: Node.Mapping, for kind: ActionKind, at node: Node) throws -> [ScriptField: Node] {
        let fields = kind.fields
        var values: [ScriptField: Node] = [:]
        var wayInUse: (index: Int, field: ScriptField)?
        for (key, value) in mapping {
            guard let field = key.string.flatMap(ScriptField.init), field == .action || fields.all.contains(field)
            else {
                throw error(.unknownField(key.string ?? key.summary, in: kind), at: key)
            }
            if let way = fields.ways.firstIndex(where: { $0.contains(field) }) {
                if let other = wayInUse, other.index != way {
                    throw error(.severalWays(other.field.rawValue, field.rawValue, in: kind), at: key)
                }
                wayInUse = (way, field)
            }
            values[field] = value
        }
        for field in fields.required where values[field] == nil {
            throw error(.missingField(field.rawValue, in: kind), at: node)
        }
        let sources = fields.sources.filter { values[$0] != nil }
        if sources.count > 1 {
            throw error(.severalWays(sources[0].rawValue, sources[1].rawValue, in: kind), at: values[sources[1]])
        }
        if !fields.sources.isEmpty, sources.isEmpty { throw error(.missingSource(in: kind), at: node) }
        if fields.needsWay, wayInUse == nil { throw error(.missingWay(in: kind), at: node) }
        return values
    }

    private func action(_ kind: ActionKind, _ fields: [ScriptField: Node]) throws -> ScriptAction {
        switch kind {
        case .move: .move(try target(fields), try motion(fields))
        case .fall: .fall(try target(fields))
        case .remove: .remove(try target(fields))
        case .insert:
            .insert(
                ScriptInsertion(
                    try source(fields), name: try fields[.name].map { try text($0, of: .name) },
                    at: try destination(fields, point: .at),
                    height: try fields[.height].map { try number($0, of: .height, in: ScriptRange.height) },
                    isHarmonized: try fields[.harmonize].map { try truth($0, of: .harmonize) } ?? true))
        case .resize:
            .resize(try target(fields), scale: try number(fields[.scale]!, of: .scale, in: ScriptRange.scale))
        case .rotate:
            .rotate(
                try target(fields), degrees: try number(fields[.degrees]!, of: .degrees, in: ScriptRange.degrees),
                about: try fields[.about].map { try word($0, of: .about) })
        case .flip: .flip(try target(fields), try fields[.axis].map { try word($0, of: .axis) } ?? .horizontal)
        case .edit: .edit(try target(fields), try finish(fields))
        case .background:
            .background(try fields[.part].map { try word($0, of: .part) } ?? .all, try backgroundLook(fields))
        case .viewpoint: .viewpoint(try viewpoint(fields))
        case .retouch:
            .retouch(try fields[.target].map { try reference($0, of: .target) }, try retouch(fields))
        case .reorder: .reorder(try target(fields), try stackPlace(fields))
        case .extract: .extract(try target(fields), file: try fields[.file].map { try text($0, of: .file) })
        }
    }

    private func target(_ fields: [ScriptField: Node]) throws -> LayerReference {
        try reference(fields[.target]!, of: .target)
    }

    private func source(_ fields: [ScriptField: Node]) throws -> ScriptInsertion.Source {
        if let node = fields[.copyOf] {
            for field in [ScriptField.layer, .harmonize] {
                guard let misplaced = fields[field] else { continue }
                throw error(
                    .outOfPlace(field.rawValue, goesWith: [ScriptField.file.rawValue], in: .insert), at: misplaced)
            }
            return .copy(of: try reference(node, of: .copyOf))
        }
        let file = try text(fields[.file]!, of: .file)
        return try fields[.layer].map { .layer(try reference($0, of: .layer), of: file) } ?? .file(file)
    }

    private func retouch(_ fields: [ScriptField: Node]) throws -> Retouch {
        let quality = Retouch.Quality.allCases.first { fields[ScriptField($0)] != nil }!
        let field = ScriptField(quality)
        return Retouch(quality, try number(fields[field]!, of: field, in: quality.range))
    }

    private func finish(_ fields: [ScriptField: Node]) throws -> Finish {
        if let node = fields[.material] { return .material(try word(node, of: .material)) }
        if let node = fields[.texture] { return .texture(file: try text(node, of: .texture)) }
        return .color(try color(fields[.color]!))
    }

    private func backgroundLook(_ fields: [ScriptField: Node]) throws -> BackgroundLook {
        if let node = fields[.picture] { return .picture(file: try text(node, of: .picture)) }
        guard let node = fields[.transparent] else { return .finish(try finish(fields)) }
        guard case .truth = node.content, node.scalar?.string.lowercased() == "true" else {
            throw error(
                .wrongType(field: ScriptField.transparent.rawValue, expected: "true", found: node.summary), at: node)
        }
        return .transparent
    }

    private func viewpoint(_ fields: [ScriptField: Node]) throws -> Viewpoint {
        var toward: CanvasPoint?
        if let node = fields[.toward] {
            guard fields[.dolly] != nil || fields[.zoom] != nil else {
                let others = [ScriptField.dolly, .zoom].map(\.rawValue)
                throw error(.outOfPlace(ScriptField.toward.rawValue, goesWith: others, in: .viewpoint), at: node)
            }
            let (x, y) = try pair(node, of: .toward)
            toward = CanvasPoint(x: x, y: y)
        }
        if let node = fields[.dolly] {
            return .dolly(try number(node, of: .dolly, in: ScriptRange.dolly), toward: toward)
        }
        if let node = fields[.zoom] {
            return .zoom(try number(node, of: .zoom, in: ScriptRange.zoom), toward: toward)
        }
        if let node = fields[.pan] {
            let (dx, dy) = try pair(node, of: .pan)
            return .pan(dx: dx, dy: dy)
        }
        if let node = fields[.tilt] { return .tilt(degrees: try number(node, of: .tilt, in: ScriptRange.turn)) }
        return .yaw(degrees: try number(fields[.yaw]!, of: .yaw, in: ScriptRange.turn))
    }

    private func stackPlace(_ fields: [ScriptField: Node]) throws -> StackPlace<LayerReference> {
        if let node = fields[.to] { return .end(try word(node, of: .to)) }
        if let node = fields[.inFrontOf] { return .inFrontOf(try reference(node, of: .inFrontOf)) }
        return .behind(try reference(fields[.behind]!, of: .behind))
    }

    private func motion(_ fields: [ScriptField: Node]) throws -> ScriptAction.Motion {
        if let by = fields[.by] {
            let (dx, dy) = try pair(by, of: .by)
            return .by(dx: dx, dy: dy)
        }
        if let destination = try destination(fields, point: .to) { return .to(destination) }
        return .by(
            dx: try fields[.dx].map { try number($0, of: .dx, in: ScriptRange.coordinate) } ?? 0,
            dy: try fields[.dy].map { try number($0, of: .dy, in: ScriptRange.coordinate) } ?? 0)
    }

    private func destination(_ fields: [ScriptField: Node], point: ScriptField) throws -> ScriptAction.Destination? {
        if let node = fields[point] {
            let (x, y) = try pair(node, of: point)
            return .point(x: x, y: y)
        }
        for relation in SpatialRelation.allCases {
            let field = ScriptField(relation)
            if let node = fields[field] { return .relation(relation, try reference(node, of: field)) }
        }
        return nil
    }
}

/// Reading one value.
extension ScriptReader {
    private func reference(_ node: Node, of field: ScriptField) throws -> LayerReference {
        LayerReference(try text(node, of: field), location: location(node))
    }

    private func text(_ node: Node, of field: ScriptField) throws -> String {
        guard case .text(let text) = node.content, text.contains(where: { !$0.isWhitespace }) else {
            throw error(.wrongType(field: field.rawValue, expected: "text", found: node.summary), at: node)
        }
        return text
    }

    private func truth(_ node: Node, of field: ScriptField) throws -> Bool {
        guard case .truth = node.content, let word = node.scalar?.string.lowercased(), ["true", "false"].contains(word)
        else {
            throw error(.wrongType(field: field.rawValue, expected: "true or false", found: node.summary), at: node)
        }
        return word == "true"
    }

    /// One of a few words.
    private func word<Word: RawRepresentable<String> & CaseIterable>(
        _ node: Node, of field: ScriptField
    ) throws -> Word {
        let written = try text(node, of: field)
        guard let word = Word(rawValue: written) else {
            let words = Word.allCases.map(\.rawValue)
            throw error(.unknownWord(field: field.rawValue, words: words, found: written), at: node)
        }
        return word
    }

    private func color(_ node: Node) throws -> SRGBColor {
        let name = try text(node, of: .color)
        guard let color = SRGBColor(parsing: name) else {
            throw error(.unknownColor(field: ScriptField.color.rawValue, found: name), at: node)
        }
        return color
    }

    private func pair(_ node: Node, of field: ScriptField) throws -> (Double, Double) {
        guard let list = node.sequence, list.count == 2 else {
            throw error(
                .wrongType(field: field.rawValue, expected: "two numbers such as [40, 0]", found: node.summary),
                at: node)
        }
        return (
            try number(list[0], of: field, in: ScriptRange.coordinate),
            try number(list[1], of: field, in: ScriptRange.coordinate)
        )
    }

    private func number(_ node: Node, of field: ScriptField, in range: ClosedRange<Double>) throws -> Double {
        guard case .number(let value) = node.content else {
            throw error(.wrongType(field: field.rawValue, expected: "a number", found: node.summary), at: node)
        }
        guard value.isFinite else { throw error(.notFinite(field: field.rawValue, found: node.summary), at: node) }
        guard range.contains(value) else {
            throw error(
                .outOfRange(
                    field: field.rawValue, lower: range.lowerBound, upper: range.upperBound, found: node.summary),
                at: node)
        }
        return value
    }
}

/// Where things are.
extension ScriptReader {
    func error(_ problem: ActionSpecError.Problem, at node: Node? = nil) -> ActionSpecError {
        ActionSpecError(file: file, location: node.flatMap(location), problem: problem)
    }

    private func location(_ node: Node) -> SourceLocation? {
        node.mark.map { SourceLocation(file: file, line: $0.line, column: $0.column) }
    }
}
