extension ONNXOperator {
    /// Every operator that an ONNX model may use.
    package static let all: [ONNXOperator] = [
        [Cast.onnx, Concatenation.onnx, Constant.onnx, Convolution.onnx, MatrixMultiplication.onnx, Reshape.onnx],
        Arithmetic.onnx,
        Unary.onnx,
    ].flatMap { $0 }
}
