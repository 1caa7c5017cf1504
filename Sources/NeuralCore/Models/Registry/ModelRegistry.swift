extension ModelEntry {
    /// Every network i2e knows how to install, in the order it is listed.
    public static let registry: [ModelEntry] = [
        .cocoDetector, .migan, .lama, .mobileSAMEncoder, .mobileSAMDecoder, .depthAnythingSmall,
    ]
}
