/// Nouns that measure out or gather what another noun names: "the bar of soap", "the row of chairs".
extension Grounder {
    /// The same, what is measured out instead of its measure: "the bar of soap" is called "soap", "the can of paint" "paint can".
    func portion(in expression: ReferringExpression) -> ReferringExpression {
        guard expression.pronoun == nil, let index = expression.relations.firstIndex(where: { $0.isPortion }) else {
            return expression
        }
        let content = expression.relations[index].references[0]
        var other = expression
        other.relations.remove(at: index)
        other.attributes += content.attributes
        other.relations += content.relations
        let stuff = Morphology.singularCompound((content.modifiers + [content.noun!]).joined(separator: " "))
        // "the loaf of bread", "the item of luggage"
        for name in [expression.noun.map { "\($0) of \(stuff)" }, expression.noun.map { "\(stuff) \($0)" }, stuff]
            .compactMap(\.self)
        {
            other.modifiers = []
            other.noun = name
            if hasLayer(named: other) { return other }
        }
        return expression
    }

    /// "the row of chairs", where no layer is a row: the chairs.
    func members(of expression: ReferringExpression) -> ReferringExpression {
        if let all = wholeRow(expression) { return all }
        guard let noun = expression.noun.map(Morphology.singular),
            Lexicon.arrangements.contains(noun) || Lexicon.groups.contains(noun), expression.quantifier == .the,
            let index = expression.relations.firstIndex(where: { $0.isPortion }), !hasLayer(named: expression)
        else { return expression }
        var members = expression.relations[index].references[0]
        guard members.quantifier != .the else { return expression }
        var whole = expression
        whole.relations.remove(at: index)
        members.text = expression.text
        members.exceptions += expression.exceptions
        if Lexicon.arrangements.contains(noun) {
            members.relations.append(.init(.on, [whole]))
        } else {
            members.relations += whole.relations
            members.place = members.place ?? whole.place
        }
        return members
    }
}

extension Grounder {
    /// "the middle row", "the left column": all that is in it.
    private func wholeRow(_ expression: ReferringExpression) -> ReferringExpression? {
        guard let noun = expression.noun.map(Morphology.singular), noun == "row" || noun == "column",
            expression.quantifier == .the, expression.relations.isEmpty, expression.attributes.isEmpty,
            expression.place != nil || !expression.ordinals.isEmpty || expression.superlative != nil,
            !hasLayer(named: expression)
        else { return nil }
        var members = ReferringExpression(text: expression.text)
        members.proForm = "thing"
        members.quantifier = .all
        members.relations = [.init(.on, [expression])]
        return members
    }
}

extension ReferringExpression.Relation {
    /// "of soap", "of paint": no thing of its own.
    fileprivate var isPortion: Bool {
        guard kind == .of, !isNegated, !isInverse, references.count == 1, references[0].noun != nil else {
            return false
        }
        let first = references[0].text.prefix { $0 != " " }
        return references[0].pronoun == nil && Lexicon.determiners[String(first)] == nil
    }
}
