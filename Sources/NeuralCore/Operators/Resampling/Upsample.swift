/// `Resize` as it was called before version 10, when it could only enlarge.
enum Upsample {
    static let onnx = ONNXOperator("Upsample", opsets: 1...9) { node throws(NeuralError) in
        let name = try node.text("mode", default: "nearest")
        guard let mode = Resize.Mode(rawValue: name == "bilinear" ? "linear" : name), mode != .cubic else {
            throw node.unsupported("mode", name)
        }
        let parameters: Resize.Parameters
        if node.opset >= 9 {
            parameters = .scales
        } else if node.opset >= 7 {
            guard let scales = try node.floats("scales") else { throw node.missing("scales") }
            parameters = .fixed(scales)
        } else {
            guard let height = try node.float("height_scale") else { throw node.missing("height_scale") }
            guard let width = try node.float("width_scale") else { throw node.missing("width_scale") }
            parameters = .fixed([1, 1, height, width])
        }
        return Resize(mode: mode, transformation: .asymmetric, nearestMode: .simple, parameters: parameters)
    }
}
