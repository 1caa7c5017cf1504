extension ModelEntry {
    /// MI-GAN (Sargsyan et al., "MI-GAN: A Simple Baseline for Image Inpainting on Mobile Devices", 2023), trained on
    /// Places2 at 512×512, exported with resampling before and blending after it.
    public static let migan = ModelEntry(
        name: "migan",
        summary: "fills holes, small and fast (MI-GAN 512, Places2)",
        fileName: "migan.onnx",
        sha256: "593eba0b7e04730f1b61c0a3cbca68d97d8d6a7ff5c6a44a7b9d7fcd880fc5ae",
        byteCount: 29_546_882,
        license: "MIT",
        origin: "Picsart AI Research, MI-GAN, places2-512",
        sources: [
            .address(
                "https://huggingface.co/andraniksargsyan/migan/resolve/406830d0fa60666da0071c342ad2fbc8f30c5c64/migan.onnx"
            )
        ],
        contract: ModelContract(
            inputs: [
                .init(
                    "image", .uint8, ["batch", 3, "height", "width"], colors: .rgb, range: 0...255,
                    meaning: "the picture, of any size; resampled to 512×512 inside"),
                .init(
                    "mask", .uint8, ["batch", 1, "height", "width"], range: 0...255,
                    meaning: "255 where the picture is known, 0 in the hole, nothing between"),
            ],
            outputs: [
                .init(
                    "result", .uint8, ["batch", 3, "height", "width"], colors: .rgb, range: 0...255,
                    meaning: "the picture where it is known, what was made up in the hole")
            ]))
}
