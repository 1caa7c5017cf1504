/// How a network's file is written, told by its suffix.
public enum ModelFormat: String, Hashable, Sendable, CaseIterable {
    /// A TensorFlow graph with its weights frozen into it.
    case frozenGraph = "pb"
    case onnx
    case safetensors

    /// The suffix of its files, without the dot.
    public var suffix: String { rawValue }

    /// The format a file's name tells, nil where it tells none.
    public init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: ".") else { return nil }
        self.init(rawValue: fileName[fileName.index(after: dot)...].lowercased())
    }
}

extension ModelFormat: CustomStringConvertible {
    public var description: String {
        switch self {
        case .frozenGraph: "TensorFlow frozen graph"
        case .onnx: "ONNX"
        case .safetensors: "safetensors"
        }
    }
}
