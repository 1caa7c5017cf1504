/// What words made of one another have in common: "weigh" of "weighing", "protect" of "protective".
///
/// Coarser than an inflection's lemma and cruder than a dictionary: endings come off while three letters are left. The
/// words of definitions are kept so (`scripts/compile-wordnet`), and both sides must do the same.
enum Stem {
    private static let endings: [String] = [
        "ations", "ation", "ings", "ing", "ers", "er", "ors", "or", "ives", "ive", "ions", "ion", "ments", "ment",
        "ables", "able", "ibles", "ible", "ed", "es", "s", "al", "ly", "y", "e",
    ]

    static func of(_ word: String) -> String {
        var stem = word
        while let ending = endings.first(where: { stem.hasSuffix($0) && stem.count >= $0.count + 3 }) {
            stem.removeLast(ending.count)
            if stem.count > 3, stem.last == stem.dropLast().last { stem.removeLast() }
        }
        return stem
    }
}
