import ActionSpec

/// What of a scene an instruction speaks of, whoever plans it: the fence around a plan that the grammar did not make.
///
/// Every noun phrase of the instruction that grounds allows its layers to be changed; what a clause forbids ("leave the
/// lamp alone") is never changed. A phrase that could mean several layers allows none.
struct Mentions {
    /// May be changed.
    private(set) var layers: Set<LayerID> = []
    /// Must not be, whatever else is said of them.
    private(set) var forbidden: Set<LayerID> = []
    /// The first phrase that several layers fit, or too few, as the error that says so.
    private(set) var doubt: PlannerError?
    /// The picture files that are named.
    private(set) var files: [String] = []
    /// The background, or a part of it, is spoken of.
    private var speaksOfBackground = false
    /// The camera, or where the picture is seen from.
    private var speaksOfCamera = false

    private var stage: Stage

    /// - Parameter stage: with `lastTargets` as the last round left them, for "it".
    /// - Throws: what the tokenizer says of text that is no instruction.
    init(of instruction: String, on stage: Stage) throws {
        self.stage = stage
        let names = Set(
            stage.things.flatMap { $0.name.lowercased().split(whereSeparator: { !$0.isLetter }).map(String.init) })
        let tokens = Clauses.withoutListMarks(
            Spelling.corrected(try Tokenizer().tokens(of: instruction), names: names))
        speaksOfBackground = tokens.contains { Lexicon.backdrops[$0.text] != nil }
        speaksOfCamera = tokens.contains { Lexicon.cameraWords.contains($0.text) }
        files = tokens.filter { $0.kind == .file }.map(\.text).uniqued()
        var discourse = ClauseReader.Discourse()
        for range in Clauses.ranges(in: tokens) {
            var clause = ClauseReader(TokenCursor(tokens, in: range), after: discourse)
            clause.isLast = range.upperBound >= tokens.count
            clause.read()
            discourse = clause.discourse
            ground(
                TokenCursor(tokens, in: range), isForbidden: clause.isProhibition || Self.protects(tokens[range]))
        }
        layers.subtract(forbidden)
    }

    /// "leave the lamp alone", "keep the lamp", "the lamp stays where it is".
    private static func protects(_ clause: ArraySlice<Token>) -> Bool {
        let words = clause.map(\.text)
        if ["keep", "keeping", "preserve", "preserving", "spare", "ignore", "leave", "leaving"].contains(words.first) {
            // "keep only the lamp" and "leave just the lamp" take away the rest.
            return !words.contains("only") && !words.contains("just")
        }
        return words.contains { ["stay", "stays", "untouched", "unchanged"].contains($0) }
    }

    /// Looks up every noun phrase of a clause.
    private mutating func ground(_ clause: TokenCursor, isForbidden: Bool) {
        var isForbidden = isForbidden
        var index = clause.index
        while index < clause.end {
            if Self.exclusions.contains(clause.tokens[index].text), index == 0 || clause.tokens[index - 1].text != "why"
            {
                isForbidden = true
            }
            var reader = PhraseReader(clause.over(index..<clause.end))
            guard let phrase = reader.nounPhrase(), !isVerb(phrase, in: clause) else {
                index += 1
                continue
            }
            let found = ground(phrase, in: clause)
            if isForbidden { forbidden.formUnion(found) } else { layers.formUnion(found) }
            if !phrase.head.exceptions.isEmpty {
                for exception in phrase.head.exceptions { forbidden.formUnion(ground(exception)) }
                index = reader.cursor.index
            } else if found.isEmpty, phrase.head.text == phrase.head.text.withoutArticle, !phrase.head.saysMoreThanNoun
            {
                // a verb nobody knows, and what it is done to
                index += 1
            } else {
                // what follows the noun speaks of more things, whether it says more of it or where it goes
                index = max(index + 1, phrase.range.upperBound)
            }
        }
    }

    private static let exclusions: Set<String> = ["without", "not", "never", "except"]

    /// A bare word at the beginning with its object behind it: "plant the cup on the shelf", "yeet everything".
    private func isVerb(_ phrase: NounPhrase, in clause: TokenCursor) -> Bool {
        guard phrase.range.lowerBound == clause.index, phrase.head.pronoun == nil else { return false }
        let second = phrase.range.lowerBound + 1
        if phrase.range.contains(second), Lexicon.everything.contains(clause.tokens[second].text) { return true }
        guard phrase.range.count == 1, phrase.range.upperBound < clause.end else { return false }
        let next = clause.over(phrase.range.upperBound..<clause.end)
        return next.sees(Lexicon.determiners) || next.sees(Lexicon.pronouns)
    }

