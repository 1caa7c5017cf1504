import ActionSpec

/// From "brighter", "a little warmer", "30 % transparent" to numbers.
extension Resolver {
    /// Nil is the whole picture.
    mutating func retouch(_ thing: Thing?, _ adjustment: Adjustment) {
        let side = thing.map { min($0.frame.width, $0.frame.height) } ?? min(stage.width, stage.height)
        for change in adjustment.retouches(shorterSide: side, opacity: thing?.opacity ?? 1) {
            perform(change, of: thing)
        }
    }

    /// As a script has it.
    mutating func retouch(_ thing: Thing?, _ change: Retouch) throws {
        if thing == nil, change.quality == .opacity {
            throw PlannerError.refused([
                Refusal(text: "opacity", why: "the picture as a whole cannot be see-through: name a thing in it.")
            ])
        }
        perform(change, of: thing)
    }

    private mutating func perform(_ change: Retouch, of thing: Thing?) {
        perform(.retouch(thing?.id, change), change.sentence(about: thing.map { "the \($0.name)" } ?? "the picture"))
    }
}

extension Adjustment {
    /// - Parameters:
    ///   - shorterSide: of what is changed, in pixels: a blur is as wide as suits it.
    ///   - opacity: of what is changed, now.
    fileprivate func retouches(shorterSide: Double, opacity: Double) -> [Retouch] {
        func change(_ quality: Retouch.Quality, _ value: Double) -> [Retouch] {
            let range = quality.range
            return [Retouch(quality, min(max(value, range.lowerBound), range.upperBound))]
        }
        let (value, isTarget) =
            switch amount {
            case .by(let share): (share, false)
            case .to(let share): (share, true)
            }
        // Of these, "to 50 %" is half of what there is.
        let share = isTarget ? value - 1 : value
        switch quality {
        case .brightness: return change(.brightness, share)
        case .contrast: return change(.contrast, share)
        case .saturation: return change(.saturation, share)
        case .hue: return change(.hue, value * 360)
        case .warmth: return change(.warmth, value)
        case .sepia: return change(.sepia, value)
        case .opacity: return change(.opacity, isTarget ? value : opacity * (1 + value))
        case .blur where value >= 0: return change(.blur, max(0.5, value * shorterSide / 25).tenths)
        case .sharpness where value < 0: return change(.blur, max(0.5, -value * shorterSide / 25).tenths)
        case .sharpness: return change(.sharpness, 2 * value)
        case .blur: return change(.sharpness, -2 * value)
        }
    }
}

extension Double {
    fileprivate var tenths: Double { (self * 10).rounded() / 10 }
}

extension Retouch {
    fileprivate func sentence(about name: String) -> String {
        let percent = "\(decimal(abs(amount) * 100)) %"
        let more = amount < 0 ? "less" : "more"
        return switch quality {
        case .brightness: "Make \(name) \(percent) \(amount < 0 ? "darker" : "brighter")."
        case .contrast: "Give \(name) \(percent) \(more) contrast."
        case .saturation where amount == -1: "Make \(name) black and white."
        case .saturation: "Make the colours of \(name) \(percent) \(more) saturated."
        case .hue: "Turn the hues of \(name) by \(decimal(amount)) degrees."
        case .warmth: "Make \(name) \(percent) \(amount < 0 ? "cooler" : "warmer")."
        case .sepia: "Tone \(name) in sepia, to \(percent)."
        case .blur: "Blur \(name) by \(decimal(amount)) pixels."
        case .sharpness: "Sharpen \(name) by \(percent)."
        case .opacity: "Make \(name) \(percent) opaque."
        }
    }
}
