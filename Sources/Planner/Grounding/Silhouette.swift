import Foundation
import Raster
import Scene

/// The outline of a layer at thumbnail size, and which word for an outline it fits.
///
/// A few widths, measured on a 32×32 sampling of the box around the layer, tell balls, boxes, cans, pyramids, cups, bowls
/// and flat things apart. Each word has a typical profile; how well a layer fits it falls off as a Gaussian.
struct Silhouette: Sendable {
    /// How well each word fits, the best one 1.
    let fit: [Shape: Double]
    /// The mean colour of the opaque samples, sRGB 0…255; nil where nothing is opaque.
    let meanColor: (red: Double, green: Double, blue: Double)?

    private static let side = 32

    init(of layer: Layer) {
        let image = layer.original
        let box = layer.originalExtent.offsetBy(dx: -layer.origin.x, dy: -layer.origin.y)
        var inside = [Bool](repeating: false, count: Self.side * Self.side)
        var sums = (0.0, 0.0, 0.0)
        var count = 0
        image.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<Self.side {
                let y = box.y + (2 * row + 1) * box.height / (2 * Self.side)
                for column in 0..<Self.side {
                    let x = box.x + (2 * column + 1) * box.width / (2 * Self.side)
                    let index = (y * image.width + x) * 4
                    guard bytes[index + 3] > 127 else { continue }
                    inside[row * Self.side + column] = true
                    sums.0 += Double(bytes[index])
                    sums.1 += Double(bytes[index + 1])
                    sums.2 += Double(bytes[index + 2])
                    count += 1
                }
            }
        }
        let total = Double(count)
        meanColor = count == 0 ? nil : (sums.0 / total, sums.1 / total, sums.2 / total)
        fit = Self.fit(of: Profile(inside, side: Self.side, aspect: Double(box.height) / Double(max(1, box.width))))
    }

    /// What is measured. Widths are shares of the box's width; rows are shares of its height.
    struct Profile {
        /// log₂ of height over width.
        var aspect: Double
        /// Share of the box that is covered.
        var fill: Double
        /// Mean width of the first tenth, around a fifth, a half and four fifths of the height, and of the last tenth.
        var widths: [Double]
        /// Share of the box where the outline and its mirror image differ.
        var asymmetry: Double

        init(_ inside: [Bool], side: Int, aspect: Double) {
            self.aspect = log2(aspect)
            fill = Double(inside.count { $0 }) / Double(inside.count)
            let rows = (0..<side).map { row in Double(inside[row * side..<(row + 1) * side].count { $0 }) / Double(side)
            }
            widths = [0..<3, 4..<8, 14..<18, 24..<28, 29..<32].map { rows[$0].reduce(0, +) / Double($0.count) }
            var different = 0
            for row in 0..<side {
                for column in 0..<side where inside[row * side + column] != inside[row * side + side - 1 - column] {
                    different += 1
                }
            }
            asymmetry = Double(different) / Double(inside.count)
        }
    }

    /// Typical profiles: measured on rendered solids seen from a little above, then solids seen straight from the front.
    private static let typical: [(shape: Shape, aspect: Double, fill: Double, widths: [Double], asymmetry: Double)] = [
        (.ball, 0.0, 0.79, [0.42, 0.77, 1.00, 0.77, 0.41], 0.01),
        (.box, -0.03, 0.86, [0.51, 0.95, 0.97, 0.91, 0.44], 0.10),
        (.can, 0.68, 0.91, [0.78, 0.95, 0.92, 0.92, 0.70], 0.06),
        (.pyramid, 0.17, 0.52, [0.07, 0.23, 0.62, 0.90, 0.35], 0.12),
        (.cup, -0.23, 0.74, [0.57, 0.83, 0.84, 0.66, 0.41], 0.27),
        (.bowl, -0.60, 0.71, [0.52, 0.92, 0.84, 0.54, 0.31], 0.05),
        (.flat, -0.95, 0.70, [0.24, 0.73, 0.99, 0.60, 0.19], 0.17),
        (.box, 0.0, 1.00, [1.00, 1.00, 1.00, 1.00, 1.00], 0.01),
        (.can, 0.80, 0.97, [0.92, 1.00, 1.00, 1.00, 0.92], 0.01),
        (.pyramid, 0.1, 0.50, [0.05, 0.20, 0.50, 0.80, 0.95], 0.01),
        (.flat, -1.40, 0.95, [0.95, 1.00, 1.00, 1.00, 0.95], 0.03),
    ]

    private static func fit(of profile: Profile) -> [Shape: Double] {
        var distances: [(shape: Shape, distance: Double)] = []
        for shape in typical {
            var distance = square((profile.aspect - shape.aspect) / 0.4) + square((profile.fill - shape.fill) / 0.09)
            for (width, expected) in zip(profile.widths, shape.widths) { distance += square((width - expected) / 0.2) }
            distance += square((profile.asymmetry - shape.asymmetry) / 0.12)
            if let known = distances.firstIndex(where: { $0.shape == shape.shape }) {
                distances[known].distance = min(distances[known].distance, distance)
            } else {
                distances.append((shape.shape, distance))
            }
        }
        // Only the best fit's lead counts: half hidden or odd outlines fit nothing well and favour nothing much.
        let best = distances.map(\.distance).min()!
        let doubt = 1 + best / 8
        return Dictionary(uniqueKeysWithValues: distances.map { ($0.shape, exp(-($0.distance - best) / (2 * doubt))) })
    }

    private static func square(_ value: Double) -> Double { value * value }
}
