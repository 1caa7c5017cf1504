extension RGBAImage {
    /// Every pixel is wholly opaque.
    public var isOpaque: Bool {
        bytes.withUnsafeBufferPointer { bytes in
            for index in stride(from: 3, to: bytes.count, by: 4) where bytes[index] != 255 { return false }
            return true
        }
    }
}
