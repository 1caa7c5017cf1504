extension ModelEntry {
    /// MobileSAM's image encoder (Zhang et al., "Faster Segment Anything: Towards Lightweight SAM for Mobile
    /// Applications", 2023): once for each picture.
    public static let mobileSAMEncoder = ModelEntry(
        name: "mobile-sam-encoder",
        summary: "prepares a picture for mobile-sam-decoder (MobileSAM, TinyViT)",
        fileName: "mobile_sam_image_encoder.onnx",
        sha256: "580f5fb648ea1062c0aabc26217aed56921985f03f0cbbd852bba81d760cc749",
        byteCount: 28_157_093,
        license: "Apache-2.0",
        origin: "ChaoningZhang/MobileSAM; ONNX export by Acly",
        sources: [.address(mobileSAMFolder + "mobile_sam_image_encoder.onnx")],
        contract: ModelContract(
            inputs: [
                .init(
                    "input_image", .float32, ["height", "width", 3], colors: .rgb, range: 0...255,
                    meaning: "the picture with its longer side resampled to 1024; normalised and padded inside")
            ],
            outputs: [
                .init("image_embeddings", .float32, [1, 256, 64, 64], meaning: "what the decoder takes")
            ]))

    /// MobileSAM's prompt encoder and mask decoder: once for each prompt.
    public static let mobileSAMDecoder = ModelEntry(
        name: "mobile-sam-decoder",
        summary: "cuts out what points or a box show (MobileSAM)",
        fileName: "sam_mask_decoder_multi.onnx",
        sha256: "8976b90a87ba50a6a72217a5ff994f7d25ce16f2229fcc1ed259e1294c622ffe",
        byteCount: 16_496_559,
        license: "Apache-2.0",
        origin: "ChaoningZhang/MobileSAM; ONNX export by Acly",
        sources: [.address(mobileSAMFolder + "sam_mask_decoder_multi.onnx")],
        contract: ModelContract(
            inputs: [
                .init("image_embeddings", .float32, [1, 256, 64, 64], meaning: "from the encoder"),
                .init(
                    "point_coords", .float32, [1, "points", 2],
                    meaning: "x, y in pixels of the resampled picture; a box is its top left and bottom right corner"),
                .init(
                    "point_labels", .float32, [1, "points"], range: -1...3,
                    meaning: "1 inside, 0 outside, 2 and 3 the corners of a box, -1 padding where there is no box"),
                .init(
                    "mask_input", .float32, [1, 1, 256, 256],
                    meaning: "low_res_masks of an earlier run, zeros where there is none"),
                .init("has_mask_input", .float32, [1], range: 0...1, meaning: "1 where mask_input counts"),
                .init("orig_im_size", .float32, [2], meaning: "height and width of the picture before resampling"),
            ],
            outputs: [
                .init(
                    "masks", .float32, [1, 4, "height", "width"],
                    meaning: "above 0 inside, at the size in orig_im_size; the first for clear prompts, "
                        + "the others for whole, part and smaller part"),
                .init("iou_predictions", .float32, [1, 4], meaning: "how good each mask should be, higher is better"),
                .init("low_res_masks", .float32, [1, 4, 256, 256], meaning: "the masks before resampling"),
            ]))

    private static let mobileSAMFolder =
        "https://huggingface.co/Acly/MobileSAM/resolve/0d3b403339b4674a82493d5e97964dd78089ddc8/"
}
