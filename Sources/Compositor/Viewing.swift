import Dispatch
import Fill
import Foundation
import Raster
import Scene

extension Scene {
    /// The background after every BACKGROUND, as the camera sees it now; what was never in the picture is filled from what was.
    var seenBackground: RGBAImage {
        let background = changedBackground
        guard !view.isIdentity else { return background }
        var (seen, hole) = seen(background)
        guard !hole.bounds().isEmpty else { return seen }
        // Half of the canvas is known, see `Scene.move(camera:)`; where that is transparent there is nothing to fill from or for.
        guard let filled = try? ExemplarFiller().fill(seen, hole: hole) else { return seen }
        for index in 0..<canvas.area where hole.coverage[index] != 0 {
            for channel in index * 4..<index * 4 + 3 { seen.bytes[channel] = filled.bytes[channel] }
        }
        return seen
    }

    /// `background` as the camera sees it, and where nothing of it was in the picture; there its edge goes on.
    ///
    /// For each pixel the place that shows there is found by iteration: how near it is says where it was, which says how near it is.
    private func seen(_ background: RGBAImage) -> (RGBAImage, hole: Mask) {
        let backdrop = Backdrop(self)
        let source = CubicSampling(background)
        var image = RGBAImage(size: canvas)
        var hole = Mask(size: canvas)
        let (width, height) = (canvas.width, canvas.height)
        image.bytes.withUnsafeMutableBufferPointer { bytes in
            hole.coverage.withUnsafeMutableBufferPointer { hole in
                nonisolated(unsafe) let (bytes, hole) = (bytes, hole)
                DispatchQueue.concurrentPerform(iterations: height) { y in
                    for x in 0..<width {
                        let place = origin(of: Point(x: Double(x) + 0.5, y: Double(y) + 0.5), on: backdrop)
                        let isOutside =
                            place.x < 0 || place.y < 0 || place.x > Double(width) || place.y > Double(height)
                        let color = source.color(at: place)
                        let index = y * width + x
                        hole[index] = isOutside ? 255 : 0
                        let gain = color.w > 0 ? 255 / color.w : 0
                        for channel in 0..<3 {
                            bytes[index * 4 + channel] = UInt8(min(255, color[channel] * gain).rounded())
                        }
                        bytes[index * 4 + 3] = UInt8(color.w.rounded())
                    }
                }
            }
        }
        return (image, hole)
    }

    private func origin(of seen: Point, on backdrop: Backdrop) -> Point {
        var place = view.origin(of: seen, nearness: backdrop.nearness(at: seen))
        for _ in 0..<Self.mostSteps {
            let next = view.origin(of: seen, nearness: backdrop.nearness(at: place))
            let moved = max(abs(next.x - place.x), abs(next.y - place.y))
            place = next
            if moved < 0.01 { break }
        }
        return place
    }

    private static let mostSteps = 20
}
