import ActionSpec
import Foundation
import Planner
import Scene

/// An instruction that only makes sense after another: "a bit more", "again", "a little less".
struct Ellipsis: Hashable, Sendable {
    /// How much of what was done is to be done once more; below 0 it is taken back.
    let share: Double

    /// Nil where the words say more than that.
    init?(_ instruction: String) {
        let words = instruction.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
        guard !words.isEmpty, words.allSatisfy({ Self.known.contains($0) }) else { return nil }
        let isLittle = !Self.little.isDisjoint(with: words)
        if words.contains("less") {
            share = isLittle ? -1.0 / 3 : -0.5
        } else if words.contains("much") || words.contains("lot") {
            share = 2
        } else if !Self.more.isDisjoint(with: words) {
            share = isLittle ? 1.0 / 3 : 1
        } else {
            return nil
        }
    }

    private static let little: Set<String> = ["bit", "little", "slightly", "touch"]
    private static let more: Set<String> = ["more", "further", "farther", "again"]
    private static let known: Set<String> = little.union(more).union([
        "less", "much", "lot", "a", "some", "even", "once", "still", "yet", "it", "them", "that", "this", "and", "now",
        "please",
        "just", "then", "move", "push", "shift", "slide", "turn", "rotate", "make", "do", "the", "same",
    ])

    /// The instruction in full where it is cut short in another way: "back where it was", "and back again please", "back where they were".
    static func completed(_ instruction: String) -> String {
        let words = instruction.lowercased().split { !$0.isLetter }.joined(separator: " ")
        guard let match = words.wholeMatch(of: back) else { return instruction }
        return match.who == "they" ? "put them back where they were" : "put it back where it was"
    }

    private static nonisolated(unsafe) let back =
        /(?:(?:and|now|then|please) )*back(?: again)?(?:(?: to)? where (?<who>it|they) (?:was|were)(?: before)?)?(?: please)?/
}

/// An instruction that only names another thing to do the same to: "now the other one", "the blue one too", "the same with the ball".
struct Another: Hashable, Sendable {
    /// "the other one".
    private let phrase: String

    /// Nil where the words say more than that, or what to do.
    init?(_ instruction: String, names: [String]) {
        let words = instruction.lowercased().trimmingCharacters(
            in: .whitespacesAndNewlines.union(.punctuationCharacters))
        guard let match = words.wholeMatch(of: Self.form),
            (try? Parser(names: names).parse(instruction).intents.isEmpty) ?? true
        else { return nil }
        phrase = String(match.phrase)
    }

    private static nonisolated(unsafe) let form =
        /(?:(?:and|now|then|please|also),? )*(?:do )?(?:the same (?:with|to|for|on) )?(?<phrase>(?:the|both|all|every|each) .+?)(?: too| as well| also| please| next)*/

    /// The instruction in full, after one that says what to do to one thing; nil where `instruction` is no such.
    func completed(after instruction: String, names: [String]) -> String? {
        guard let intents = try? Parser(names: names).parse(instruction).intents, intents.count == 1,
            let target = intents[0].target
        else { return nil }
        let noun = target.noun ?? "thing"
        let named = phrase.replacing(/\bones?$/, with: noun).replacing(/^the other$/, with: "the other \(noun)")
        return intents[0].sentence { $0 == target ? named : $0.text }
    }
}

extension EditingSession {
    /// What doing a share of an earlier round's actions once more would do.
    ///
    /// - Parameters:
    ///   - instruction: as typed.
    ///   - done: what that round was asked for, and its actions without what physics added.
    /// - Throws: `PlannerError.refused` where one of them is nothing that goes by degrees, or its layer is gone.
    func plan(_ ellipsis: Ellipsis, saying instruction: String, after done: (title: String, actions: [Action])) throws
        -> Plan
    {
        let actions = try done.actions.map { action in
            guard let target = action.target, scene.layer(target) != nil,
                let result = action.repeated(ellipsis.share, in: scene)
            else {
                throw PlannerError.refused([
                    Refusal(
                        text: instruction,
                        why: "'\(instruction)' of '\(done.title)' is nothing that can be done: say what to change")
                ])
            }
            return result
        }
        let amount =
            switch ellipsis.share {
            case 1: "as much again"
            case 2: "twice as much again"
            case -0.5: "half of it taken back"
            case 0...: "a third as much again"
            default: "a third of it taken back"
            }
        return try settled(
            Plan(
                instruction: instruction, reasoning: ["'\(instruction)' goes on from '\(done.title)': \(amount)."],
                actions: actions))
    }
}

extension Action {
    /// A share of the change, nil where it does not go by degrees.
    fileprivate func repeated(_ share: Double, in scene: Scene) -> Action? {
        switch self {
        case .move(let id, let dx, let dy, _, _): .move(id, dx: (dx * share).rounded(), dy: (dy * share).rounded())
        case .resize(let id, let scale): .resize(id, scale: (pow(scale, share) * 1000).rounded() / 1000)
        case .rotate(let id, let degrees, let pivot):
            .rotate(id, degrees: (degrees * share * 10).rounded() / 10, about: pivot)
        case .retouch(let id?, let retouch) where retouch.quality == .opacity:
            .retouch(
                id,
                Retouch(.opacity, min(1, max(0, (scene.layer(id)?.opacity ?? 1) - (1 - retouch.amount) * share))))
        case .retouch(let id, let retouch):
            retouch.quality.range.contains(retouch.amount * share)
                ? .retouch(id, Retouch(retouch.quality, retouch.amount * share)) : nil
        default: nil
        }
    }
}
