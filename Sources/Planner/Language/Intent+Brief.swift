import ActionSpec

extension Intent {
    /// The intent in a line, for tests and the log: `MOVE cup{color=red} left 100px`.
    package var brief: String {
        "\(kind.rawValue) \(target?.brief ?? "picture")" + change.brief + (unread.map { " unread '\($0)'" } ?? "")
    }
}

extension ReferringExpression {
    package var brief: String {
        if let pronoun { return pronoun.rawValue }
        var parts: [String] = []
        switch quantifier {
        case .the: break
        case .any: parts.append("any")
        case .plural: parts.append("plural")
        case .all: parts.append("all")
        case .count(let count): parts.append("count=\(count)")
        }
        if isOther { parts.append("other") }
        if !ordinals.isEmpty { parts.append("ordinal=" + ordinals.map(String.init).joined(separator: "+")) }
        if let countedFrom { parts.append("from=\(countedFrom.rawValue)") }
        if let superlative {
            parts.append(superlative.quality.rawValue + superlative.references.map { "→\($0.brief)" }.joined())
        }
        if let place { parts.append("place=\(place.rawValue)") }
        for attribute in attributes { parts.append((attribute.isNegated ? "not " : "") + attribute.value.brief) }
        for relation in relations { parts.append(relation.brief) }
        for comparison in comparisons { parts.append(comparison.brief) }
        if let lettering { parts.append("says '\(lettering)'") }
        if let operation { parts.append("done=\(operation.rawValue)") }
        for exception in exceptions { parts.append("except \(exception.brief)") }
        let name = (modifiers + [noun ?? "·"]).joined(separator: " ")
        return parts.isEmpty ? name : "\(name){\(parts.joined(separator: ", "))}"
    }
}

extension ReferringExpression.Comparison {
    fileprivate var brief: String {
        let measure =
            switch measure {
            case .more(let quality): quality.rawValue
            case .same(let trait): "same \(trait.rawValue)"
            }
        return (isNegated ? "not " : "") + measure + " than " + reference.brief
    }
}

extension ReferringExpression.Relation {
    fileprivate var brief: String {
        (isNegated ? "not " : "") + (isInverse ? "it " : "") + kind.rawValue + " "
            + references.map(\.brief).joined(separator: " & ")
    }
}

extension ReferringExpression.Attribute.Value {
    fileprivate var brief: String {
        switch self {
        case .color(let color): "color=\(color.name)"
        case .size(let size): "size=\(size.rawValue)"
        case .shape(let shape): "shape=\(shape.rawValue)"
        case .material(let material): "material=\(material)"
        case .kind(let noun): "kind=\(noun)"
        case .use(let words): "use='\(words.joined(separator: " "))'"
        case .either(let choice): choice.map(\.brief).joined(separator: "|")
        }
    }
}

extension Intent.Change {
    fileprivate var brief: String {
        switch self {
        case .remove, .fall: ""
        case .move(.by(let shifts)): shifts.map { " \($0.direction.rawValue)" + $0.distance.brief }.joined()
        case .move(.to(let destination)): " to " + destination.brief
        case .insert(let insert):
            " " + insert.source.brief + (insert.count == 1 ? "" : " count=\(insert.count)")
                + (insert.destination.map { " to \($0.brief)" } ?? "")
                + (insert.height.map { " height=\(decimal($0))" } ?? "")
                + (insert.width.map { " width=\(decimal($0))" } ?? "")
        case .resize(.factor(let factor)): " ×\(decimal(factor))"
        case .resize(.height(let height)): " height=\(decimal(height))"
        case .resize(.width(let width)): " width=\(decimal(width))"
        case .resize(.former(let former)): former == .first ? " as at first" : " as before"
        case .resize(.like(let other)): " like \(other.brief)"
        case .rotate(let rotation): " \(decimal(rotation.degrees))°" + (rotation.isExact ? "" : " about")
        case .flip(let axis): " \(axis.rawValue)"
        case .edit(.color(let color)): " \(color.name)"
        case .edit(.colors(let colors)): " " + colors.map(\.name).joined(separator: "+")
        case .edit(.like(let other)): " like \(other.brief)"
        case .edit(.material(let word)): " material=\(word.name)"
        case .edit(.texture(let file)): " texture=\(file)"
        case .edit(.appearance(let words)): " '\(words)'"
        case .retouch(let adjustment):
            switch adjustment.amount {
            case .by(let amount): " \(adjustment.quality.rawValue) \(amount < 0 ? "" : "+")\(decimal(amount))"
            case .to(let amount): " \(adjustment.quality.rawValue) =\(decimal(amount))"
            }
        case .replace(let replacement): " by \(replacement.name) " + replacement.source.brief
        case .reorder(let order): " \(order.name)" + (order.reference.map { " \($0.brief)" } ?? "")
        case .background(let backdrop): " \(backdrop.part.rawValue) " + backdrop.look.brief
        case .viewpoint(let move): " \(move.kind.rawValue) \(move.direction.rawValue)" + move.amount.brief
        case .extract(let file): file.map { " file=\($0)" } ?? ""
        }
    }
}

extension Insert.Source {
    fileprivate var brief: String {
        switch self {
        case .file(let file): "file=\(file)"
        case .copy(let original): "copy of \(original.brief)"
        case .layer(let layer, let file): "\(layer.brief) of \(file)"
        case .description(let words): "'\(words)'"
        }
    }
}

extension Backdrop.Look {
    fileprivate var brief: String {
        switch self {
        case .color(let color): color.name
        case .material(let word): "material=\(word.name)"
        case .file(let file): "file=\(file)"
        case .description(let words): "'\(words)'"
        case .transparent: "transparent"
        }
    }
}

extension CameraMove.Amount {
    fileprivate var brief: String {
        switch self {
        case .little: " little"
        case .far: " far"
        case .unsaid: ""
        case .degrees(let value): " \(decimal(value))°"
        case .pixels(let value): " \(decimal(value))px"
        case .share(let value): " \(decimal(value * 100))%"
        case .factor(let value): " ×\(decimal(value))"
        }
    }
}

extension Distance {
    fileprivate var brief: String {
        switch self {
        case .pixels(let value): " \(decimal(value))px"
        case .share(let value): " \(decimal(value * 100))%"
        case .own(let value): " \(decimal(value))own"
        case .little: " little"
        case .far: " far"
        case .unsaid: ""
        }
    }
}

extension Destination {
    fileprivate var brief: String {
        switch self {
        case .relation(let kind, let references, let gap):
            kind.rawValue + " " + references.map(\.brief).joined(separator: " & ") + gap.brief
        case .place(let place): place.rawValue
        case .point(let x, let y): "(\(decimal(x)), \(decimal(y)))"
        case .formerPlace(let thing, .last): "where \(thing.brief) was"
        case .formerPlace(let thing, .now): "where \(thing.brief) is"
        case .formerPlace(let thing, .first): "where \(thing.brief) was at first"
        }
    }
}

/// At most three places after the point, and none where there is nothing to show.
func decimal(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    guard abs(rounded) < 1e15 else { return "\(value)" }
    return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
}
