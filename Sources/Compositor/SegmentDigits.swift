import CCairo

/// Numbers drawn as seven-segment strokes, so that a drawing needs no font and looks the same everywhere.
struct SegmentDigits {
    let digits: [Int]
    /// Of one digit, in pixels; its width is half of that.
    let height: Double

    init(_ number: Int, height: Double) {
        precondition(number >= 0, "only numbers from 0 on have digits here, got \(number)")
        digits = String(number).compactMap(\.wholeNumberValue)
        self.height = height
    }

    var width: Double { (Double(digits.count) * 0.8 - 0.3) * height }

    /// Strokes in the context's colour, centred on a point.
    func stroke(in context: OpaquePointer?, x: Double, y: Double) {
        cairo_set_line_width(context, height / 7)
        cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
        for (index, digit) in digits.enumerated() {
            let left = x - width / 2 + Double(index) * 0.8 * height
            for segment in Self.segments[digit] {
                let (from, to) = Self.ends[segment]
                cairo_move_to(context, left + from.x * height / 2, y + (from.y - 1) * height / 2)
                cairo_line_to(context, left + to.x * height / 2, y + (to.y - 1) * height / 2)
            }
        }
        cairo_stroke(context)
    }

    /// Top, upper right, lower right, bottom, lower left, upper left, middle; x 0...1, y 0...2.
    private static let ends: [(from: (x: Double, y: Double), to: (x: Double, y: Double))] = [
        ((0, 0), (1, 0)), ((1, 0), (1, 1)), ((1, 1), (1, 2)), ((0, 2), (1, 2)), ((0, 1), (0, 2)), ((0, 0), (0, 1)),
        ((0, 1), (1, 1)),
    ]
    private static let segments = [
        [0, 1, 2, 3, 4, 5], [1, 2], [0, 1, 6, 4, 3], [0, 1, 6, 2, 3], [5, 6, 1, 2], [0, 5, 6, 2, 3],
        [0, 5, 6, 4, 3, 2], [0, 1, 2], [0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 5, 6],
    ]
}
