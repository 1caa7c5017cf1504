import ActionSpec

/// Mends slips of the keyboard in the words the grammar is built on, and only in these.
enum Spelling {
    private static let slips: [String: String] = [
        "teh": "the", "hte": "the", "thw": "the", "rigth": "right", "rihgt": "right", "rigt": "right", "letf": "left",
        "lfet": "left", "adn": "and", "nad": "and",
        "remvoe": "remove", "reomve": "remove", "remve": "remove", "delte": "delete", "moev": "move", "mvoe": "move",
        "colro": "color", "pixles": "pixels",
        "pixle": "pixel", "piant": "paint", "smalelr": "smaller", "biger": "bigger", "lager": "larger",
        "untill": "until", "ontop": "on top",
        "infront": "in front", "abit": "a bit", "alot": "a lot", "gery": "gray", "bule": "blue", "yelow": "yellow",
        "organe": "orange", "u": "you", "thx": "thanks", "ty": "thanks", "pls": "please", "plz": "please",
    ]

    static func corrected(_ tokens: [Token]) -> [Token] {
        guard tokens.contains(where: { $0.isWord && slips[$0.text] != nil }) else { return tokens }
        return tokens.flatMap { token -> [Token] in
            guard token.isWord, let meant = slips[token.text] else { return [token] }
            return meant.split(separator: " ").map { Token(.word, String($0), at: token.range) }
        }
    }
}
