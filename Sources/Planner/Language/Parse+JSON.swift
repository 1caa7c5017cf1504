import ActionSpec

/// The JSON that `i2e parse --json` prints: `{"intents":[{"action","target":{"noun","text",…},…}],"refused":[{"text","why"}]}`.
///
/// What was not said has no key. Encode with sorted keys for the same bytes every time.
extension Parse: Encodable {
    private enum Key: String, CodingKey { case intents, refused }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(intents, forKey: .intents)
        try values.encode(refused, forKey: .refused)
    }
}

extension Refusal: Encodable {
    private enum Key: String, CodingKey { case text, why }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(text, forKey: .text)
        try values.encode(why, forKey: .why)
    }
}

extension Intent: Encodable {
    private enum Key: String, CodingKey {
        case action, text, target, shifts, destination, file, name, count, source, height, width, scale, like, former
        case color, colors, material, texture, appearance, degrees, axis, quality, by, to, replacement, order, reference
        case part, transparent, camera, direction, amount, unread
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(kind, forKey: .action)
        try values.encode(text, forKey: .text)
        try values.encode(target, forKey: .target)
        try values.encodeIfPresent(unread, forKey: .unread)
        switch change {
        case .remove, .fall: break
        case .move(.by(let shifts)): try values.encode(shifts, forKey: .shifts)
        case .move(.to(let destination)): try values.encode(destination, forKey: .destination)
        case .insert(let insert):
            if case .file(let file) = insert.source {
                try values.encode(file, forKey: .file)
            } else {
                try values.encode(insert.source, forKey: .source)
            }
            try values.encode(insert.name, forKey: .name)
            if insert.count != 1 { try values.encode(insert.count, forKey: .count) }
            try values.encodeIfPresent(insert.destination, forKey: .destination)
            try values.encodeIfPresent(insert.height, forKey: .height)
            try values.encodeIfPresent(insert.width, forKey: .width)
        case .resize(.factor(let factor)): try values.encode(factor, forKey: .scale)
        case .resize(.height(let height)): try values.encode(height, forKey: .height)
        case .resize(.width(let width)): try values.encode(width, forKey: .width)
        case .resize(.former(let former)): try values.encode(former.rawValue, forKey: .former)
        case .resize(.like(let other)), .edit(.like(let other)): try values.encode(other, forKey: .like)
        case .rotate(let rotation): try values.encode(rotation.degrees, forKey: .degrees)
        case .flip(let axis): try values.encode(axis.rawValue, forKey: .axis)
        case .edit(.color(let color)): try values.encode(color.name, forKey: .color)
        case .edit(.colors(let colors)): try values.encode(colors.map(\.name), forKey: .colors)
        case .edit(.material(let word)): try values.encode(word.name, forKey: .material)
        case .edit(.texture(let file)): try values.encode(file, forKey: .texture)
        case .edit(.appearance(let words)): try values.encode(words, forKey: .appearance)
        case .retouch(let adjustment):
            try values.encode(adjustment.quality.rawValue, forKey: .quality)
            switch adjustment.amount {
            case .by(let amount): try values.encode(amount, forKey: .by)
            case .to(let amount): try values.encode(amount, forKey: .to)
            }
        case .replace(let replacement): try values.encode(replacement, forKey: .replacement)
        case .reorder(let order):
            try values.encode(order.name, forKey: .order)
            try values.encodeIfPresent(order.reference, forKey: .reference)
        case .background(let backdrop):
            try values.encode(backdrop.part.rawValue, forKey: .part)
            switch backdrop.look {
            case .color(let color): try values.encode(color.name, forKey: .color)
            case .material(let word): try values.encode(word.name, forKey: .material)
            case .file(let file): try values.encode(file, forKey: .file)
            case .description(let words): try values.encode(words, forKey: .appearance)
            case .transparent: try values.encode(true, forKey: .transparent)
            }
        case .viewpoint(let move):
            try values.encode(move.kind.rawValue, forKey: .camera)
            try values.encode(move.direction.rawValue, forKey: .direction)
            if move.amount != .unsaid { try values.encode(move.amount, forKey: .amount) }
        case .extract(let file): try values.encodeIfPresent(file, forKey: .file)
        }
    }
}

