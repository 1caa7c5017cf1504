public import ActionSpec

/// What will be done, and why: resolved actions, layer ids and pixels only.
public struct Plan: Hashable, Sendable {
    /// Nil for a script.
    public var instruction: String?
    /// A sentence for each thing understood, decided or left out, in order.
    public var reasoning: [String]
    public var actions: [Action]
    public var groundings: [Grounding]
    /// Parts of the instruction that will not be done.
    public var refused: [Refusal]
    /// The actions from first to last, cut where one thing that was asked for ends and the next begins; empty where nobody asked.
    public var steps: [Step] = []

    /// A part of a plan that could be asked for by itself.
    public struct Step: Hashable, Sendable {
        /// In plain words that need nothing said before: "Move the cup to the left of the book."
        public var instruction: String
        /// Indices of the plan's actions.
        public var actions: Range<Int>
        /// What the instruction has for it, as typed.
        var clause: String

        init(_ instruction: String, actions: Range<Int>, clause: String) {
            (self.instruction, self.actions, self.clause) = (instruction, actions, clause)
        }
    }

    public init(
        instruction: String? = nil, reasoning: [String] = [], actions: [Action] = [], groundings: [Grounding] = [],
        refused: [Refusal] = []
    ) {
        self.instruction = instruction
        self.reasoning = reasoning
        self.actions = actions
        self.groundings = groundings
        self.refused = refused
    }
}

extension Plan {
    /// The same plan in so many steps: neighbours that belong together most become one, until no more are left.
    ///
    /// - Parameter count: 1 and more.
    /// - Throws: `PlannerError.fewerSteps` where it has fewer.
    package func cut(into count: Int) throws -> Plan {
        guard steps.count >= count else { throw PlannerError.fewerSteps(steps.count, wanted: count) }
        var plan = self
        while plan.steps.count > count {
            let pairs = zip(plan.steps, plan.steps.dropFirst()).map { plan.tie(between: $0, and: $1) }
            let first = pairs.indices.max { (pairs[$0], -$0) < (pairs[$1], -$1) }!
            let next = plan.steps.remove(at: first + 1)
            plan.steps[first].instruction += " " + next.instruction
            plan.steps[first].actions = plan.steps[first].actions.lowerBound..<next.actions.upperBound
            plan.steps[first].clause = next.clause
        }
        return plan
    }

    /// "Step 1 of 2: Move the cup to the left.", and so on.
    package var stepSentences: [String] {
        steps.enumerated().map { "Step \($0 + 1) of \(steps.count): \($1.instruction)" }
    }

    /// A step by itself.
    package func part(_ index: Int) -> Plan {
        let step = steps[index]
        let part = Array(actions[step.actions])
        let layers = Set(part.compactMap(\.target))
        var plan = Plan(
            instruction: step.instruction, reasoning: [stepSentences[index]],
            actions: part, groundings: groundings.filter { layers.contains($0.layer) })
        // what the whole plan has to say comes first
        if index == 0 { (plan.reasoning, plan.refused) = (reasoning + plan.reasoning, refused) }
        return plan
    }

    /// How much two steps belong together: said in one clause, about one layer; and the shorter, the more.
    private func tie(between first: Step, and next: Step) -> Double {
        let layers = [first, next].map { Set(actions[$0.actions].compactMap(\.target)) }
        let length = Double(first.actions.count + next.actions.count)
        return (first.clause == next.clause ? 2 : 0) + (layers[0].isDisjoint(with: layers[1]) ? 0 : 1)
            - length / Double(actions.count + 1)
    }

    /// The steps of the actions that became of this plan's.
    ///
    /// - Parameter origins: for each of the new actions the index of the old one that it was, or nil where it came with the one before.
    package func steps(afterwards origins: [Int?]) -> [Step] {
        var index = 0
        var counts = [Int](repeating: 0, count: steps.count)
        for origin in origins {
            if let origin { index = steps.firstIndex { $0.actions.contains(origin) } ?? index }
            if index < counts.count { counts[index] += 1 }
        }
        var start = 0
        return zip(steps, counts).map { step, count in
            defer { start += count }
            return Step(step.instruction, actions: start..<start + count, clause: step.clause)
        }
    }
}
