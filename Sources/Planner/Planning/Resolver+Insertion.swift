import ActionSpec
import Raster

extension Resolver {
    /// Pixels to insert, and how large they would come in by themselves.
    private struct Material {
        let source: Insertion.Source
        /// "crow.png", "a copy of the cup".
        let words: String
        /// Width over height.
        let aspect: Double
        let height: Double
        /// What it is a copy of.
        var original: Thing?
        /// What it is called where it comes from.
        var name: String?
        /// It comes from elsewhere, and is to look as if it had always been here.
        var isHarmonized = true
    }

    /// One layer or more, side by side.
    ///
    /// - Parameter name: what a script calls it; a copy without is called what its original is.
    mutating func insert(_ insert: Insert, named name: String? = nil, isHarmonized: Bool = true) throws -> [LayerID] {
        var material = try material(of: insert.source)
        if !isHarmonized { material.isHarmonized = false }
        let height = max(
            1, (insert.height ?? insert.width.map { $0 / material.aspect } ?? material.height).rounded())
        let width = height * material.aspect
        guard ScriptRange.height.contains(height), ScriptRange.height.contains(width) else {
            throw PlannerError.outOfRange(phrase: "\(decimal(height)) pixels tall")
        }
        var frame = Frame(
            minX: (stage.width - width) / 2, minY: stage.groundLine - height, maxX: (stage.width + width) / 2,
            maxY: stage.groundLine)
        var landing = Landing(base: frame.base, support: .ground, words: "on the ground")
        if let destination = insert.destination {
            landing = try self.landing(of: frame, thing: nil, at: destination)
        } else if let original = material.original {
            landing = beside(original, width: width)
        }
        frame = frame.moved(dx: landing.base.x - frame.centerX, dy: landing.base.y - frame.maxY)
        let step = (width * 1.15).rounded()
        return (0..<insert.count).map { number in
            // to the right while there is room, then to the left of the first
            let room = max(0, Int((stage.width - frame.maxX) / step))
            let shift = number <= room ? Double(number) * step : -Double(number - room) * step
            let place = frame.moved(dx: shift, dy: 0)
            return add(
                material, name: name ?? self.name(of: insert, material), frame: place, support: landing.support,
                words: landing.words,
                goal: landing.goal)
        }
    }

    /// As it is called where it comes from, unless the words call it something else.
    private func name(of insert: Insert, _ material: Material) -> String {
        if let original = material.original { return original.name }
        guard case .layer(let phrase, _) = insert.source, let own = material.name else { return insert.name }
        let isKind = phrase.noun.map { insert.name == $0 || insert.name.hasSuffix(" " + $0) } ?? true
        return isKind ? own : insert.name
    }

    /// What comes stands where the other stood; a picture is made as tall, or as wide if that is less.
    mutating func replace(_ thing: Thing, by replacement: Replacement) throws {
        let material = try material(of: replacement.source)
        let frame = thing.frame
        let height =
            material.original == nil ? min(frame.height, frame.width * 1.5 / material.aspect) : material.height
        let size = (width: max(1, height.rounded()) * material.aspect, height: max(1, height.rounded()))
        perform(.remove(thing.id), "Remove the \(thing.name).")
        let place = Frame(
            minX: frame.centerX - size.width / 2, minY: frame.maxY - size.height, maxX: frame.centerX + size.width / 2,
            maxY: frame.maxY)
        let id = add(
            material, name: material.original?.name ?? material.name ?? replacement.name, frame: place,
            support: thing.support,
            words: "where the \(thing.name) was")
        remember([id], clause: "")
    }

    private mutating func add(
        _ material: Material, name: String, frame: Frame, support: Support, words: String, goal: Deed.Goal? = nil
    ) -> LayerID {
        let id = freshID(for: name)
        let insertion = Insertion(
            id: id, name: name, source: material.source, baseX: frame.base.x.rounded(), baseY: frame.base.y.rounded(),
            height: frame.height, support: support,
            isHarmonized: material.isHarmonized)
        perform(
            .insert(insertion),
            "Insert \(material.words) as '\(name)' \(words), \(Int(frame.width.rounded()))×\(Int(frame.height)) pixels.",
            insertedWidth: frame.width)
        if let goal { reach(goal) }
        return id
    }

    private mutating func material(of source: Insert.Source) throws -> Material {
        switch source {
        case .file(let file):
            let size = try pictureSize(file)
            let aspect = Double(size.width) / Double(size.height)
            // A quarter of the canvas is large enough to see and small enough to place; a smaller picture stays as it is.
            let natural = size == PixelSize(width: 1, height: 1) ? .infinity : Double(size.height)
            return Material(
                source: .file(file), words: file, aspect: aspect,
                height: min(natural, stage.height / 4, stage.width / 3 / aspect))
        case .copy(var phrase):
            // "another cup" may be like any of the cups
            if case .the = phrase.quantifier {} else { phrase.quantifier = .any }
            phrase.isOther = false
            let original = try reference(phrase, for: nil)
            return Material(
                source: .copy(of: original.id), words: "a copy of the \(original.name)",
                aspect: original.frame.width / max(1, original.frame.height), height: original.frame.height,
                original: original, isHarmonized: false)
        case .layer(let phrase, let file): return try material(of: phrase, in: file)
        case .description: preconditionFailure("Ability refuses \(source)")
        }
    }

    /// A layer of another picture, as large as things of its kind are here, else as large in this picture as in its own.
    private mutating func material(of phrase: ReferringExpression, in file: String) throws -> Material {
        guard let otherScene else { preconditionFailure("Ability refuses what cannot be taken apart") }
        let other = Stage(try otherScene(file))
        let grounding = try other.only(phrase, in: file)
        guard let thing = other[grounding.layer] else { preconditionFailure("grounded in a layer that is not there") }
        let why = grounding.evidence.isEmpty ? "" : ": " + grounding.evidence.uniqued().joined(separator: ", ")
        plan.reasoning.append(
            "'\(grounding.phrase.withoutArticle)' of \(file) is the \(other.describe(thing))\(why).")
        let aspect = thing.frame.width / max(1, thing.frame.height)
        let alike = stage.things.filter { !thing.nameWords.isEmpty && $0.nameWords.last == thing.nameWords.last }
            .map(\.frame.height).sorted()
        let height = alike.isEmpty ? thing.frame.height * stage.height / other.height : alike[alike.count / 2]
        return Material(
            source: .layer(thing.id, of: file), words: "the \(thing.name) of \(file)", aspect: aspect,
            height: min(height, 0.7 * stage.height, 0.7 * stage.width / aspect), name: thing.name)
    }

    /// Right of it, or left where there is more room.
    private func beside(_ original: Thing, width: Double) -> Landing {
        let frame = original.frame
        let gap = (0.02 * stage.width).rounded()
        let isRight = frame.maxX + gap + width <= stage.width || stage.width - frame.maxX >= frame.minX
        let x = isRight ? frame.maxX + gap + width / 2 : frame.minX - gap - width / 2
        return Landing(
            base: Point(x: x, y: frame.maxY), support: original.support,
            words: "to the \(isRight ? "right" : "left") of it")
    }
}
