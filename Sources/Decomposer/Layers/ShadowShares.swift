import Foundation
import Raster

/// Whose shadow a shadowed pixel is: the nearest instance's, and between two that are about as near a little of both, so that no
/// edge shows where one of them leaves.
struct ShadowShares {
    /// The longest side of the picture that distances are taken in, in pixels.
    private static let side = 320
    /// By how many of those pixels one must be nearer to own e times as much.
    private static let softness: Float = 4
    /// A smaller share is none.
    private static let least: Float = 0.05

    private let size: PixelSize
    private let scaleX: Float
    private let scaleY: Float
    /// By instance.
    private var shares: [Plane]

    /// - Parameter masks: on one canvas.
    init(_ masks: [Mask], canvas: PixelSize) {
        size = canvas.fitted(within: Self.side)
        scaleX = Float(size.width) / Float(canvas.width)
        scaleY = Float(size.height) / Float(canvas.height)
        let small = size
        shares = masks.map { Self.distances(to: $0.resized(to: small)) }
        for pixel in 0..<size.area {
            let nearest = shares.reduce(Float.infinity) { min($0, $1.values[pixel]) }
            var total: Float = 0
            for index in shares.indices {
                let weight = exp((nearest - shares[index].values[pixel]) / Self.softness)
                shares[index].values[pixel] = weight > Self.least ? weight : 0
                total += shares[index].values[pixel]
            }
            for index in shares.indices { shares[index].values[pixel] /= total }
        }
    }

    /// 0...1, bilinear; the shares of all instances sum to 1.
    func share(of instance: Int, x: Int, y: Int) -> Float {
        let u = max(0, min(Float(size.width - 1), (Float(x) + 0.5) * scaleX - 0.5))
        let v = max(0, min(Float(size.height - 1), (Float(y) + 0.5) * scaleY - 0.5))
        let (left, top) = (Int(u), Int(v))
        let (right, bottom) = (min(size.width - 1, left + 1), min(size.height - 1, top + 1))
        let (across, down) = (u - Float(left), v - Float(top))
        let plane = shares[instance]
        let upper = plane[left, top] * (1 - across) + plane[right, top] * across
        let lower = plane[left, bottom] * (1 - across) + plane[right, bottom] * across
        return upper * (1 - down) + lower * down
    }

    /// How far each pixel is from a mask, in pixels (Borgefors' 1986 chamfer of 1 and √2).
    static func distances(to mask: Mask) -> Plane {
        let (width, height) = (mask.width, mask.height)
        var result = Plane(size: mask.size, filledWith: Float(width + height))
        for pixel in 0..<mask.size.area where mask.coverage[pixel] > 127 { result.values[pixel] = 0 }
        let diagonal = Float(2).squareRoot()
        func relax(_ x: Int, _ y: Int, from step: (dx: Int, dy: Int), _ length: Float) {
            let (px, py) = (x + step.dx, y + step.dy)
            guard px >= 0, px < width, py >= 0, py < height else { return }
            let other = result.values[py * width + px] + length
            if other < result.values[y * width + x] { result.values[y * width + x] = other }
        }
        for direction in [-1, 1] {
            for row in 0..<height {
                let y = direction < 0 ? row : height - 1 - row
                for column in 0..<width {
                    let x = direction < 0 ? column : width - 1 - column
                    relax(x, y, from: (direction, 0), 1)
                    relax(x, y, from: (0, direction), 1)
                    relax(x, y, from: (direction, direction), diagonal)
                    relax(x, y, from: (-direction, direction), diagonal)
                }
            }
        }
        return result
    }
}
