/// A picture file that may be asked for by name: "insert a crow".
public struct Asset: Hashable, Sendable {
    /// In words, lower case: "park bench".
    public let name: String
    /// The path of the file.
    public let file: String

    public init(name: String, file: String) {
        self.name = name
        self.file = file
    }
}

extension [Asset] {
    /// The asset that a description ends in, or means by another word; of several the one that says most.
    func best(for description: String) -> Asset? {
        let said = description.split(separator: " ").map(String.init)
        guard let noun = said.last else { return nil }
        let vocabulary = Vocabulary.english
        func fit(_ asset: Asset) -> Int? {
            let words = asset.name.split(separator: " ").map(String.init)
            guard let last = words.last, words.dropLast().allSatisfy(said.dropLast().contains) else { return nil }
            if last == noun { return 2 * words.count }
            guard let concept = vocabulary.concept(of: noun), concept.name == vocabulary.concept(of: last)?.name else {
                return nil
            }
            return 2 * words.count - 1
        }
        return compactMap { asset in fit(asset).map { (asset, $0) } }
            .min { ($1.1, $0.0.name, $0.0.file) < ($0.1, $1.0.name, $1.0.file) }?.0
    }
}

extension Intent {
    /// The same with the file of an asset where something is only described.
    func using(_ assets: [Asset]) -> Intent {
        var result = self
        switch change {
        case .insert(var insert):
            if case .description(let words) = insert.source, let asset = assets.best(for: words) {
                insert.source = .file(asset.file)
                result.change = .insert(insert)
            }
        case .replace(var replacement):
            if case .description(let words) = replacement.source, let asset = assets.best(for: words) {
                replacement.source = .file(asset.file)
                result.change = .replace(replacement)
            }
        default: break
        }
        return result
    }

    /// What comes in and is only described.
    var described: String? {
        switch change {
        case .insert(let insert): if case .description(let words) = insert.source { words } else { nil }
        case .replace(let replacement): if case .description(let words) = replacement.source { words } else { nil }
        default: nil
        }
    }
}
