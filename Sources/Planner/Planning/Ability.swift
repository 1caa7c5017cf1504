import ActionSpec

/// What was understood and cannot be carried out, each with its reason.
enum Ability {
    /// Why nothing is done about `intent`; nil where it can be tried.
    ///
    /// - Parameters:
    ///   - takesLayers: other pictures can be taken apart.
    ///   - reads: somebody can tell what is written on things.
    static func refusal(of intent: Intent, takesLayers: Bool, reads: Bool) -> Refusal? {
        let why: String? =
            switch intent.change {
            case .remove, .fall, .move, .resize, .reorder, .viewpoint: nil
            case .insert(let insert): refusal(of: insert.source, takesLayers: takesLayers)
            case .edit(let paint): refusal(of: paint)
            case .rotate:
                intent.target == nil ? "i2e turns the things in a picture, not the picture: name one." : nil
            case .flip: intent.target == nil ? "i2e flips the things in a picture, not the picture: name one." : nil
            case .retouch(let adjustment):
                adjustment.quality == .opacity && intent.target == nil
                    ? "the picture as a whole cannot be see-through: name a thing in it." : nil
            case .replace(let replacement): refusal(of: replacement.source, takesLayers: takesLayers)
            case .background(let backdrop): refusal(of: backdrop.look)
            case .extract:
                intent.target == nil ? "i2e cuts out the things in a picture: name one, as in 'extract the cup'." : nil
            }
        let phrases = [intent.target].compactMap { $0 } + intent.change.references
        let unread = reads ? nil : phrases.lazy.compactMap(refusal).first
        return (why ?? unread).map { Refusal(text: intent.text, why: $0) }
    }

    private static func refusal(of source: Insert.Source, takesLayers: Bool) -> String? {
        switch source {
        case .file, .copy: nil
        case .layer(_, let file):
            takesLayers ? nil : refusal(ofLayersOf: file)
        case .description(let words):
            "i2e does not make up new things ('\(words)'): give a picture file, as in 'insert cup.png on the table', or keep one of that name in the folder I2E_ASSETS."
        }
    }

    static func refusal(ofLayersOf file: String) -> String {
        "i2e does not take layers from other pictures ('\(file)'): insert a whole picture file."
    }

    private static func refusal(of paint: Paint) -> String? {
        switch paint {
        case .color, .like, .texture: nil
        case .colors: "i2e paints a thing in one colour at a time."
        case .material(let word): refusal(of: word)
        case .appearance(let words):
            "i2e gives things a colour, a material or a texture file, not another look ('\(words)'). \(Refusal.abilities)"
        }
    }

    private static func refusal(of material: MaterialWord) -> String? {
        guard material.material == nil else { return nil }
        let known = Material.allCases.map(\.rawValue)
        return
            "i2e has no texture of '\(material.name)', only \(known.dropLast().joined(separator: ", ")) and \(known.last!), or a picture file."
    }

    private static func refusal(of look: Backdrop.Look) -> String? {
        switch look {
        case .color, .file, .transparent: nil
        case .material(let word): refusal(of: word)
        case .description(let words):
            "i2e does not make up a background ('\(words)'): give a colour, a material or a picture file, as in 'use beach.jpg as the background'."
        }
    }

    /// What a phrase points by, or what it leans on does, that nobody can see.
    private static func refusal(of phrase: ReferringExpression) -> String? {
        if let lettering = phrase.lettering {
            return
                "what is written on things ('\(lettering)') is read by Tesseract, which is not on the PATH: install tesseract-ocr, or name the thing otherwise."
        }
        return phrase.references.lazy.compactMap(refusal).first
    }
}
