import Foundation

/// The twelve words people sort colours by.
public enum ColorWord: String, CaseIterable, Sendable {
    case red, blue, green, yellow, orange, purple, pink, white, black, gray, brown, beige

    /// The word for a surface's typical colour, given as 8-bit sRGB; by hue, chroma and lightness in CIELAB.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        let lab = LabColor(red: red, green: green, blue: blue)
        let lightness = lab.lightness
        let chroma = lab.chroma
        var hue = atan2(lab.b, lab.a) * 180 / .pi
        if hue < 0 { hue += 360 }
        // dark colours need less chroma to look coloured
        let grayLimit: Float = lightness < 25 ? 7 : lightness < 50 ? 10 : 11
        if chroma < grayLimit {
            self = lightness < 27 ? .black : lightness < 74 ? .gray : .white
            return
        }
        if lightness < 14, chroma < 16 {
            self = .black
            return
        }
        switch hue {
        case 20..<50:
            if lightness > 68, chroma < 45 {
                self = hue < 38 ? .pink : .beige
            } else {
                let isVivid = chroma > 52 && hue < 45 || chroma > 38 && hue < 34
                self = isVivid ? .red : chroma < 48 || lightness < 48 ? .brown : .orange
            }
        case 50..<78:
            if chroma < 28, lightness > 62 {
                self = .beige
            } else {
                self = lightness < 52 || chroma < 34 ? .brown : .orange
            }
        case 78..<112:
            if chroma < 30, lightness > 70 {
                self = .beige
            } else if chroma < 16 {
                self = lightness > 74 ? .white : .gray
            } else {
                self = lightness < 42 || chroma < 26 ? .brown : .yellow
            }
        case 112..<190: self = .green
        case 190..<225: self = chroma < 14 ? .gray : lightness > 45 ? .blue : .green
        case 225..<303: self = .blue
        case 303..<332: self = lightness > 72 ? .pink : .purple
        case 332..<360: self = lightness > 55 ? .pink : chroma > 35 ? (hue > 345 ? .red : .purple) : .purple
        default:  // 0..<20
            self = lightness > 60 ? .pink : chroma > 30 ? .red : .brown
        }
    }
}
