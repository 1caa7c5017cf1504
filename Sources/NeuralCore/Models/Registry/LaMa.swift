extension ModelEntry {
    /// LaMa (Suvorov et al., "Resolution-robust Large Mask Inpainting with Fourier Convolutions", 2022), the big-lama
    /// weights with the Fourier transform written in plain ONNX operators.
    public static let lama = ModelEntry(
        name: "lama",
        summary: "fills large holes and repeating textures (big-lama, Places2)",
        fileName: "lama_fp32.onnx",
        sha256: "1faef5301d78db7dda502fe59966957ec4b79dd64e16f03ed96913c7a4eb68d6",
        byteCount: 208_044_816,
        license: "Apache-2.0",
        origin: "advimman/lama, big-lama; ONNX export by Carve",
        sources: [
            .address(
                "https://huggingface.co/Carve/LaMa-ONNX/resolve/c3c0c9e468934d62e79c329e35d82dd09ff8c444/lama_fp32.onnx"
            )
        ],
        contract: ModelContract(
            inputs: [
                .init(
                    "image", .float32, ["batch", 3, 512, 512], colors: .rgb, range: 0...1,
                    meaning: "the picture; what lies in the hole does not matter"),
                .init(
                    "mask", .float32, ["batch", 1, 512, 512], range: 0...1,
                    meaning: "1 in the hole, 0 where the picture is known, nothing between"),
            ],
            outputs: [
                .init(
                    "output", .float32, ["batch", 3, 512, 512], colors: .rgb, range: 0...255,
                    meaning: "the picture with the hole filled; 255 is white, unlike in the input")
            ]))
}
