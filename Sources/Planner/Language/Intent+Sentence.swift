import ActionSpec

extension Intent {
    /// What words stand for a phrase: its own, or others where those would need what was said before ("it").
    typealias Naming = (ReferringExpression) -> String

    /// The intent alone, in plain words that a parser would read as the same intent: "Move the cup to the left of the book."
    package func sentence(naming: (ReferringExpression) -> String = { $0.text }) -> String {
        if isExchange { return "Swap \(naming(target!))." }
        let target = target.map(naming)
        let words = change.words(for: target, naming)
        return words.prefix(1).uppercased() + words.dropFirst() + "."
    }
}

extension Intent.Change {
    /// - Parameter target: nil for the whole picture.
    fileprivate func words(for target: String?, _ naming: Intent.Naming) -> String {
        let thing = target ?? "the picture"
        return switch self {
        case .remove: "remove \(thing)"
        case .fall: "let \(thing) fall"
        case .move(.by(let shifts)): "move \(thing) " + shifts.map(\.words).joined(separator: " and ")
        case .move(.to(let destination)): "move \(thing) " + destination.words(naming)
        case .insert(let insert): insert.words(naming)
        case .resize(.factor(let factor)): "make \(thing) \(decimal(factor)) times as big"
        case .resize(.height(let pixels)): "make \(thing) \(decimal(pixels)) pixels high"
        case .resize(.width(let pixels)): "make \(thing) \(decimal(pixels)) pixels wide"
        case .resize(.former(let former)):
            "make \(thing) as big as it \(former == .first ? "originally was" : "was before")"
        case .resize(.like(let other)): "make \(thing) as big as \(naming(other))"
        case .rotate(let rotation):
            "turn \(thing) \(decimal(abs(rotation.degrees))) degrees "
                + (rotation.degrees < 0 ? "counterclockwise" : "clockwise")
        case .flip(.horizontal): "flip \(thing) horizontally"
        case .flip(.vertical): "flip \(thing) vertically"
        case .edit(let paint): paint.words(for: thing, naming)
        case .retouch(let adjustment): adjustment.words(for: thing)
        case .replace(let replacement): "replace \(thing) with \(replacement.source.words(naming))"
        case .reorder(let order): order.words(for: thing, naming)
        case .background(let backdrop): backdrop.words
        case .viewpoint(let move): move.words(naming)
        case .extract(let file): "extract \(thing)" + (file.map { " to \($0)" } ?? "")
        }
    }
}

extension Shift {
    fileprivate var words: String {
        let direction =
            switch direction {
            case .left: "to the left"
            case .right: "to the right"
            case .up, .down, .forward, .back: self.direction.rawValue
            }
        return distance.words.map { "\($0) \(direction)" } ?? direction
    }
}

extension Distance {
    fileprivate var words: String? {
        switch self {
        case .pixels(let pixels): "\(decimal(pixels)) pixels"
        case .share(let share): "\(decimal(share * 100))%"
        case .own(let times): "\(decimal(times)) times its size"
        case .little: "a little"
        case .far: "far"
        case .unsaid: nil
        }
    }
}

extension Destination {
    /// - Parameter stays: of what comes to be there, not of what moves there.
    fileprivate func words(_ naming: Intent.Naming, stays: Bool = false) -> String {
        switch self {
        case .relation(let kind, let references, let gap):
            let relation =
                "\(stays && kind == .on ? "on" : kind.destination) " + references.map(naming).joined(separator: " and ")
            return gap.words.map { "\($0) \(relation)" } ?? relation
        case .place(.corner): return "into a corner"
        case .place(.edge): return "to the edge"
        case .place(.center): return "to the center of the picture"
        case .place(.left), .place(.right), .place(.top), .place(.bottom), .place(.front), .place(.back):
            guard case .place(let place) = self else { return "" }
            return stays ? "at the \(place.rawValue)" : "to the \(place.rawValue) of the picture"
        case .place(let place): return "to the \(place.rawValue) corner"
        case .point(let x, let y): return "to (\(decimal(x)), \(decimal(y)))"
        case .formerPlace(let thing, .last): return "to where \(naming(thing)) was"
        case .formerPlace(let thing, .now): return "to where \(naming(thing)) is"
        case .formerPlace(let thing, .first): return "to where \(naming(thing)) originally was"
        }
    }
}

