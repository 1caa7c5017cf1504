import Raster

/// Where something may be written in a picture: rows of like pieces that are darker or lighter than what is around them.
struct TextLines {
    private struct Line {
        var rect: PixelRect
        var pieces: Int
        let isLight: Bool
    }

    private let picture: RGBAImage
    private let brightness: Plane
    private var lines: [Line] = []

    /// - Parameters:
    ///   - picture: opaque.
    ///   - mask: of the same size, where lines are looked for.
    init(in picture: RGBAImage, within mask: Mask) {
        // letters are told from specks by their shape, which needs pixels
        let longer = max(picture.width, picture.height)
        let scale = min(6, Self.side / Double(longer))
        let size = PixelSize(
            width: max(8, Int(Double(picture.width) * scale)), height: max(8, Int(Double(picture.height) * scale)))
        self.picture = picture.resized(to: size)
        brightness = Plane(brightnessOf: self.picture)
        let mask = mask.resized(to: size).dilated(by: 2)
        let side = min(size.width, size.height)
        for radius in [max(4, side / 16), max(6, side / 6)] {
            let surroundings = brightness.boxBlurred(radius: radius)
            for isLight in [false, true] {
                add(linesOf: pieces(isLight, against: surroundings), isLight)
            }
        }
        lines.removeAll { !mask.isSet(at: $0.rect) }
        lines.sort { ($0.pieces, $1.rect.y, $1.rect.x) > ($1.pieces, $0.rect.y, $0.rect.x) }
        lines = Array(lines.prefix(Self.most))
    }

    private static let side = 600.0
    private static let most = 24
    /// How much a letter stands out, in shares of the range.
    private static let contrast: Float = 0.07

    /// The boxes around what may be letters, from left to right.
    private func pieces(_ isLight: Bool, against surroundings: Plane) -> [PixelRect] {
        var mask = Mask(size: brightness.size)
        for index in mask.coverage.indices {
            let difference = surroundings.values[index] - brightness.values[index]
            mask.coverage[index] = (isLight ? -difference : difference) > Self.contrast ? 255 : 0
        }
        return ConnectedComponents(mask).boxes
            .filter { box in
                box.height >= 7 && Double(box.height) < 0.6 * Double(brightness.height)
                    && Double(box.width) < 1.8 * Double(box.height) && Double(box.width) > 0.08 * Double(box.height)
            }
            .sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    }

    /// Rows of at least two pieces of about one height, no farther from each other than they are high.
    private mutating func add(linesOf pieces: [PixelRect], _ isLight: Bool) {
        var isTaken = [Bool](repeating: false, count: pieces.count)
        for first in pieces.indices where !isTaken[first] {
            var line = Line(rect: pieces[first], pieces: 1, isLight: isLight)
            var last = pieces[first]
            for next in pieces.indices.dropFirst(first + 1) where !isTaken[next] && last.isFollowed(by: pieces[next]) {
                isTaken[next] = true
                last = pieces[next]
                line.rect = line.rect.union(last)
                line.pieces += 1
            }
            let isKnown = lines.contains {
                $0.isLight == isLight && $0.rect.intersectionOverUnion(line.rect) > 0.7
            }
            if line.pieces > 1, !isKnown { lines.append(line) }
        }
    }

    /// The lines below each other, each as high as print, dark on a white page; nil where there are none.
    var page: RGBAImage? {
        guard !lines.isEmpty else { return nil }
        let strips = lines.map(strip)
        let width = strips.map(\.width).max()! + 2 * Self.margin
        let height = strips.reduce(Self.margin) { $0 + $1.height + Self.margin }
        var page = RGBAImage(size: PixelSize(width: width, height: height), filledWith: RGBA8(255, 255, 255))
        var top = Self.margin
        for strip in strips {
            for y in 0..<strip.height { for x in 0..<strip.width { page[Self.margin + x, top + y] = strip[x, y] } }
            top += strip.height + Self.margin
        }
        return page
    }

    private static let margin = 30
    private static let letterHeight = 44.0

    private func strip(_ line: Line) -> RGBAImage {
        let rect = line.rect.grown(by: line.rect.height / 3).intersection(picture.size.bounds)
        let scale = Self.letterHeight / Double(line.rect.height)
        let size = PixelSize(
            width: min(1600, max(8, Int(Double(rect.width) * scale))), height: max(8, Int(Double(rect.height) * scale)))
        var strip = picture.cropped(to: rect).resized(to: size)
        let levels = Plane(brightnessOf: strip).values
        let sorted = levels.sorted()
        let (dark, light) = (sorted[sorted.count / 50], sorted[sorted.count - 1 - sorted.count / 50])
        for (index, level) in levels.enumerated() {
            let share = min(1, max(0, (level - dark) / max(0.01, light - dark)))
            let byte = UInt8((line.isLight ? 1 - share : share) * 255)
            for channel in 0..<3 { strip.bytes[index * 4 + channel] = byte }
        }
        return strip
    }
}

extension PixelRect {
    /// As a letter by the next of its line.
    fileprivate func isFollowed(by next: PixelRect) -> Bool {
        let (lower, higher) = (min(height, next.height), max(height, next.height))
        let shared = min(maxY, next.maxY) - max(y, next.y)
        return 5 * (next.x - maxX) <= 6 * higher && 5 * lower >= 3 * higher && 5 * shared >= 3 * lower
    }
}

extension ConnectedComponents {
    fileprivate var boxes: [PixelRect] {
        var boxes = [(minX: Int, minY: Int, maxX: Int, maxY: Int)](
            repeating: (size.width, size.height, 0, 0), count: count)
        for (index, label) in labels.enumerated() where label > 0 {
            let (x, y, piece) = (index % size.width, index / size.width, Int(label) - 1)
            boxes[piece].minX = min(boxes[piece].minX, x)
            boxes[piece].minY = min(boxes[piece].minY, y)
            boxes[piece].maxX = max(boxes[piece].maxX, x + 1)
            boxes[piece].maxY = max(boxes[piece].maxY, y + 1)
        }
        return boxes.map { PixelRect(minX: $0.minX, minY: $0.minY, maxX: $0.maxX, maxY: $0.maxY) }
    }
}

extension Mask {
    /// At the middle of a rectangle.
    fileprivate func isSet(at rect: PixelRect) -> Bool {
        self[min(width - 1, rect.x + rect.width / 2), min(height - 1, rect.y + rect.height / 2)] > 127
    }
}

extension Plane {
    /// 0...1, as the eye sees it: Rec. 601 luma.
    fileprivate init(brightnessOf image: RGBAImage) {
        self.init(size: image.size)
        for index in values.indices {
            let (red, green, blue) = (image.bytes[index * 4], image.bytes[index * 4 + 1], image.bytes[index * 4 + 2])
            values[index] = (0.299 * Float(red) + 0.587 * Float(green) + 0.114 * Float(blue)) / 255
        }
    }
}
