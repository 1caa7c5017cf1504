/// The word of `words` that was probably meant by `text`: the nearest by edit distance, if that is near enough to
/// be a slip (one edit for up to five letters, then one for every three); of equals the first. Case does not matter.
///
/// Edits are insertion, deletion, substitution and the swap of neighbours (optimal string alignment). Cost: the product
/// of the lengths for each word; a text longer than 64 characters is nobody's slip and is not looked at.
///
/// - Parameter limit: more edits than this are no slip, however long the text.
package func nearest(to text: String, in words: some Sequence<String>, atMost limit: Int = .max) -> String? {
    let typed = Array(text.lowercased())
    guard (1...64).contains(typed.count) else { return nil }
    var best: (word: String, distance: Int)?
    for word in words {
        let distance = editDistance(typed, Array(word.lowercased()))
        if distance <= min(limit, max(1, typed.count / 3)), distance < best?.distance ?? .max {
            best = (word, distance)
        }
    }
    return best?.word
}

/// How many insertions, deletions, substitutions and swaps of neighbours make one text of the other.
package func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for i in first.indices {
        var row = [i + 1]
        for j in second.indices {
            var cost = min(last[j] + (first[i] == second[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                cost = min(cost, beforeLast[j - 1] + 1)
            }
            row.append(cost)
        }
        beforeLast = last
        last = row
    }
    return last[second.count]
}
