import Foundation

/// What WordNet's definitions say of nouns that can be seen: the stems of their words.
///
/// Little-endian, made by `scripts/compile-wordnet`: a header `WG01`, how many stems, definitions, words and letters
/// (UInt32 each); where each stem's letters begin, and the end; how many definitions hold each stem; the synset of each
/// definition, in order; where its words begin, and the end (UInt32 each); the words as numbers of stems (UInt16); the letters
/// of the stems, sorted by their bytes.
struct GlossFile: Sendable {
    private let data: Data
    private let stemCount: Int
    private let definitionCount: Int
    private let starts: Int
    private let frequencies: Int
    private let synsets: Int
    private let begins: Int
    private let words: Int
    private let letters: Int

    /// Nil where there is no such file or it is none of ours.
    init?(path: String) {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped),
            data.count >= 20, data.starts(with: Data("WG01".utf8))
        else { return nil }
        func number(_ index: Int) -> Int { Int(data.number(at: 4 * index)) }
        self.data = data
        (stemCount, definitionCount) = (number(1), number(2))
        starts = 20
        frequencies = starts + 4 * (stemCount + 1)
        synsets = frequencies + 4 * stemCount
        begins = synsets + 4 * definitionCount
        words = begins + 4 * (definitionCount + 1)
        letters = words + 2 * number(3)
        guard letters + number(4) == data.count else { return nil }
    }

    /// The number of a stem.
    func number(of stem: String) -> Int? {
        let wanted = Data(stem.utf8)
        var (low, high) = (0, stemCount)
        while low < high {
            let middle = (low + high) / 2
            let found = data[start(middle)..<start(middle + 1)]
            if found.elementsEqual(wanted) { return middle }
            if found.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// How much a stem tells: the logarithm of how few definitions hold it.
    func weight(of stem: Int) -> Double {
        log(Double(definitionCount) / Double(max(1, data.number(at: frequencies + 4 * stem))))
    }

    /// Whether the definition of `synset` holds a stem.
    func says(_ stem: Int, of synset: WordNet.Synset) -> Bool {
        var (low, high) = (0, definitionCount)
        while low < high {
            let middle = (low + high) / 2
            if data.number(at: synsets + 4 * middle) < synset.number { low = middle + 1 } else { high = middle }
        }
        guard low < definitionCount, data.number(at: synsets + 4 * low) == synset.number else { return false }
        let range = Int(data.number(at: begins + 4 * low))..<Int(data.number(at: begins + 4 * (low + 1)))
        return range.contains { Int(data[words + 2 * $0]) | Int(data[words + 2 * $0 + 1]) << 8 == stem }
    }

    private func start(_ stem: Int) -> Int { letters + Int(data.number(at: starts + 4 * stem)) }
}

extension Data {
    fileprivate func number(at offset: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in 0..<4 { value |= UInt32(self[offset + index]) << (8 * UInt32(index)) }
        return value
    }
}
