import ActionSpec

extension Intent {
    /// The intent in a line, for tests and the log: `MOVE cup{color=red} left 100px`.
    package var brief: String { "\(kind.rawValue) \(target.brief)" + change.brief }
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
        for exception in exceptions { parts.append("except \(exception.brief)") }
        let name = (modifiers + [noun ?? "·"]).joined(separator: " ")
        return parts.isEmpty ? name : "\(name){\(parts.joined(separator: ", "))}"
    }
}

extension ReferringExpression.Relation {
    fileprivate var brief: String {
        (isNegated ? "not " : "") + kind.rawValue + " " + references.map(\.brief).joined(separator: " & ")
    }
}

extension ReferringExpression.Attribute.Value {
    fileprivate var brief: String {
        switch self {
        case .color(let color): "color=\(color.name)"
        case .size(let size): "size=\(size.rawValue)"
        case .shape(let shape): "shape=\(shape.rawValue)"
        case .material(let material): "material=\(material)"
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
            " file=\(insert.file)" + (insert.destination.map { " to \($0.brief)" } ?? "")
                + (insert.height.map { " height=\(decimal($0))" } ?? "")
        case .resize(.factor(let factor)): " ×\(decimal(factor))"
        case .resize(.height(let height)): " height=\(decimal(height))"
        case .resize(.width(let width)): " width=\(decimal(width))"
        case .resize(.like(let other)): " like \(other.brief)"
        case .edit(.color(let color)): " \(color.name)"
        case .edit(.like(let other)): " like \(other.brief)"
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
        }
    }
}

/// At most three places after the point, and none where there is nothing to show.
func decimal(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    guard abs(rounded) < 1e15 else { return "\(value)" }
    return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
}
