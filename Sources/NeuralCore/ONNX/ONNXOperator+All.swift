extension ONNXOperator {
    /// Every operator that an ONNX model may use.
    package static let all: [ONNXOperator] = [
        [Cast.onnx, Concatenation.onnx, Constant.onnx, Convolution.onnx, MatrixMultiplication.onnx, Reshape.onnx],
        Arithmetic.onnx,
        Unary.onnx,
        [AveragePool.onnx, LpPool.onnx, MaxPool.onnx, MaxUnpool.onnx],
        GlobalPool.onnx,
        [CausalConvWithState.onnx, ConvTranspose.onnx, DeformConv.onnx, Gemm.onnx],
        [BatchNormalization.onnx, LocalResponseNormalization.onnx, MeanVarianceNormalization.onnx],
        GroupNormalization.onnx,
        LayerNormalization.onnx,
        [Resize.onnx, Upsample.onnx],
        [Attention.onnx, LinearAttention.onnx, RotaryEmbedding.onnx],
        [GRU.onnx, LSTM.onnx, RNN.onnx],
    ].flatMap { $0 }
}
