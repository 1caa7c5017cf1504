import ActionSpec

extension Refusal {
    /// Why something is refused; `sentence` says it.
    enum Reason {
        case missing(Lexicon.Capability, String)
        case unknownVerb(String)
        case unreadable(String)
        case noDirection(String)
        case noSize(String)
        case impossibleSize(String)
        case noColor(String)
        case noReplacement(String)
        case unknownColor(String)
        case physicalUnit(String)
        case absurdNumber(String)
        case noTarget(String)
        case nothingSaid(String)
        case noCommand
        case prohibition
        case step(String)
        case besideFormerPlace(String)
    }

    init(text: String, _ reason: Reason) {
        self.init(text: text, why: reason.sentence, isNotUnderstood: reason.isNotUnderstood)
    }

    static let abilities =
        "It can move, drop, remove, insert, copy, replace, resize, turn, flip, recolour, retouch, restack and cut out things, change the background and move the camera."
}

extension Refusal.Reason {
    /// Not so what is understood and left open ("move the cup"), or understood and beyond us.
    var isNotUnderstood: Bool {
        switch self {
        case .unknownVerb, .unreadable, .unknownColor, .noTarget, .nothingSaid, .noCommand: true
        case .missing, .noDirection, .noSize, .impossibleSize, .noColor, .noReplacement, .physicalUnit, .absurdNumber,
            .prohibition, .step, .besideFormerPlace:
            false
        }
    }

    var sentence: String {
        switch self {
        case .missing(let capability, let word): capability.sentence(word)
        case .unknownVerb(let word):
            if let meant = nearest(to: word, in: Lexicon.verbs.phrases.sorted()) {
                "i2e does not know how to '\(word)'. Did you mean '\(meant)'? \(Refusal.abilities)"
            } else {
                "i2e does not know how to '\(word)'. \(Refusal.abilities)"
            }
        case .unreadable(let text): "i2e does not understand '\(text)'. \(Refusal.abilities)"
        case .noDirection(let text):
            "'\(text)' does not say where to: left, right, up or down, how far, or next to what, as in 'move the cup 100 pixels left'."
        case .noSize(let text):
            "'\(text)' does not say how large, as in 'make the cup 30% smaller' or 'twice as large'."
        case .impossibleSize(let text): "'\(text)' would leave nothing to see: a size must stay above zero."
        case .noColor(let text): "'\(text)' does not say which colour, as in 'paint the cup yellow'."
        case .noReplacement(let text): "'\(text)' does not say what comes instead, as in 'replace the cup with a vase'."
        case .unknownColor(let word):
            if let meant = SRGBColor.nearestName(to: word) {
                "'\(word)' is no colour i2e knows. Did you mean '\(meant)'?"
            } else {
                "'\(word)' is no colour i2e knows. It knows \(SRGBColor.words.joined(separator: ", ")), the CSS names and #rrggbb."
            }
        case .physicalUnit(let unit):
            "a picture has no scale in '\(unit)': give pixels, or a percentage of the picture's width."
        case .absurdNumber(let text): "'\(text)' is beyond what a picture holds."
        case .noTarget(let verb): "'\(verb)' does not say what to change, as in '\(verb) the red cup'."
        case .nothingSaid(let text): "nothing is said about what to do with '\(text)'. \(Refusal.abilities)"
        case .noCommand: "the instruction asks for nothing. \(Refusal.abilities)"
        case .step(let step):
            "i2e does not look things up by the number of a step ('\(step)'): say what was done, as in 'the object that was moved'."
        case .besideFormerPlace(let place):
            "i2e can put things where something was, and not beside that ('\(place)'): name something that is there now."
        case .prohibition: "the instruction only says what not to do."
        }
    }
}

extension Lexicon.Capability {
    func sentence(_ word: String) -> String {
        switch self {
        case .restyling:
            "i2e edits the things in a picture and does not restyle the picture ('\(word)'). \(Refusal.abilities)"
        case .posing:
            "i2e moves a thing as a whole and cannot change its pose, its expression or what it is doing ('\(word)'). \(Refusal.abilities)"
        case .reshaping: "i2e cannot change the shape of a thing ('\(word)'). \(Refusal.abilities)"
        case .lighting: "i2e does not switch lights on or off ('\(word)'). \(Refusal.abilities)"
        case .lettering: "i2e does not write text ('\(word)'). \(Refusal.abilities)"
        case .canvas: "i2e does not change the size of the picture itself ('\(word)'). \(Refusal.abilities)"
        case .viewing:
            "i2e cannot show a scene from another side ('\(word)'). \(Refusal.abilities)"
        }
    }
}
