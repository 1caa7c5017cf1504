import ActionSpec
import Foundation

extension Grounder {
    /// Multiplies every score by how well the layer compares with what it is compared with: with each, where that is many.
    func weigh(
        _ fits: inout [Fit], by comparison: ReferringExpression.Comparison, of expression: ReferringExpression
    ) throws {
        let standards = try ground(comparison.reference.standing(for: expression)).compactMap { stage[$0.layer] }
        guard let first = standards.first else { return }
        for index in fits.indices {
            let thing = fits[index].thing
            // Nothing is compared with itself.
            let isStandard = standards.contains { $0.id == thing.id }
            let value =
                isStandard ? 0 : standards.map { likelihood(of: thing, as: comparison.measure, than: $0) }.min()!
            let score = isStandard ? 0.02 : comparison.isNegated ? 1 - value : value
            fits[index].score *= max(0.02, score)
            if score >= 0.5 { fits[index].evidence.append(comparison.measure.words(first.name, comparison.isNegated)) }
        }
    }

    private func likelihood(
        of thing: Thing, as measure: ReferringExpression.Comparison.Measure, than other: Thing
    ) -> Double {
        switch measure {
        case .more(let quality):
            let (own, standard) = (quality.key(thing, []), quality.key(other, []))
            // Nobody sees a difference of one in a hundred.
            return standard - own > max(0.5, 0.01 * abs(standard)) ? 1 : 0.02
        case .same(.color):
            guard let own = thing.color, let standard = other.color else { return 0.3 }
            if let word = thing.colorWord, word == other.colorWord { return 1 }
            return own.likeness(to: standard)
        case .same(.shape):
            return Shape.allCases.map { min(thing.shapeFit[$0] ?? 0, other.shapeFit[$0] ?? 0) }.max()!
        case .same(.kind):
            let kind = ReferringExpression(text: other.name, noun: other.name.lowercased())
            return nounFit(of: thing, to: kind, meaning: .init(kind)).score
        case .same(.support): return thing.support != .unknown && thing.support == other.support ? 1 : 0.02
        case .same(.side):
            let middle = stage.width / 2
            return (thing.frame.centerX < middle) == (other.frame.centerX < middle) ? 1 : 0.02
        case .same(.row):
            let apart = abs(thing.frame.maxY - other.frame.maxY) / max(1, min(thing.frame.height, other.frame.height))
            return exp(-apart * apart / 0.1)
        case .same(.size): return Self.evenness(thing.frame.area.squareRoot(), other.frame.area.squareRoot())
        case .same(.height): return Self.evenness(thing.frame.height, other.frame.height)
        case .same(.width): return Self.evenness(thing.frame.width, other.frame.width)
        }
    }

    /// 1 for equal lengths, .6 for a tenth more.
    private static func evenness(_ one: Double, _ other: Double) -> Double {
        let ratio = log(max(1, one) / max(1, other)) / 0.1
        return exp(-0.5 * ratio * ratio)
    }
}

extension ReferringExpression.Comparison.Measure {
    fileprivate func words(_ name: String, _ isNegated: Bool) -> String {
        let start = isNegated ? "not " : ""
        return switch self {
        case .more(let quality): "\(start)ahead of the \(name) as \(quality.rawValue)"
        case .same(let trait): "\(start)the \(trait.rawValue) of the \(name)"
        }
    }
}
