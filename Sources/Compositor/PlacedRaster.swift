import Raster
import Scene

/// A layer's or an effect's pixels where they stand, ready to be stacked.
struct PlacedRaster: Sendable {
    /// Where `image` lies on the canvas; parts may stick out.
    private(set) var rect: PixelRect
    let image: RGBAImage
    /// The colours of `image` are multiplied by its alpha.
    let isPremultiplied: Bool
    let coverage: Coverage

    private init(_ image: RGBAImage, in rect: PixelRect, isPremultiplied: Bool) {
        (self.image, self.rect, self.isPremultiplied) = (image, rect, isPremultiplied)
        coverage = Coverage(of: image)
    }

    /// `image` with its top left pixel at `origin`.
    init(_ image: RGBAImage, at origin: PixelPoint) {
        self.init(image, in: image.size.bounds.offsetBy(dx: origin.x, dy: origin.y), isPremultiplied: false)
    }

    /// The same pixels elsewhere; nil where `map` does not just shift them by whole pixels.
    func moved(by map: Similarity) -> PlacedRaster? {
        guard map.isShift, let place = map.pixels(of: rect) else { return nil }
        var moved = self
        moved.rect = place
        return moved
    }

    /// Where `map` takes what stood in the picture; nil where none of it is inside `canvas`.
    ///
    /// Mirrors and quarter turns keep every pixel as it is; anything else is resampled, once.
    func placed(by map: Similarity, within canvas: PixelRect) -> PlacedRaster? {
        if let place = map.pixels(of: rect) {
            guard !place.intersection(canvas).isEmpty else { return nil }
            let size = PixelSize(width: place.width, height: place.height)
            return PlacedRaster(image.permuted(by: map, into: size), in: place, isPremultiplied: false)
        }
        // The filter reaches two pixels, of the canvas or of the picture, whichever are larger.
        let reach = Int((2 * max(1, map.scale)).rounded(.up))
        let place = map(rect).grown(by: reach).intersection(canvas)
        guard !place.isEmpty else { return nil }
        let resampled = resample(image, at: PixelPoint(x: rect.x, y: rect.y), by: map, into: place)
        return PlacedRaster(resampled, in: place, isPremultiplied: true)
    }

    /// The columns of the canvas that a run of `coverage` has.
    func columns(of run: Coverage.Run) -> Range<Int> { rect.x + Int(run.first)..<rect.x + Int(run.end) }
}

extension Similarity {
    var scale: Double { (xx * xx + yx * yx).squareRoot() }

    /// Neither turned, nor mirrored, nor scaled.
    var isShift: Bool { (xx, xy, yx, yy) == (1, 0, 0, 1) }

    /// Where whole pixels become whole pixels: the rectangle that `rect` becomes, nil where they do not.
    ///
    /// A quarter turn about the middle of an odd number of pixels ends between two; it is taken to the nearer
    /// one, for half a pixel shows less than a blur.
    fileprivate func pixels(of rect: PixelRect) -> PixelRect? {
        let isUpright = xy == 0 && yx == 0 && abs(xx) == 1 && abs(yy) == 1
        let isQuarterTurn = xx == 0 && yy == 0 && abs(xy) == 1 && abs(yx) == 1
        guard isUpright || isQuarterTurn else { return nil }
        let first = self(Point(x: Double(rect.x), y: Double(rect.y)))
        let last = self(Point(x: Double(rect.maxX), y: Double(rect.maxY)))
        let corner = Point(x: min(first.x, last.x), y: min(first.y, last.y))
        let whole = Point(x: corner.x.rounded(.down), y: corner.y.rounded(.down))
        let beyond = (corner.x - whole.x, corner.y - whole.y)
        let steps = isQuarterTurn ? [0, 0.5] : [0]
        guard steps.contains(beyond.0), steps.contains(beyond.1) else { return nil }
        return PixelRect(
            x: Int(whole.x), y: Int(whole.y), width: isUpright ? rect.width : rect.height,
            height: isUpright ? rect.height : rect.width)
    }
}

extension RGBAImage {
    /// Mirrored or turned by quarters as `map` does, pixel by pixel.
    fileprivate func permuted(by map: Similarity, into size: PixelSize) -> RGBAImage {
        // Steps through the source for one step right and one step down in the result: the inverse of such a map is its transpose.
        let (right, down) = ((x: Int(map.xx), y: Int(map.xy)), (x: Int(map.yx), y: Int(map.yy)))
        let start = (
            x: right.x < 0 || down.x < 0 ? width - 1 : 0, y: right.y < 0 || down.y < 0 ? height - 1 : 0
        )
        var result = RGBAImage(size: size)
        let stride = width
        result.bytes.withUnsafeMutableBytes { target in
            bytes.withUnsafeBytes { source in
                for y in 0..<size.height {
                    for x in 0..<size.width {
                        let from = (start.y + right.y * x + down.y * y) * stride + start.x + right.x * x + down.x * y
                        target.storeBytes(
                            of: source.loadUnaligned(fromByteOffset: from * 4, as: UInt32.self),
                            toByteOffset: (y * size.width + x) * 4, as: UInt32.self)
                    }
                }
            }
        }
        return result
    }
}
