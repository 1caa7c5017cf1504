import Foundation

/// The weights of a window over samples: a sum of cosines, from one end of the window to the other.
package struct CosineWindow: Operator {
    package enum Kind: String, Sendable {
        case hann = "HannWindow"
        case hamming = "HammingWindow"
        case blackman = "BlackmanWindow"

        /// The weight of each cosine, with signs in turn.
        fileprivate var weights: [Double] {
            switch self {
            case .hann: [0.5, 0.5]
            case .hamming: [25 / 46, 21 / 46]
            case .blackman: [0.42, 0.5, 0.08]
            }
        }
    }

    let kind: Kind
    let element: ElementType
    /// Whether the window goes on, so that its last sample is not its first again.
    let isPeriodic: Bool

    package init(_ kind: Kind, _ element: ElementType = .float32, isPeriodic: Bool = true) {
        self.kind = kind
        self.element = element
        self.isPeriodic = isPeriodic
    }

    static let onnx = [Kind.blackman, .hamming, .hann].map { kind in
        ONNXOperator(kind.rawValue, opsets: 17...28) { node throws(NeuralError) in
            CosineWindow(
                kind, try node.elementType("output_datatype") ?? .float32,
                isPeriodic: try node.flag("periodic", default: true))
        }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try inputs.shape([try inputs.integer(0)])
        let period = isPeriodic ? shape.count : shape.count - 1
        let window = (0..<shape.count).map { sample in
            kind.weights.enumerated().reduce(0.0) { sum, weight in
                let angle = period == 0 ? .pi : 2 * .pi * Double(sample) / Double(period)
                let cosine = weight.element * cos(Double(weight.offset) * angle)
                return weight.offset % 2 == 0 ? sum + cosine : sum - cosine
            }
        }
        return [.known(Tensor(shape: shape, values: window).converted(to: element))]
    }

    package var takesNarrowFloats: Bool { true }
}
