import ActionSpec
import Raster
import Scene

extension Physics {
    /// See `Carrier.fallHeight(of:)`.
    static func fallHeight(of rider: Layer, from support: Layer) -> Double { Carrier(support).fallHeight(of: rider) }
}

/// A layer that others stand on, its outline read once for all of them.
struct Carrier {
    private let support: Layer
    private let outline: Silhouette

    init(_ layer: Layer) {
        support = layer.upright
        outline = Silhouette(support)
    }

    /// How far `rider` comes down, in whole pixels and at least 0, if this under it goes.
    ///
    /// By the height of the support's upright side, and never past its base. A round support has no such side; what lies on it comes
    /// down to its base. Where the outline is a plain rectangle, the side cannot be told from the top face seen from the front:
    /// the rider is then taken to stand in the middle of that face, its own footprint a third as deep as wide.
    func fallHeight(of rider: Layer) -> Double {
        let contact = rider.contact
        let scale = support.placement.scale
        func canvasRow(_ row: Int) -> Double { (Double(row) - support.originalBase.y) * scale + support.base.y }

        let wanted = Int(((contact.center - support.base.x) / scale + support.originalBase.x).rounded(.down))
        let column = min(max(wanted, outline.columns.lowerBound), outline.columns.upperBound - 1)
        let base = outline.base(at: column)
        let farthest = canvasRow(base) - contact.y
        var height = farthest
        if let side = outline.sideHeight(from: column) {
            let columnHeight = base - outline.tops[column - outline.x]
            if side * 10 < columnHeight * 9 {
                height = Double(side) * scale
            } else {
                let middle = contact.y - contact.width / 6
                height = max(farthest / 2, canvasRow(base) + canvasRow(base - columnHeight) - 2 * middle)
            }
        }
        return max(0, min(height, farthest)).rounded()
    }
}

/// What of a layer touches its support, where it stands now.
struct ContactLine {
    /// Where its middle is; a handle or an arm to one side does not move it.
    var center: Double
    var y: Double
    var span: ClosedRange<Double>

    var width: Double { span.upperBound - span.lowerBound }
}

extension Layer {
    var contact: ContactLine {
        let upright = upright
        let columns = Silhouette(upright).contact
        func place(_ column: Double) -> Double { (column - upright.originalBase.x) * placement.scale + base.x }
        return ContactLine(
            center: place(Double(columns[columns.count / 2]) + 0.5), y: base.y,
            span: place(Double(columns[0]))...place(Double(columns[columns.count - 1] + 1)))
    }
}
