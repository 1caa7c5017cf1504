/// One word, number or mark of an instruction.
package struct Token: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case word
        case number(Double)
        /// The path of a picture file, spelled as typed.
        case file
        /// What stood between quotation marks, spelled as typed.
        case quoted
        /// `#rgb` or `#rrggbb`.
        case color
        /// The `'s` of "the man's hat".
        case possessive
        case comma
        /// `.`, `;`, `:`, `!`, `?` or the end of a line.
        case stop
        /// Brackets, `=` and whatever else is no part of a sentence.
        case symbol
    }

    package let kind: Kind
    /// Lower case, with straight quotation marks; files and quotations keep their spelling.
    package let text: String
    /// Where it stands in the instruction, in characters.
    package let range: Range<Int>

    package init(_ kind: Kind, _ text: String, at range: Range<Int>) {
        self.kind = kind
        self.text = text
        self.range = range
    }

    package var number: Double? {
        if case .number(let value) = kind { return value }
        return nil
    }

    /// A word or a number written as digits: what a name can be made of.
    var isWord: Bool { kind == .word }
}