/// `{"file": …}`, `{"copyOf": …}`, `{"layer": …, "file": …}` or `{"description": …}`.
extension Insert.Source: Encodable {
    private enum Key: String, CodingKey { case file, copyOf, layer, description }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .file(let file): try values.encode(file, forKey: .file)
        case .copy(let original): try values.encode(original, forKey: .copyOf)
        case .layer(let layer, let file):
            try values.encode(layer, forKey: .layer)
            try values.encode(file, forKey: .file)
        case .description(let words): try values.encode(words, forKey: .description)
        }
    }
}

extension Replacement: Encodable {
    private enum Key: String, CodingKey { case noun, source }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(name, forKey: .noun)
        try values.encode(source, forKey: .source)
    }
}

extension Reordering {
    var name: String {
        switch self {
        case .toFront: "to_front"
        case .toBack: "to_back"
        case .forward: "forward"
        case .backward: "backward"
        case .inFrontOf: "in_front_of"
        case .behind: "behind"
        }
    }

    var reference: ReferringExpression? {
        switch self {
        case .inFrontOf(let other), .behind(let other): other
        default: nil
        }
    }
}

/// `"a little"`, `"far"`, `{"degrees": 10}`, `{"pixels": 50}`, `{"share": 0.1}` of the picture's width or `{"factor": 2}`.
extension CameraMove.Amount: Encodable {
    private enum Key: String, CodingKey { case degrees, pixels, share, factor }

    public func encode(to encoder: any Encoder) throws {
        let (value, key): (Double, Key)
        switch self {
        case .little, .far, .unsaid:
            var single = encoder.singleValueContainer()
            return try single.encode(self == .far ? "far" : self == .little ? "a little" : "unsaid")
        case .degrees(let degrees): (value, key) = (degrees, .degrees)
        case .pixels(let pixels): (value, key) = (pixels, .pixels)
        case .share(let share): (value, key) = (share, .share)
        case .factor(let factor): (value, key) = (factor, .factor)
        }
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(value, forKey: key)
    }
}

extension Shift: Encodable {
    private enum Key: String, CodingKey { case direction, distance }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(direction.rawValue, forKey: .direction)
        if distance != .unsaid { try values.encode(distance, forKey: .distance) }
    }
}

/// `{"pixels": 100}`, `{"share": 0.1}` of the picture's width, `{"own": 2}` times its own size, `"a little"` or `"far"`.
extension Distance: Encodable {
    private enum Key: String, CodingKey { case pixels, share, own }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .little, .far, .unsaid:
            var value = encoder.singleValueContainer()
            try value.encode(self == .far ? "far" : self == .little ? "a little" : "unsaid")
        case .pixels(let length): try Self.encode(length, .pixels, to: encoder)
        case .share(let share): try Self.encode(share, .share, to: encoder)
        case .own(let times): try Self.encode(times, .own, to: encoder)
        }
    }

    private static func encode(_ value: Double, _ key: Key, to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(value, forKey: key)
    }
}

extension Destination: Encodable {
    private enum Key: String, CodingKey { case relation, references, gap, place, at, formerPlaceOf, former }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .relation(let kind, let references, let gap):
            try values.encode(kind.rawValue, forKey: .relation)
            try values.encode(references, forKey: .references)
            if gap != .unsaid { try values.encode(gap, forKey: .gap) }
        case .place(let place): try values.encode(place.rawValue, forKey: .place)
        case .point(let x, let y): try values.encode([x, y], forKey: .at)
        case .formerPlace(let thing, let former):
            try values.encode(thing, forKey: .formerPlaceOf)
            try values.encode(former.rawValue, forKey: .former)
        }
    }
}

