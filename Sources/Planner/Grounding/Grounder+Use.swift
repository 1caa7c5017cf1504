/// What things are for, by what a dictionary says of them (the overlap of definitions, Lesk 1986).
extension Grounder {
    /// Weighs layers by how much of what is said of the use is in the definitions of what they are called.
    ///
    /// The one that it says most of counts in full: definitions never hold all that people say.
    func weighUses(_ fits: inout [Fit], _ expression: ReferringExpression) {
        for attribute in expression.attributes {
            guard case .use(let words) = attribute.value else { continue }
            let shares = fits.map {
                $0.score > 0.01 ? WordNet.english.share(of: words, saidOf: $0.thing.nameSenses) : 0
            }
            let most = shares.max() ?? 0
            // no definition speaks of it: what else is said must do, unless all that is for something is meant
            if most < Self.leastShare, expression.noun != nil || expression.isOne && expression.saysMoreThanUse {
                continue
            }
            for index in fits.indices {
                // of many, all that it is said of at all
                let isOneOfMany = !expression.isOne && shares[index] >= Self.shareOfMany
                let likeness = most < Self.leastShare ? 0 : isOneOfMany ? 1 : shares[index] / most
                let isUsedSo = likeness >= 0.6
                if attribute.isNegated {
                    fits[index].score *= isUsedSo ? 0.02 : 1
                } else {
                    fits[index].score *= max(0.005, likeness * likeness)
                    if isUsedSo {
                        fits[index].isSupported = true
                        fits[index].evidence.append(
                            "what a \(fits[index].thing.name) is for: \(words.joined(separator: " "))")
                    }
                }
            }
        }
    }

    /// Where less than this of what is said is in any definition, it speaks of none.
    private static let leastShare = 0.12
    private static let shareOfMany = 0.5
}

extension ReferringExpression {
    fileprivate var saysMoreThanUse: Bool {
        attributes.count > 1 || !relations.isEmpty || !comparisons.isEmpty || place != nil || superlative != nil
            || !ordinals.isEmpty
    }
}

extension WordNet {
    /// How much of `words`, each by how much it tells, is said of a thing by the definitions of its senses and of what they are
    /// kinds of, which count less: 0…1.
    func share(of words: [String], saidOf senses: [Synset]) -> Double {
        guard let glosses, !words.isEmpty else { return 0 }
        var (said, all) = (0.0, 0.0)
        for word in words {
            let stems = Set([word, WordNet.useWords[word] ?? word].map(Stem.of))
            let numbers = stems.compactMap(glosses.number(of:))
            let weight = numbers.map(glosses.weight(of:)).max() ?? 6
            all += weight
            var best = 0.0
            for (rank, sense) in senses.prefix(3).enumerated() {
                var level = [sense]
                var share = rank == 0 ? 1 : 0.8
                for _ in 0..<4 {
                    if level.contains(where: { synset in numbers.contains { glosses.says($0, of: synset) } }) {
                        best = max(best, share)
                    }
                    level = level.flatMap { hypernyms(of: $0) }
                    share *= 0.75
                }
            }
            said += weight * best
        }
        return said / all
    }

    /// What definitions call what people say.
    private static let useWords: [String: String] = [
        "sit": "seat", "sits": "seat", "sitting": "seat", "tv": "television", "channels": "television",
        "weight": "weigh",
        "phone": "telephone", "tell": "show", "tells": "show", "eat": "food", "eaten": "food", "edible": "food",
        "see": "image", "wear": "clothing",
        "wears": "worn",
        "sleep": "bed", "sleeps": "bed", "hot": "heat", "photos": "photograph", "pictures": "photograph",
        "rain": "umbrella",
        "letters": "mail", "dirt": "clean", "air": "pump", "dry": "drying", "neck": "neck", "sliding": "slide",
    ]
}
