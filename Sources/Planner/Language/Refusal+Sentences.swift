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
        case unknownColor(String)
        case physicalUnit(String)
        case absurdNumber(String)
        case noTarget(String)
        case nothingSaid(String)
        case noCommand
        case prohibition
    }

    init(text: String, _ reason: Reason) { self.init(text: text, why: reason.sentence) }

    static let abilities = "It can move, drop, remove, insert, resize and recolour things."
}

extension Refusal.Reason {
    var sentence: String {
        switch self {
        case .missing(let capability, let word): capability.sentence(word)
        case .unknownVerb(let word):
            if let meant = nearest(to: word, in: Lexicon.verbs.phrases) {
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
        case .prohibition: "the instruction only says what not to do."
        }
    }
}

extension Lexicon.Capability {
    func sentence(_ word: String) -> String {
        switch self {
        case .rotating: "i2e does not rotate things ('\(word)'). \(Refusal.abilities)"
        case .flipping: "i2e does not flip or mirror things ('\(word)'). \(Refusal.abilities)"
        case .retouching:
            "i2e does not change brightness, contrast, sharpness or transparency ('\(word)'). \(Refusal.abilities)"
        case .background:
            "i2e does not repaint the background ('\(word)'), only the things in front of it. \(Refusal.abilities)"
        case .reordering: "i2e does not reorder layers by hand ('\(word)'): say 'in front of' or 'behind' with 'move'."
        case .restyling:
            "i2e edits the things in a picture and does not restyle the picture ('\(word)'). \(Refusal.abilities)"
        case .extracting: "i2e edit does not export layers ('\(word)'): 'i2e decompose' writes every layer to a file."
        case .copying:
            "i2e does not copy layers ('\(word)'): insert a picture file, as in 'insert cup.png on the table'."
        case .replacing:
            "i2e does not replace one thing by another ('\(word)'): remove it, then insert a picture file, as in 'remove the cup and insert mug.png on the table'."
        case .camera: "i2e does not move the camera ('\(word)'). \(Refusal.abilities)"
        case .posing:
            "i2e moves a thing as a whole and cannot change its pose or expression ('\(word)'). \(Refusal.abilities)"
        case .reshaping: "i2e cannot change the shape of a thing ('\(word)'). \(Refusal.abilities)"
        case .generating:
            "i2e does not make up new things ('\(word)'): give a picture file, as in 'insert cup.png on the table'."
        case .bodyParts: "i2e moves a thing as a whole and cannot change a part of it ('\(word)'). \(Refusal.abilities)"
        case .materials: "i2e does not change materials ('\(word)'), only colours. \(Refusal.abilities)"
        case .lettering: "i2e does not write text ('\(word)'). \(Refusal.abilities)"
        }
    }
}
