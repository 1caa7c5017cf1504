extension Picture {
    /// The same file with other pixels, `image` being of the same size.
    ///
    /// Metadata stays. Where there are 16-bit samples, those of every pixel that `image` leaves alone stay too, and the
    /// others become its bytes times 257. Transparent pixels in a picture that had none give it an alpha channel.
    public func replacing(_ image: RGBAImage) -> Picture {
        precondition(image.size == size, "\(image.size) does not replace \(size)")
        var result = self
        result.image = image
        result.hasAlpha = hasAlpha || image.hasTransparentPixel
        guard var deep = deepSamples else { return result }
        result.deepSamples = nil
        let (before, after) = (self.image.bytes, image.bytes)
        deep.withUnsafeMutableBufferPointer { deep in
            before.withUnsafeBufferPointer { before in
                after.withUnsafeBufferPointer { after in
                    for pixel in stride(from: 0, to: deep.count, by: 4)
                    where (pixel..<pixel + 4).contains(where: { before[$0] != after[$0] }) {
                        for channel in pixel..<pixel + 4 { deep[channel] = UInt16(after[channel]) * 257 }
                    }
                }
            }
        }
        result.deepSamples = deep
        return result
    }
}

extension RGBAImage {
    /// Some pixel is less than opaque.
    package var hasTransparentPixel: Bool {
        bytes.withUnsafeBufferPointer { bytes in
            for alpha in stride(from: 3, to: bytes.count, by: 4) where bytes[alpha] < 255 { return true }
            return false
        }
    }
}
