import ActionSpec
import Raster

/// Names for layers, and ids that never repeat.
struct NameBook {
    /// The detector's word is taken for a name from this score on; below, it is only an attribute.
    private static let believed = 0.6

    private var used: Set<String> = []
    private var unnamedCount = 0

    /// A person's or the detector's word, else one from colour and shape ("orange box"), else "object 3".
    mutating func name(for instance: Instance, appearance: Appearance) -> String {
        if let label = instance.label, instance.source == .prompt || instance.confidence >= Self.believed {
            return label
        }
        if let shape = appearance.shape { return "\(appearance.color.rawValue) \(shape.rawValue)" }
        unnamedCount += 1
        return "object \(unnamedCount)"
    }

    /// The name with blanks as hyphens, numbered from the second on.
    mutating func identifier(for name: String) -> LayerID {
        var base = ""
        for character in name.lowercased() {
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            if isPlain { base.append(character) } else if !base.hasSuffix("-"), !base.isEmpty { base.append("-") }
        }
        while base.hasSuffix("-") { base.removeLast() }
        if base.isEmpty { base = "layer" }
        var candidate = base
        var number = 2
        while used.contains(candidate) {
            candidate = "\(base)-\(number)"
            number += 1
        }
        used.insert(candidate)
        return LayerID(candidate)
    }

    func attributes(for instance: Instance, appearance: Appearance) -> [String: String] {
        let typical = appearance.typical
        var attributes = [
            "color": appearance.color.rawValue,
            "colorRGB": "\(typical.red),\(typical.green),\(typical.blue)",
        ]
        if let shape = appearance.shape { attributes["shape"] = shape.rawValue }
        if instance.source == .detection, let label = instance.label { attributes["class"] = label }
        return attributes
    }
}
