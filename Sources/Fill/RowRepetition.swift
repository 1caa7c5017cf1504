/// A displacement along the rows that lays a surface's texture on itself.
///
/// Seen in perspective, a pattern that repeats along a floor's or wall's horizontal repeats in every row, by a distance
/// that grows linearly from the horizon on: two numbers say it all, and no camera needs to be known.
struct RowRepetition: Sendable {
    /// Displacement in the first row of the picture and in the last, in pixels.
    var first: Float
    var last: Float
    /// Normalised correlation of the texture with itself so displaced.
    var likeness: Float

    /// Below this a texture does not repeat.
    static let leastLikeness: Float = 0.4

    @inline(__always)
    func displacement(row: Int, of height: Int) -> Float {
        first + (last - first) * Float(row) / Float(max(height - 1, 1))
    }
}