extension ReferringExpression: Encodable {
    private enum Key: String, CodingKey {
        case text, noun, modifiers, quantifier, count, pronoun, ordinals, countedFrom, superlative, comparedWith, place,
            other
        case color, size, shape, material, kind, use, either, not, relations, comparisons, except, lettering, operation
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(text, forKey: .text)
        try values.encodeIfPresent(noun ?? proForm, forKey: .noun)
        if !modifiers.isEmpty { try values.encode(modifiers, forKey: .modifiers) }
        try encodeQuantifier(to: &values)
        try values.encodeIfPresent(pronoun?.rawValue, forKey: .pronoun)
        if !ordinals.isEmpty { try values.encode(ordinals, forKey: .ordinals) }
        try values.encodeIfPresent(countedFrom?.rawValue, forKey: .countedFrom)
        try values.encodeIfPresent(superlative?.quality.rawValue, forKey: .superlative)
        if let references = superlative?.references, !references.isEmpty {
            try values.encode(references, forKey: .comparedWith)
        }
        try values.encodeIfPresent(place?.rawValue, forKey: .place)
        if isOther { try values.encode(true, forKey: .other) }
        for attribute in attributes where !attribute.isNegated {
            switch attribute.value {
            case .color(let color): try values.encode(color.name, forKey: .color)
            case .size(let size): try values.encode(size.rawValue, forKey: .size)
            case .shape(let shape): try values.encode(shape.rawValue, forKey: .shape)
            case .material(let material): try values.encode(material, forKey: .material)
            case .kind(let noun): try values.encode(noun, forKey: .kind)
            case .use(let words): try values.encode(words.joined(separator: " "), forKey: .use)
            case .either(let choice): try values.encode(choice.map(\.word), forKey: .either)
            }
        }
        let denied = attributes.filter(\.isNegated).map(\.value.word)
        if !denied.isEmpty { try values.encode(denied, forKey: .not) }
        if !relations.isEmpty { try values.encode(relations, forKey: .relations) }
        if !comparisons.isEmpty { try values.encode(comparisons, forKey: .comparisons) }
        try values.encodeIfPresent(lettering, forKey: .lettering)
        try values.encodeIfPresent(operation, forKey: .operation)
        if !exceptions.isEmpty { try values.encode(exceptions, forKey: .except) }
    }

    private func encodeQuantifier(to values: inout KeyedEncodingContainer<Key>) throws {
        switch quantifier {
        case .the: break
        case .any: try values.encode("any", forKey: .quantifier)
        case .plural, .all: try values.encode("all", forKey: .quantifier)
        case .count(let count): try values.encode(count, forKey: .count)
        }
    }
}

extension ReferringExpression.Comparison: Encodable {
    private enum Key: String, CodingKey { case more, same, than, not }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch measure {
        case .more(let quality): try values.encode(quality.rawValue, forKey: .more)
        case .same(let trait): try values.encode(trait.rawValue, forKey: .same)
        }
        try values.encode(reference, forKey: .than)
        if isNegated { try values.encode(true, forKey: .not) }
    }
}

extension ReferringExpression.Relation: Encodable {
    private enum Key: String, CodingKey { case relation, references, not, inverse }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(kind.rawValue, forKey: .relation)
        try values.encode(references, forKey: .references)
        if isNegated { try values.encode(true, forKey: .not) }
        if isInverse { try values.encode(true, forKey: .inverse) }
    }
}

extension ReferringExpression.Attribute.Value {
    fileprivate var word: String {
        switch self {
        case .color(let color): color.name
        case .size(let size): size.rawValue
        case .shape(let shape): shape.rawValue
        case .material(let material): material
        case .kind(let noun): noun
        case .use(let words): words.joined(separator: " ")
        case .either(let choice): choice.map(\.word).joined(separator: " or ")
        }
    }
}
