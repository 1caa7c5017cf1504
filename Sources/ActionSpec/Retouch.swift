/// A change of tone, sharpness or transparency, of a layer or of the whole picture.
public struct Retouch: Hashable, Sendable {
    public var quality: Quality
    /// Within `quality.range`.
    public var amount: Double

    public init(_ quality: Quality, _ amount: Double) {
        self.quality = quality
        self.amount = amount
    }

    /// What changes; the raw value is its field in scripts.
    public enum Quality: String, CaseIterable, Hashable, Sendable {
        /// More by this share: 0.2 is 20 % brighter, −1 is black. White stays white when more, black when less.
        case brightness
        /// More by this share, about middle grey.
        case contrast
        /// More by this share; −1 is black and white.
        case saturation
        /// All hues go round by so many degrees.
        case hue
        /// Toward orange above 0, toward blue below.
        case warmth
        /// How much of the colours becomes sepia.
        case sepia
        /// By a Gaussian of this standard deviation, in pixels of the original.
        case blur
        /// How much of what a slight blur takes away is added.
        case sharpness
        /// How opaque it comes to be, whatever it was; of layers only.
        case opacity

        /// The amounts it takes.
        public var range: ClosedRange<Double> {
            switch self {
            case .brightness, .contrast, .saturation: -1...10
            case .hue: -360...360
            case .warmth: -1...1
            case .sepia, .opacity: 0...1
            case .blur: 0...1000
            case .sharpness: 0...10
            }
        }
    }
}
