import LayerOrder
import Testing

private func hard(_ front: Int, _ behind: Int, _ weight: Double = 1) -> OrderConstraint {
    OrderConstraint(front: front, behind: behind, kind: .hard, weight: weight)
}

private func soft(_ front: Int, _ behind: Int, _ weight: Double = 1) -> OrderConstraint {
    OrderConstraint(front: front, behind: behind, kind: .soft, weight: weight)
}

@Suite struct StackingOrderTests {
    @Test func nothingToOrder() {
        #expect(order(count: 0, constraints: [], tieBreak: []).backToFront == [])
        #expect(order(count: 1, constraints: [], tieBreak: [3]).depthScores == [0])
    }

    @Test func withoutConstraintsTheTieBreakDecidesThenTheNumber() {
        #expect(order(count: 4, constraints: [], tieBreak: [5, 1, 5, 0]).backToFront == [3, 1, 0, 2])
    }

    @Test func aChainCountsAllThatIsBehind() {
        let result = order(count: 4, constraints: [hard(2, 0), soft(0, 3), soft(2, 3)], tieBreak: [0, 0, 0, 9])
        #expect(result.depthScores == [1, 0, 2, 0])
        #expect(result.backToFront == [1, 3, 0, 2])
        #expect(result.removed == [])
    }

    @Test func aHardConstraintBeatsEverySoftOne() {
        let result = order(count: 2, constraints: [soft(0, 1, 1000), hard(1, 0, 0.001)], tieBreak: [1, 0])
        #expect(result.backToFront == [0, 1])
        #expect(result.kept == [hard(1, 0, 0.001)])
        #expect(result.removed == [soft(0, 1, 1000)])
        #expect(result.contradiction(of: soft(0, 1, 1000)) == [1, 0])
    }

    @Test func aCycleIsBrokenAtItsWeakestSoftConstraint() {
        let cycle = [soft(0, 1, 3), hard(1, 2, 1), soft(2, 3, 2), soft(3, 0, 4)]
        let result = order(count: 4, constraints: cycle, tieBreak: [0, 0, 0, 0])
        #expect(result.removed == [soft(2, 3, 2)])
        #expect(result.contradiction(of: soft(2, 3, 2)) == [3, 0, 1, 2])
        #expect(result.contradiction(of: soft(3, 0, 4)) == [])
        #expect(result.backToFront == [2, 1, 0, 3])
    }

    @Test func aCycleOfHardConstraintsLosesItsWeakest() {
        let result = order(count: 3, constraints: [hard(0, 1, 5), hard(1, 2, 4), hard(2, 0, 3)], tieBreak: [0, 0, 0])
        #expect(result.removed == [hard(2, 0, 3)])
        #expect(result.backToFront == [2, 1, 0])
    }

    @Test func repeatedConstraintsDoNoHarm() {
        let result = order(count: 2, constraints: [soft(0, 1), hard(0, 1), soft(0, 1), soft(1, 0)], tieBreak: [0, 0])
        #expect(result.depthScores == [1, 0])
        #expect(result.removed == [soft(1, 0)])
    }

    @Test func aLongChainWindsNoStack() {
        let count = 20_000
        let chain = (1..<count).map { soft($0, $0 - 1, Double($0)) } + [soft(0, count - 1, 0)]
        let result = order(count: count, constraints: chain, tieBreak: [Double](repeating: 0, count: count))
        #expect(result.backToFront == Array(0..<count))
        #expect(result.depthScores == Array(0..<count))
        #expect(result.removed == [soft(0, count - 1, 0)])
    }
}
