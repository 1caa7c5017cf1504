import Raster
import Scene

/// A layer's or an effect's pixels where they stand now, ready to be stacked.
struct PlacedRaster: Sendable {
    /// Where `image` lies on the canvas; parts may stick out.
    let rect: PixelRect
    let image: RGBAImage
    /// The colours of `image` are multiplied by its alpha.
    let isPremultiplied: Bool

    /// `pixels`, the layer's original or made from it, where the layer stands.
    init?(_ pixels: RGBAImage, of layer: Layer, within canvas: PixelRect) {
        self.init(pixels, at: layer.origin, by: layer.map, within: canvas)
    }

    /// The effect of `layer`, where it has one; what the picture's edge cut goes on where it comes to show.
    init?(effectOf layer: Layer, within canvas: PixelRect) {
        guard let cut = layer.effectOnGround else { return nil }
        let effect = layer.placement.isIdentity || cut.isMade ? cut : cut.goingOn(beyond: canvas)
        self.init(effect.image, at: effect.origin, by: layer.effectMap, within: canvas)
    }

    /// `image`, whose top left pixel stood at `origin` of the picture, where `map` takes it; nil where none of it is inside
    /// `canvas`.
    ///
    /// Shifts of whole pixels, mirrors and quarter turns keep every pixel as it is; anything else is resampled, once.
    private init?(_ image: RGBAImage, at origin: PixelPoint, by map: Similarity, within canvas: PixelRect) {
        let stood = image.size.bounds.offsetBy(dx: origin.x, dy: origin.y)
        if let rect = map.pixels(of: stood) {
            guard !rect.intersection(canvas).isEmpty else { return nil }
            self.rect = rect
            self.image =
                map.isShift ? image : image.permuted(by: map, into: PixelSize(width: rect.width, height: rect.height))
            isPremultiplied = false
        } else {
            // The filter reaches two pixels, of the canvas or of the picture, whichever are larger.
            let reach = Int((2 * max(1, map.scale)).rounded(.up))
            rect = map(stood).grown(by: reach).intersection(canvas)
            guard !rect.isEmpty else { return nil }
            self.image = resample(image, at: origin, by: map, into: rect)
            isPremultiplied = true
        }
    }
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
