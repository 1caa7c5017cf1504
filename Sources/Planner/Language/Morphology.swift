/// English inflection: from the form typed to the form the tables hold.
enum Morphology {
    private static let irregularPlurals: [String: String] = [
        "men": "man", "women": "woman", "people": "person", "persons": "person", "children": "child", "kids": "kid",
        "mice": "mouse",
        "geese": "goose", "feet": "foot", "teeth": "tooth", "oxen": "ox", "knives": "knife", "leaves": "leaf",
        "loaves": "loaf",
        "shelves": "shelf", "wolves": "wolf", "calves": "calf", "halves": "half", "wives": "wife", "lives": "life",
        "scarves": "scarf",
        "elves": "elf", "thieves": "thief", "sheep": "sheep", "deer": "deer", "fish": "fish", "buses": "bus",
        "busses": "bus", "glasses": "glass",
        "dice": "die", "cacti": "cactus", "fungi": "fungus", "policemen": "policeman", "firemen": "fireman",
        "snowmen": "snowman",
        "geraniums": "geranium", "potatoes": "potato", "tomatoes": "tomato", "heroes": "hero", "skis": "ski",
        "movies": "movie", "cookies": "cookie",
        "zombies": "zombie", "pies": "pie", "ties": "tie", "shoes": "shoe", "canoes": "canoe", "vases": "vase",
        "houses": "house", "horses": "horse",
        "roses": "rose", "noses": "nose", "cases": "case", "bases": "base", "purses": "purse", "axes": "axe",
        "giraffes": "giraffe",
        "oranges": "orange", "gases": "gas", "lenses": "lens", "mugs": "mug",
    ]
    /// Singulars that look like plurals.
    private static let singulars: Set<String> = [
        "bus", "glass", "lens", "gas", "grass", "dress", "cactus", "octopus", "compass", "mattress", "canvas",
        "christmas", "tennis", "cross", "atlas",
        "scissors", "pants", "jeans", "trousers", "shorts", "binoculars", "headphones", "sunglasses", "goggles",
        "class", "albatross", "hippopotamus", "platypus", "walrus", "iris",
        "news", "series", "species", "plus", "this", "is", "its", "his", "bass", "mass", "moss", "brass", "address",
        "process", "process", "access", "us", "was", "has", "does", "yes", "chess", "goddess", "princess", "waitress",
        "actress", "fuss", "virus", "campus", "focus", "circus", "genius", "lotus", "crocus", "hibiscus", "eucalyptus",
    ]

    /// The singular of a noun; a word that is none comes back as it is.
    static func singular(_ noun: String) -> String {
        if let known = irregularPlurals[noun] { return known }
        guard noun.count > 2, noun.hasSuffix("s"), !singulars.contains(noun) else { return noun }
        if noun.hasSuffix("ies"), noun.count > 4 { return noun.dropLast(3) + "y" }
        for ending in ["sses", "shes", "ches", "xes", "zzes"] where noun.hasSuffix(ending) {
            return String(noun.dropLast(2))
        }
        if noun.hasSuffix("ss") || noun.hasSuffix("us") || noun.hasSuffix("is") { return noun }
        return String(noun.dropLast())
    }

    /// "picture frames" is of "picture frame".
    static func singularCompound(_ phrase: String) -> String {
        guard let space = phrase.lastIndex(of: " ") else { return singular(phrase) }
        let last = phrase.index(after: space)
        return phrase[..<last] + singular(String(phrase[last...]))
    }

    static func isPlural(_ noun: String) -> Bool {
        if ["sheep", "deer", "fish"].contains(noun) { return false }
        return singular(noun) != noun
    }

    private static let irregularVerbs: [String: String] = [
        "took": "take", "taken": "take", "got": "get", "gotten": "get", "made": "make", "gone": "go", "went": "go",
        "fell": "fall", "fallen": "fall",
        "stood": "stand", "laid": "lay", "hung": "hang", "hid": "hide", "hidden": "hide", "threw": "throw",
        "thrown": "throw", "brought": "bring", "sent": "send",
        "shrunk": "shrink", "shrank": "shrink", "grew": "grow", "grown": "grow", "spun": "spin", "bent": "bend",
        "broken": "break", "found": "find",
        "chose": "choose", "slid": "slide", "chosen": "choose", "stuck": "stick", "gave": "give", "given": "give",
        "lost": "lose",
        "dyed": "dye", "dyeing": "dye", "left": "left",
    ]

    /// Whether a word may be the past of a verb.
    static func isPast(_ word: String) -> Bool {
        isParticiple(word) || irregularVerbs[word].map { $0 != word } ?? false
    }

    /// The forms a verb may be filed under, the likeliest first.
    static func verbStems(_ word: String) -> [String] {
        if let known = irregularVerbs[word] { return [known] }
        var stems = [word]
        func add(_ ending: String, replacements: [String]) {
            guard word.hasSuffix(ending), word.count > ending.count + 1 else { return }
            let stem = String(word.dropLast(ending.count))
            for replacement in replacements { stems.append(stem + replacement) }
            if let last = stem.last, stem.dropLast().last == last { stems.append(String(stem.dropLast())) }
            if ending == "ied" { stems.append(stem + "y") }
        }
        add("ing", replacements: ["", "e"])
        add("ed", replacements: ["", "e"])
        add("ies", replacements: ["y"])
        add("es", replacements: ["", "e"])
        add("s", replacements: [""])
        return stems
    }

    static func isParticiple(_ word: String) -> Bool {
        word.hasSuffix("ed")
            || [
                "taken", "gone", "put", "set", "made", "shrunk", "hidden", "gotten", "thrown", "brought", "laid", "cut",
                "dropped",
            ].contains(word)
    }
}
