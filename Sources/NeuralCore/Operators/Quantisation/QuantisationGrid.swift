/// Which scale and zero point each element has: one for all, one for each place along an axis, or one for each block of them.
struct QuantisationGrid: Sendable {
    /// Elements that are worked on together: neighbours.
    let rowLength: Int
    let count: Int
    /// How far the scale moves from one element of a row to the next: 0 or 1.
    let scaleStep: Int
    private let axis: Int
    private let block: Int
    private let scaleAxis: Int
    /// Scales from one place along the axis, or block of them, to the next.
    private let scaleInner: Int

    private static let longestRow = 4096

    /// Throws where the scale is none of those.
    init(_ inputs: Operands, axis: Int, block: Int) throws(NeuralError) {
        let (shape, scale) = (try inputs(0).shape, try inputs(1).shape)
        if let zeroPoint = inputs.optional(2), zeroPoint.shape.count != scale.count { throw inputs.mismatch }
        count = shape.count
        if scale.count == 1, block == 0 {
            (rowLength, scaleStep) = (Self.longestRow, 0)
            (self.axis, self.block, scaleAxis, scaleInner) = (1, 1, 1, 0)
            return
        }
        let place = try inputs.axis(axis, of: shape)
        let lines = Lines(shape, along: place)
        self.axis = lines.axis
        rowLength = max(1, lines.inner)
        if block == 0 {
            guard scale.extents == [lines.axis] else { throw inputs.mismatch }
            (self.block, scaleAxis, scaleStep, scaleInner) = (1, 0, 0, 1)
        } else {
            var extents = shape.extents
            extents[place] = (extents[place] - 1) / block + 1
            guard scale.extents == extents else { throw inputs.mismatch }
            (self.block, scaleAxis, scaleStep, scaleInner) = (block, extents[place], 1, lines.inner)
        }
    }

    var rowCount: Int { (count + rowLength - 1) / rowLength }

    /// Where the scale of a row's first element is.
    func scale(ofRow row: Int) -> Int {
        axis == 0 ? 0 : (row / axis * scaleAxis + row % axis / block) * scaleInner
    }

    /// The elements of a row.
    func elements(ofRow row: Int) -> Range<Int> { row * rowLength..<min(count, (row + 1) * rowLength) }

    /// Rows that are worth a thread's while.
    var grain: Int { max(1, Kernel.elementGrain / rowLength) }
}
