import Raster

/// What an instance looks like in words: the colour and the plain shape people would name.
struct Appearance {
    let color: ColorWord
    /// Median colour of the lit part, 8-bit sRGB.
    let typical: RGBA8
    let shape: Shape?

    enum Shape: String {
        case ball, box, pyramid
        /// Low and wide, like a book or a tray.
        case book
        /// Upright with straight sides.
        case can
        case bowl
    }

    /// - Parameters:
    ///   - visible: the visible part, 0 and 255, the size of the crop.
    ///   - complete: with the hidden part, or nil where too little is known of it to name a shape.
    init(_ crop: RGBAImage, visible: Mask, complete: Mask?) {
        typical = Self.typicalColor(crop, mask: visible)
        color = ColorWord(red: typical.red, green: typical.green, blue: typical.blue)
        shape = complete.flatMap(Self.shape)
    }

    /// Medians of the pixels between the 30th and 85th percentile of brightness: neither highlight nor shaded side.
    private static func typicalColor(_ crop: RGBAImage, mask: Mask) -> RGBA8 {
        let core = mask.eroded(by: 2)
        let chosen = core.area > 30 ? core : mask
        var pixels: [(brightness: Int, index: Int)] = []
        for index in 0..<mask.size.area where chosen.coverage[index] > 127 {
            let sum =
                Int(crop.bytes[index * 4]) * 2 + Int(crop.bytes[index * 4 + 1]) * 5 + Int(crop.bytes[index * 4 + 2])
            pixels.append((sum, index))
        }
        guard !pixels.isEmpty else { return RGBA8(128, 128, 128) }
        pixels.sort { ($0.brightness, $0.index) < ($1.brightness, $1.index) }
        let lit = pixels[(pixels.count * 3 / 10)...(pixels.count * 85 / 100)]
        var medians: [UInt8] = []
        for channel in 0..<3 {
            let values = lit.map { crop.bytes[$0.index * 4 + channel] }.sorted()
            medians.append(values[values.count / 2])
        }
        return RGBA8(medians[0], medians[1], medians[2])
    }

    /// By how the outline's width runs from top to bottom and how full its box and hull are.
    private static func shape(of mask: Mask) -> Shape? {
        let box = mask.bounds(above: 127)
        guard box.width >= 8, box.height >= 8 else { return nil }
        let tight = mask.cropped(to: box)
        let area = Double(tight.area)
        let hull = Double(tight.convexHull().area)
        guard area / hull > 0.9 else { return nil }
        let aspect = Double(box.width) / Double(box.height)
        let fullness = area / Double(box.area)
        func width(at share: Double) -> Double {
            let row = min(tight.height - 1, Int(share * Double(tight.height)))
            var count = 0
            for x in 0..<tight.width where tight[x, row] > 127 { count += 1 }
            return Double(count) / Double(tight.width)
        }
        let (top, middle, bottom) = (width(at: 0.08), width(at: 0.5), width(at: 0.92))
        if top < 0.35, middle > 0.3, middle < 0.7, bottom > 0.5, fullness < 0.68 { return .pyramid }
        if abs(fullness - 0.785) < 0.035, abs(aspect - 1) < 0.12, top < 0.75, bottom < 0.75 { return .ball }
        if aspect > 1.2, width(at: 0.25) > 0.85, bottom < 0.66, fullness < 0.86 { return .bowl }
        if aspect > 1.55, fullness > 0.55 { return .book }
        if aspect < 0.85, fullness > 0.88 { return .can }
        if aspect > 0.7, aspect < 1.55, fullness > 0.74 { return .box }
        return nil
    }
}
