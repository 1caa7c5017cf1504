/// A box that a prediction is relative to, in units of the region.
package struct Anchor: Hashable, Sendable {
    package let centerX: Float
    package let centerY: Float
    package let width: Float
    package let height: Float

    package init(centerX: Float, centerY: Float, width: Float, height: Float) {
        self.centerX = centerX
        self.centerY = centerY
        self.width = width
        self.height = height
    }

    /// The boxes of SSD over 300×300 pixels: six grids; at each cell, row by row, boxes of several shapes whose scales
    /// rise evenly from grid to grid (Liu et al. 2016, section 2.2), three of them on the finest grid.
    package static let all: [Anchor] = {
        let grids = [19, 10, 5, 3, 2, 1]
        let scales = grids.indices.map { 0.2 + (0.95 - 0.2) * Double($0) / Double(grids.count - 1) } + [1]
        var anchors: [Anchor] = []
        for (index, grid) in grids.enumerated() {
            let shapes: [(scale: Double, aspect: Double)] =
                index == 0
                ? [(0.1, 1), (scales[0], 2), (scales[0], 0.5)]
                : [1, 2, 0.5, 3, 1.0 / 3].map { (scales[index], $0) }
                    + [((scales[index] * scales[index + 1]).squareRoot(), 1)]
            for row in 0..<grid {
                for column in 0..<grid {
                    for shape in shapes {
                        anchors.append(
                            Anchor(
                                centerX: Float((Double(column) + 0.5) / Double(grid)),
                                centerY: Float((Double(row) + 0.5) / Double(grid)),
                                width: Float(shape.scale * shape.aspect.squareRoot()),
                                height: Float(shape.scale / shape.aspect.squareRoot())))
                    }
                }
            }
        }
        return anchors
    }()
}