    /// By all that is said of it; where nothing fits that, by less and less: the end of it may say where it is to go, or be no part
    /// of it.
    private mutating func ground(_ phrase: NounPhrase, in clause: TokenCursor) -> Set<LayerID> {
        var shorter = phrase
        while true {
            let found = ground(shorter.attached(in: clause.tokens))
            guard found.isEmpty else { return found }
            guard !shorter.tail.isEmpty else { break }
            shorter.tail.removeLast()
        }
        // "the cup's handle" is about the cup
        let owners = Set(phrase.head.relations.flatMap(\.references).flatMap { ground($0) })
        guard owners.isEmpty, phrase.head.noun != nil else { return owners }
        // "the lamp stays", "lamp begone"
        for end in stride(from: phrase.range.upperBound - 1, to: phrase.range.lowerBound, by: -1) {
            var reader = PhraseReader(clause.over(phrase.range.lowerBound..<end))
            guard let part = reader.nounHead(), part.head.noun != nil else { continue }
            let found = ground(part.head)
            if !found.isEmpty { return found }
        }
        return []
    }

    private mutating func ground(_ expression: ReferringExpression) -> Set<LayerID> {
        do {
            let ids = try Grounder(stage: stage).ground(expression).map(\.layer).filter { isMeant($0, by: expression) }
            if !ids.isEmpty {
                stage.lastTargets = ids
                stage.mentioned += ids
            }
            return Set(ids)
        } catch let error as PlannerError {
            switch error {
            case .ambiguous, .tooFew: doubt = doubt ?? error
            default: break
            }
        } catch {}
        return []
    }

    /// Whether the words name the layer, rather than fit it by chance: "the left" of "to the left" and "red" of "paint it red" do not.
    private func isMeant(_ id: LayerID, by head: ReferringExpression) -> Bool {
        guard let thing = stage[id] else { return false }
        if head.pronoun != nil || head.layer != nil || head.operation != nil || head.proForm != nil { return true }
        if head.noun != nil {
            return Grounder(stage: stage).nounFit(of: thing, to: head, meaning: .init(head)).isSupported
        }
        if case .all = head.quantifier { return true }
        if head.text.hasSuffix("one") || head.text.hasSuffix("ones") || head.isOther { return true }
        return head.text != head.text.withoutArticle && (head.superlative != nil || !head.attributes.isEmpty)
    }
}

extension Mentions {
    /// Refuses a plan that changes a layer which the instruction does not speak of, or writes a file that it does not name.
    ///
    /// - Parameter scene: before the plan; what the plan itself brings in may be changed.
    /// - Throws: `PlannerError.unmentioned`, or where the plan chose among layers that a phrase leaves open, that.
    func check(_ plan: Plan, on scene: Stage) throws {
        for action in plan.actions {
            if case .extract(_, let file?) = action, !files.contains(file) {
                throw PlannerError.unmentioned(.extract, "to '\(file.shown(atMost: 80))'", isForbidden: false)
            }
            if case .background(let part, _) = action, !speaksOfBackground {
                let name = part == .all ? "background" : part.rawValue
                throw PlannerError.unmentioned(.background, "the \(name)", isForbidden: false)
            }
            if case .viewpoint = action, !speaksOfCamera {
                throw PlannerError.unmentioned(.viewpoint, "the camera", isForbidden: false)
            }
            if case .insert(let insertion) = action {
                switch insertion.source {
                case .copy(let original):
                    if !layers.contains(original), let thing = scene[original] {
                        throw PlannerError.unmentioned(
                            .insert, "another \(thing.name)", isForbidden: forbidden.contains(original))
                    }
                case .layer(_, let file):
                    guard files.contains(file) else {
                        throw PlannerError.unmentioned(.insert, "'\(file.shown(atMost: 80))'", isForbidden: false)
                    }
                case .file: break
                }
            }
            guard let id = action.target, let thing = scene[id], !layers.contains(id) else { continue }
            if case .ambiguous(_, let candidates)? = doubt, candidates.contains(where: { $0.id == id }) { throw doubt! }
            throw PlannerError.unmentioned(action.kind, "the \(thing.name)", isForbidden: forbidden.contains(id))
        }
    }
}
