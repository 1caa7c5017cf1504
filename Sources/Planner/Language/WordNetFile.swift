import Glibc

/// The compiled WordNet, mapped into memory and searched where it lies: opening it reads nothing.
///
/// Little-endian, made by `scripts/compile-wordnet`: a header `WN01`, lemmas, blocks, synsets, further hypernyms and bytes
/// of entries (UInt32 each); where each block of 16 entries begins (UInt32); each synset's first hypernym (3 bytes, all
/// ones for none) and lexicographer file (1 byte); pairs of a synset and a further hypernym (3 bytes each); the entries,
/// sorted by their bytes: how many letters are the previous entry's, how many follow, those, the parts of speech, how
/// common it is as each (4 bits), how many noun and verb senses follow (4 bits each), those (3 bytes), and for an
/// irregular form the length and letters of its lemma.
final class WordNetFile: @unchecked Sendable {
    struct Entry {
        var parts: WordNet.PartsOfSpeech
        /// As a noun, verb, adjective and adverb: 0 for never tagged, else one more than the binary logarithm.
        var commonness: (noun: Int, verb: Int, adjective: Int, adverb: Int)
        var nouns: [WordNet.Synset]
        var verbs: [WordNet.Synset]
        /// What it is an irregular form of.
        var lemma: String?
    }

    private let bytes: UnsafeRawBufferPointer
    private let blockCount: Int
    private let synsetCount: Int
    private let alsoCount: Int
    private let hypernyms: Int
    private let lexicographers: Int
    private let also: Int
    private let entries: Int

    /// Nil where there is no such file or it is none of ours.
    init?(path: String) {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size >= 24 else { return nil }
        let size = Int(status.st_size)
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            return nil
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
        func word(_ index: Int) -> Int {
            Int(UnsafeRawBufferPointer(start: start, count: size).number(4, at: index * 4))
        }
        blockCount = word(2)
        synsetCount = word(3)
        alsoCount = word(4)
        hypernyms = 24 + blockCount * 4
        lexicographers = hypernyms + synsetCount * 3
        also = lexicographers + synsetCount
        entries = also + alsoCount * 6
        guard bytes.starts(with: "WN01".utf8), blockCount > 0, entries + word(5) == size else {
            munmap(start, size)
            return nil
        }
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count) }

    /// The entry spelled `lemma`: lower case, a space between words.
    func entry(_ lemma: String) -> Entry? {
        var lemma = lemma
        return lemma.withUTF8 { find(UnsafeRawBufferPointer($0)) }
    }

    func hypernyms(of synset: WordNet.Synset) -> [WordNet.Synset] {
        let first = bytes.number(3, at: hypernyms + Int(synset.number) * 3)
        guard first != 0xFF_FFFF else { return [] }
        var found = [WordNet.Synset(number: first)]
        var (low, high) = (0, alsoCount)
        while low < high {
            let middle = (low + high) / 2
            if bytes.number(3, at: also + middle * 6) < synset.number { low = middle + 1 } else { high = middle }
        }
        while low < alsoCount, bytes.number(3, at: also + low * 6) == synset.number {
            found.append(WordNet.Synset(number: bytes.number(3, at: also + low * 6 + 3)))
            low += 1
        }
        return found
    }

    func field(of synset: WordNet.Synset) -> WordNet.Field? {
        WordNet.Field(rawValue: bytes[lexicographers + Int(synset.number)])
    }

    // MARK: Search

    private func start(ofBlock block: Int) -> Int { entries + Int(bytes.number(4, at: 24 + block * 4)) }

    private func find(_ lemma: UnsafeRawBufferPointer) -> Entry? {
        guard !lemma.isEmpty, lemma.count < 100 else { return nil }
        // The last block whose first entry is not after the lemma.
        var (low, high) = (0, blockCount)
        while low + 1 < high {
            let middle = (low + high) / 2
            let start = start(ofBlock: middle)
            let first = UnsafeRawBufferPointer(rebasing: bytes[start + 2..<start + 2 + Int(bytes[start + 1])])
            if lemma.precedes(first) { high = middle } else { low = middle }
        }
        return scan(from: start(ofBlock: low), to: low + 1 < blockCount ? start(ofBlock: low + 1) : bytes.count, lemma)
    }

    private func scan(from start: Int, to end: Int, _ lemma: UnsafeRawBufferPointer) -> Entry? {
        var place = start
        /// How many letters of the lemma the entry before begins with.
        var matched = 0
        while place < end {
            let (shared, added) = (Int(bytes[place]), Int(bytes[place + 1]))
            let letters = place + 2
            place = letters + added
            if shared <= matched {
                matched = shared
                while matched < min(lemma.count, shared + added),
                    bytes[letters + matched - shared] == lemma[matched]
                { matched += 1 }
            }
            let isFound = matched == lemma.count && shared + added == lemma.count && shared <= matched
            let parts = WordNet.PartsOfSpeech(rawValue: bytes[place])
            let (nouns, verbs) = (Int(bytes[place + 3] & 15), Int(bytes[place + 3] >> 4))
            let common = (Int(bytes[place + 1]), Int(bytes[place + 2]))
            let synsets = place + 4
            place = synsets + (nouns + verbs) * 3
            let base = place + 1
            if parts.contains(.inflected) { place = base + Int(bytes[place]) }
            guard isFound else { continue }
            func synset(_ index: Int) -> WordNet.Synset {
                WordNet.Synset(number: bytes.number(3, at: synsets + index * 3))
            }
            return Entry(
                parts: parts, commonness: (common.0 & 15, common.0 >> 4, common.1 & 15, common.1 >> 4),
                nouns: (0..<nouns).map(synset), verbs: (nouns..<nouns + verbs).map(synset),
                lemma: parts.contains(.inflected) ? String(decoding: bytes[base..<place], as: UTF8.self) : nil)
        }
        return nil
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func number(_ length: Int, at offset: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in 0..<length { value |= UInt32(self[offset + index]) << (8 * UInt32(index)) }
        return value
    }

    fileprivate func precedes(_ other: UnsafeRawBufferPointer) -> Bool {
        let order = memcmp(baseAddress!, other.baseAddress!, Swift.min(count, other.count))
        return order == 0 ? count < other.count : order < 0
    }
}
