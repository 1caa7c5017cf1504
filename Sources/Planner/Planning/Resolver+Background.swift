import ActionSpec

extension Resolver {
    /// - Throws: where the picture does not show the part.
    mutating func change(_ backdrop: Backdrop, saidAs clause: String) throws {
        let part = BackgroundPart(rawValue: backdrop.part.rawValue)!
        switch backdrop.look {
        case .color(let color):
            // a wall is painted white, a picture's plain background is as white as can be
            let pure: [String: UInt8] = ["white": 255, "black": 0]
            let value =
                part == .all ? pure[color.name].map { SRGBColor(red: $0, green: $0, blue: $0) } : nil
            try change(part, to: .finish(.color(value ?? color.value)), color.name, clause)
        case .material(let word):
            guard let material = word.material else { preconditionFailure("Ability refuses \(word)") }
            try change(part, to: .finish(.material(material)), "of \(material.rawValue)", clause)
        case .file(let file):
            _ = try pictureSize(file)
            // a floor is laid with it; what stands upright shows it
            let look: BackgroundLook = part == .floor ? .finish(.texture(file: file)) : .picture(file: file)
            try change(part, to: look, "look like \(file)", clause)
        case .transparent: try change(part, to: .transparent, "transparent", clause)
        case .description: preconditionFailure("Ability refuses \(backdrop)")
        }
    }

    /// As a script has it.
    mutating func change(_ part: BackgroundPart, to look: BackgroundLook) throws {
        let words =
            switch look {
            case .finish(.color(let color)): color.name
            case .finish(.material(let material)): "of \(material.rawValue)"
            case .finish(.texture(let file)), .picture(let file): "look like \(file)"
            case .transparent: "transparent"
            }
        for file in [Action.background(part, look).file].compactMap({ $0 }) { _ = try pictureSize(file) }
        try change(part, to: look, words, ActionKind.background.rawValue)
    }

    private mutating func change(
        _ part: BackgroundPart, to look: BackgroundLook, _ words: String, _ clause: String
    ) throws {
        let name = part == .all ? "background" : part.rawValue
        if case .finish(.material(.glass)) = look {
            throw PlannerError.refused([
                Refusal(
                    text: clause,
                    why: "behind glass there would have to be something: take a colour, another material or a picture.")
            ])
        }
        guard part == .all || stage.surfaces.contains(part) else {
            let known = stage.surfaces.map { "the \($0.rawValue)" }.joined(separator: ", ")
            throw PlannerError.refused([
                Refusal(
                    text: clause,
                    why: "nothing in the picture was found to be its \(name); the background can be changed as a whole"
                        + (known.isEmpty ? "." : ", or \(known)."))
            ])
        }
        perform(.background(part, look), "Make the \(name) \(words).")
    }
}
