public import ActionSpec
public import Raster

/// A part of the background that shows one surface: the floor, the walls or the sky.
///
/// A plain wall and a plain sky look alike, so a picture's upper part may be both.
public struct Surface: Hashable, Sendable {
    /// Not `.all`.
    public let part: BackgroundPart
    /// Canvas-sized; soft along the edge.
    public let region: Mask

    public init(_ part: BackgroundPart, region: Mask) {
        self.part = part
        self.region = region
    }
}

/// A finish with the pixels that it needs.
public enum Coat: Hashable, Sendable {
    case color(SRGBColor)
    case material(Material)
    case texture(RGBAImage)

    init(_ finish: Finish, pictures: (String) throws -> RGBAImage) throws {
        switch finish {
        case .color(let color): self = .color(color)
        case .material(let material): self = .material(material)
        case .texture(let file):
            let picture = try pictures(file)
            guard !picture.alpha.bounds().isEmpty else { throw SceneError.emptyInsertion(file: file) }
            self = .texture(picture)
        }
    }

    /// What a person would call the colour of a thing that wears it; nil where that stays as it is.
    var shownColor: SRGBColor? {
        switch self {
        case .color(let color): return color
        case .material(.wood): return SRGBColor(red: 139, green: 90, blue: 43)
        case .material(.metal): return SRGBColor(red: 150, green: 152, blue: 155)
        case .material: return nil
        case .texture(let picture):
            var sum = SIMD4<Int>()
            for index in stride(from: 0, to: picture.bytes.count, by: 4) where picture.bytes[index + 3] > 127 {
                sum &+= SIMD4(
                    Int(picture.bytes[index]), Int(picture.bytes[index + 1]), Int(picture.bytes[index + 2]), 1)
            }
            guard sum.w > 0 else { return nil }
            return SRGBColor(red: UInt8(sum.x / sum.w), green: UInt8(sum.y / sum.w), blue: UInt8(sum.z / sum.w))
        }
    }

    /// Hides the colour of what it is laid over.
    private var isOfItsOwnColor: Bool {
        switch self {
        case .material(.wood), .material(.metal), .texture: true
        case .material, .color: false
        }
    }

    /// Lays it over others: what it hides is gone.
    func laid(over coats: [Coat]) -> [Coat] {
        if isOfItsOwnColor { return [self] }
        var kept = coats
        switch self {
        case .color: while case .color? = kept.last { kept.removeLast() }
        // its surface replaces that of any material, whose colour stays
        default:
            kept.removeAll {
                if case .material(let material) = $0 { ![.wood, .metal].contains(material) } else { false }
            }
        }
        return kept + [self]
    }
}

/// What was made of the background or of a part of it.
public struct BackgroundChange: Hashable, Sendable {
    public let part: BackgroundPart
    public let look: Look

    public enum Look: Hashable, Sendable {
        case coat(Coat)
        /// As large as covers the part.
        case picture(RGBAImage)
        case transparent
    }
}

extension Scene {
    /// The region of a part; nil where the picture does not show it.
    public func region(of part: BackgroundPart) -> Mask? {
        part == .all ? Mask(size: canvas, filledWith: 255) : surfaces.first { $0.part == part }?.region
    }

    mutating func change(
        background part: BackgroundPart, to look: BackgroundLook, pictures: (String) throws -> RGBAImage
    ) throws {
        guard part == .all || surfaces.contains(where: { $0.part == part }) else {
            throw SceneError.noSurface(part, known: surfaces.map(\.part))
        }
        let made: BackgroundChange.Look
        switch look {
        case .finish(let finish): made = .coat(try Coat(finish, pictures: pictures))
        case .picture(let file):
            let picture = try pictures(file)
            guard !picture.alpha.bounds().isEmpty else { throw SceneError.emptyInsertion(file: file) }
            made = .picture(picture)
        case .transparent: made = .transparent
        }
        if part == .all { backgroundChanges = [] }
        backgroundChanges.append(BackgroundChange(part: part, look: made))
    }
}
