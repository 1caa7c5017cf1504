/// What a surface is made to look like; its shading stays.
public enum Finish: Hashable, Sendable {
    /// A new colour that keeps the surface's texture.
    case color(SRGBColor)
    /// A procedural texture.
    case material(Material)
    /// The picture file at a path, laid over it again and again.
    case texture(file: String)
}

/// The materials that textures are made for; the raw value is its word in scripts.
public enum Material: String, CaseIterable, Hashable, Sendable, Codable {
    case wood, metal, plastic, fabric, glass
}

/// A part of what is behind all layers; the raw value is its word in scripts.
public enum BackgroundPart: String, CaseIterable, Hashable, Sendable, Codable {
    case all, floor, walls, sky
}

/// What becomes of the background or a part of it.
public enum BackgroundLook: Hashable, Sendable {
    case finish(Finish)
    /// The picture file at a path, as large as covers the part.
    case picture(file: String)
    /// Nothing is behind the layers, their shadows and reflections are gone with what they lay on.
    case transparent
}

extension Action {
    /// The path of the picture file that carrying it out needs.
    public var file: String? {
        switch self {
        case .insert(let insertion): if case .file(let file) = insertion.source { file } else { nil }
        case .edit(_, .texture(let file)), .background(_, .finish(.texture(let file))),
            .background(_, .picture(let file)):
            file
        default: nil
        }
    }
}
