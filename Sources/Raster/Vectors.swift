/// Places and directions in a picture: x to the right, y down.
extension SIMD2<Double> {
    package func dot(_ other: Self) -> Double { (self * other).sum() }
    package var length: Double { dot(self).squareRoot() }
    /// A quarter turn clockwise, as seen in a picture.
    package var right: Self { Self(-y, x) }
    package var normalized: Self { self / length }
    /// Positive where the other is clockwise of this, as seen in a picture.
    package func cross(_ other: Self) -> Double { x * other.y - y * other.x }
}
