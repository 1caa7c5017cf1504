/// What a network takes and gives: the promise of its file that code feeding it relies on.
package struct ModelContract: Hashable, Sendable {
    package let inputs: [Port]
    package let outputs: [Port]

    package init(inputs: [Port], outputs: [Port]) {
        self.inputs = inputs
        self.outputs = outputs
    }

    /// One input or output.
    package struct Port: Hashable, Sendable {
        /// Its name in the file.
        package let name: String
        package let elements: ElementType
        /// Outermost first. The names of free dimensions say the layout: `[batch, 3, height, width]`.
        package let shape: [Dimension]
        /// The order of the colours, where it carries some.
        package let colors: ColorOrder?
        /// What its values lie in, where they are bounded.
        package let range: ClosedRange<Double>?
        /// How values are made from samples between 0 and 1, where they are more than those scaled to `range`.
        package let normalization: Normalization?
        /// What the values mean, in words: what a mask's 1 says, where points are counted from.
        package let meaning: String

        package init(
            _ name: String, _ elements: ElementType, _ shape: [Dimension], colors: ColorOrder? = nil,
            range: ClosedRange<Double>? = nil, normalization: Normalization? = nil, meaning: String
        ) {
            self.name = name
            self.elements = elements
            self.shape = shape
            self.colors = colors
            self.range = range
            self.normalization = normalization
            self.meaning = meaning
        }
    }

    package enum ColorOrder: String, Hashable, Sendable {
        case rgb = "RGB"
        case bgr = "BGR"
    }

    /// The extent of one axis.
    package enum Dimension: Hashable, Sendable {
        case fixed(Int)
        /// Any extent that divides by `multipleOf`. Axes with the same name agree.
        case free(String, multipleOf: Int = 1)
    }

    /// `(sample - mean) / deviation` for each colour, samples between 0 and 1.
    package struct Normalization: Hashable, Sendable {
        package let mean: [Float]
        package let deviation: [Float]

        package init(mean: [Float], deviation: [Float]) {
            precondition(mean.count == deviation.count, "one mean and one deviation for each colour")
            self.mean = mean
            self.deviation = deviation
        }

        /// Of the photographs of ImageNet, in the order red, green, blue.
        package static let imageNet = Normalization(mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225])
    }
}

extension ModelContract.Dimension: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    package init(integerLiteral extent: Int) { self = .fixed(extent) }
    package init(stringLiteral name: String) { self = .free(name) }
}

extension ModelContract.Dimension: CustomStringConvertible {
    /// `3`, `height`, `height (14·n)`.
    package var description: String {
        switch self {
        case .fixed(let extent): "\(extent)"
        case .free(let name, multipleOf: 1): name
        case .free(let name, let factor): "\(name) (\(factor)·n)"
        }
    }
}

extension ModelContract.Normalization: CustomStringConvertible {
    package var description: String { "(sample - \(mean)) / \(deviation)" }
}

extension ModelContract.Port: CustomStringConvertible {
    /// `image  uint8 [batch, 3, height, width], RGB, 0...255: the picture`.
    package var description: String {
        var facts = ["\(elements.rawValue) [\(shape.map(\.description).joined(separator: ", "))]"]
        if let colors { facts.append(colors.rawValue) }
        if let range { facts.append("\(Self.plain(range.lowerBound))...\(Self.plain(range.upperBound))") }
        if let normalization { facts.append(normalization.description) }
        return "\(name)  \(facts.joined(separator: ", ")): \(meaning)"
    }

    private static func plain(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }
}