extension RelationKind {
    /// After "move the cup".
    fileprivate var destination: String {
        switch self {
        case .leftOf: "to the left of"
        case .rightOf: "to the right of"
        case .on: "onto"
        case .inFrontOf: "in front of"
        case .near: "next to"
        case .inside: "into"
        case .awayFrom: "away from"
        case .above, .under, .behind, .between, .toward, .off, .with, .of: rawValue
        }
    }
}

extension Insert {
    fileprivate func words(_ naming: Intent.Naming) -> String {
        let size = height.map { " \(decimal($0)) pixels high" } ?? width.map { " \(decimal($0)) pixels wide" } ?? ""
        return "add " + source.words(count: count, naming) + size
            + (destination.map { " \($0.words(naming, stays: true))" } ?? "")
    }
}

extension Insert.Source {
    fileprivate func words(count: Int = 1, _ naming: Intent.Naming) -> String {
        switch self {
        case .file(let file): count == 1 ? file : "\(count) times \(file)"
        case .copy(let original):
            count == 1 ? "a copy of \(naming(original))" : "\(count) copies of \(naming(original))"
        case .layer(let layer, let file): "\(layer.text) of \(file)"
        case .description(let words): words
        }
    }
}

extension Paint {
    fileprivate func words(for thing: String, _ naming: Intent.Naming) -> String {
        switch self {
        case .color(let color): "make \(thing) \(color.name)"
        case .colors(let colors): "make \(thing) " + colors.map(\.name).joined(separator: " and ")
        case .like(let other): "make \(thing) the same color as \(naming(other))"
        case .material(let word): "make \(thing) \(word.name)"
        case .texture(let file): "use the texture of \(file) on \(thing)"
        case .appearance(let words): "give \(thing) \(words)"
        }
    }
}

extension Adjustment {
    fileprivate func words(for thing: String) -> String {
        switch (quality, amount) {
        case (.saturation, .to(0)): "make \(thing) black and white"
        case (.sepia, .to(1)): "make \(thing) sepia"
        case (.hue, .by(let turns)): "shift the hue of \(thing) by \(decimal(turns * 360)) degrees"
        case (_, .by(let share)):
            "\(share < 0 ? "decrease" : "increase") the \(quality.rawValue) of \(thing) by \(decimal(abs(share) * 100))%"
        case (_, .to(let share)): "set the \(quality.rawValue) of \(thing) to \(decimal(share * 100))%"
        }
    }
}

extension Reordering {
    fileprivate func words(for thing: String, _ naming: Intent.Naming) -> String {
        switch self {
        case .toFront: "bring \(thing) to the front"
        case .toBack: "send \(thing) to the back"
        case .forward: "bring \(thing) one layer forward"
        case .backward: "send \(thing) one layer back"
        case .inFrontOf(let other): "bring \(thing) in front of \(naming(other))"
        case .behind(let other): "send \(thing) behind \(naming(other))"
        }
    }
}

extension Backdrop {
    fileprivate var words: String {
        let surface = part == .all ? "the background" : "the \(part.rawValue)"
        return switch look {
        case .color(let color): "make \(surface) \(color.name)"
        case .material(let word): "make \(surface) \(word.name)"
        case .file(let file): "use \(file) as \(surface)"
        case .description(let words): "change \(surface) to \(words)"
        case .transparent: part == .all ? "remove the background" : "make \(surface) transparent"
        }
    }
}

extension CameraMove {
    fileprivate func words(_ naming: Intent.Naming) -> String {
        let way = direction.rawValue
        let amount = amount.words
        return switch kind {
        case .zoom:
            "zoom \(direction == .forward ? "in" : "out")\(amount)" + (subject.map { " on \(naming($0))" } ?? "")
        case .dolly:
            direction == .forward
                ? "move the camera closer\(amount)" + (subject.map { " to \(naming($0))" } ?? "")
                : "move the camera back\(amount)"
        case .pan: "pan \(way)\(amount)"
        case .tilt: "tilt the camera \(way)\(amount)"
        case .yaw: "turn the camera \(way)\(amount)"
        }
    }
}

extension CameraMove.Amount {
    /// With a blank before.
    fileprivate var words: String {
        switch self {
        case .little: " a little"
        case .far: " a lot"
        case .unsaid: ""
        case .degrees(let degrees): " by \(decimal(degrees)) degrees"
        case .pixels(let pixels): " by \(decimal(pixels)) pixels"
        case .share(let share): " by \(decimal(share * 100))%"
        case .factor(let factor): " \(decimal(factor)) times"
        }
    }
}
