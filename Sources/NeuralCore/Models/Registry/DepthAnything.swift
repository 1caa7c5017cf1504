extension ModelEntry {
    /// Depth Anything V2 (Yang et al., "Depth Anything V2", 2024) on ViT-S; the larger ones are not free to use.
    public static let depthAnythingSmall = ModelEntry(
        name: "depth-anything-v2-small",
        summary: "tells what is near and what is far (Depth Anything V2, ViT-S)",
        fileName: "depth_anything_v2_small.onnx",
        sha256: "afb6a5c28f3b6bf1618c6e43f02073ef9dfdc70e937502d51603e57b0a1df10c",
        byteCount: 99_060_839,
        license: "Apache-2.0",
        origin: "depth-anything/Depth-Anything-V2-Small; ONNX export by the ONNX Community",
        sources: [
            .address(
                "https://huggingface.co/onnx-community/depth-anything-v2-small/resolve/4472b7362082ad9968fee890ca0f1e5aca36b93d/onnx/model.onnx"
            )
        ],
        contract: ModelContract(
            inputs: [
                .init(
                    "pixel_values", .float32,
                    ["batch", 3, .free("height", multipleOf: 14), .free("width", multipleOf: 14)], colors: .rgb,
                    normalization: .imageNet,
                    meaning: "the picture with about 518 pixels on its shorter side, resampled bicubically")
            ],
            outputs: [
                .init(
                    "predicted_depth", .float32, ["batch", "height", "width"],
                    meaning: "inverse depth without a unit: larger is nearer")
            ]))
}
