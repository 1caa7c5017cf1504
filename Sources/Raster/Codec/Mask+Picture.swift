extension Mask {
    /// How bright each pixel is, times its alpha: white covers all (255), black and clear nothing.
    ///
    /// Luma as in Rec. 601, of the samples as stored.
    public init(brightnessOf image: RGBAImage) {
        let coverage = image.bytes.withUnsafeBufferPointer { bytes in
            [UInt8](unsafeUninitializedCapacity: image.size.area) { buffer, count in
                for index in 0..<image.size.area {
                    let pixel = index * 4
                    let luma =
                        (UInt32(bytes[pixel]) * 77 + UInt32(bytes[pixel + 1]) * 150 + UInt32(bytes[pixel + 2]) * 29
                            + 128)
                        >> 8
                    buffer[index] = UInt8((luma * UInt32(bytes[pixel + 3]) + 127) / 255)
                }
                count = image.size.area
            }
        }
        self.init(size: image.size, coverage: coverage)
    }
}
