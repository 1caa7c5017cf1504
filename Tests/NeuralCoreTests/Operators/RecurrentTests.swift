import Foundation
import NeuralCore
import SeededRandom
import Testing

@Suite struct RecurrentTests {
    /// The inputs of a layer of `gates`, at random, some of them left out.
    private struct Sample {
        let (length, batch, inputSize, size): (Int, Int, Int, Int)
        let directions: Int
        let isBatchFirst: Bool
        let gates: Int
        let input: [Float]
        let weights: [Float]
        let recurrence: [Float]
        let bias: [Float]?
        let lengths: [Int32]?
        let states: [[Float]]?
        let peepholes: [Float]?

        init(seed: Int, gates: Int, states: Int) {
            var random = SeededRandom(seed: seed)
            length = .random(in: 1...5, using: &random)
            batch = .random(in: 1...3, using: &random)
            inputSize = .random(in: 1...4, using: &random)
            size = .random(in: 1...5, using: &random)
            directions = 1 + seed % 2
            isBatchFirst = seed / 2 % 2 == 1
            self.gates = gates
            input = random.floats(length * batch * inputSize)
            weights = random.floats(directions * gates * size * inputSize)
            recurrence = random.floats(directions * gates * size * size)
            bias = seed % 3 == 0 ? nil : random.floats(directions * 2 * gates * size)
            let longest = Int32(length)
            lengths = seed % 5 < 2 ? nil : (0..<batch).map { _ in .random(in: 0...longest, using: &random) }
            let count = directions * batch * size
            self.states = seed % 7 < 3 ? nil : (0..<states).map { _ in random.floats(count) }
            peepholes = states == 2 && seed % 4 < 2 ? random.floats(directions * 3 * size) : nil
        }

        var inputs: [Tensor?] {
            let order = isBatchFirst ? [batch, length, inputSize] : [length, batch, inputSize]
            let state: Shape = isBatchFirst ? [batch, directions, size] : [directions, batch, size]
            let states = gates == 4 ? 2 : 1
            var all: [Tensor?] = [
                floats(Shape(order), input), floats([directions, gates * size, inputSize], weights),
                floats([directions, gates * size, size], recurrence),
                bias.map { floats([directions, 2 * gates * size], $0) },
                lengths.map { Tensor(shape: [batch], values: $0) },
            ]
            for index in 0..<states { all.append(self.states.map { floats(state, $0[index]) }) }
            if gates == 4 { all.append(peepholes.map { floats([directions, 3 * size], $0) }) }
            return all
        }

        /// `sum` of the inputs, of the state and of both biases for one element of one gate.
        func sums(_ direction: Int, _ gate: Int, _ element: Int, row: Int, state: [Double]) -> (
            x: Double, h: Double, bias: (Double, Double)
        ) {
            let line = (direction * gates + gate) * size + element
            let x = (0..<inputSize).reduce(0.0) {
                $0 + Double(input[row * inputSize + $1]) * Double(weights[line * inputSize + $1])
            }
            let h = (0..<size).reduce(0.0) { $0 + state[$1] * Double(recurrence[line * size + $1]) }
            guard let bias else { return (x, h, (0, 0)) }
            let place = direction * 2 * gates * size + gate * size + element
            return (x, h, (Double(bias[place]), Double(bias[place + gates * size])))
        }

        /// The three results, with `step` taking state and memory of one sequence one step further.
        func expected(
            _ step: (_ direction: Int, _ row: Int, _ state: [Double], _ memory: [Double]) -> ([Double], [Double]),
            isReverse: Bool
        ) -> [[Float]] {
            var all = [Float](repeating: 0, count: length * directions * batch * size)
            var last = [[Float]](repeating: [Float](repeating: 0, count: directions * batch * size), count: 2)
            for direction in 0..<directions {
                for sequence in 0..<batch {
                    let start = (isBatchFirst ? sequence * directions + direction : direction * batch + sequence) * size
                    func first(_ index: Int) -> [Double] {
                        guard let states, index < states.count else { return Array(repeating: 0, count: size) }
                        return states[index][start..<start + size].map(Double.init)
                    }
                    var (state, memory) = (first(0), first(1))
                    let count = lengths.map { Int($0[sequence]) } ?? length
                    for number in 0..<count {
                        let time = isReverse || direction == 1 ? count - 1 - number : number
                        let row = isBatchFirst ? sequence * length + time : time * batch + sequence
                        (state, memory) = step(direction, row, state, memory)
                        let place =
                            isBatchFirst
                            ? (sequence * length + time) * directions + direction
                            : (time * directions + direction) * batch + sequence
                        for index in 0..<size { all[place * size + index] = Float(state[index]) }
                    }
                    for index in 0..<size {
                        last[0][start + index] = Float(state[index])
                        last[1][start + index] = Float(memory[index])
                    }
                }
            }
            return [all] + last
        }
    }

    private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    private func check<Cell: RecurrentCell>(
        _ cell: Cell, _ sample: Sample, seed: Int, _ expected: [[Float]], isReverse: Bool
    ) throws {
        let layer = RecurrentLayer(
            cell: cell, direction: sample.directions == 2 ? .bidirectional : isReverse ? .reverse : .forward,
            isBatchFirst: sample.isBatchFirst)
        for count in 1...1 + Cell.states {
            let all = try results(of: layer, over: sample.inputs, count: count)
            for (index, result) in all.enumerated() {
                #expect(
                    largestDifference(result.values, expected[index]) < 1e-4,
                    "seed \(seed), result \(index) of \(Cell.self)")
            }
        }
    }

    @Test(arguments: 0..<60) func longShortTermMemory(seed: Int) throws {
        let sample = Sample(seed: seed, gates: 4, states: 2)
        let (couples, isReverse) = (seed % 6 == 5, seed % 10 == 4)
        let expected = sample.expected(
            { direction, row, state, memory in
                var (newState, newMemory) = (state, memory)
                for index in 0..<sample.size {
                    func gate(_ number: Int) -> Double {
                        let (x, h, bias) = sample.sums(direction, number, index, row: row, state: state)
                        return x + h + bias.0 + bias.1
                    }
                    func peephole(_ number: Int) -> Double {
                        sample.peepholes.map { Double($0[(direction * 3 + number) * sample.size + index]) } ?? 0
                    }
                    let input = sigmoid(gate(0) + peephole(0) * memory[index])
                    let forget = couples ? 1 - input : sigmoid(gate(2) + peephole(2) * memory[index])
                    newMemory[index] = forget * memory[index] + input * tanh(gate(3))
                    newState[index] = sigmoid(gate(1) + peephole(1) * newMemory[index]) * tanh(newMemory[index])
                }
                return (newState, newMemory)
            }, isReverse: isReverse)
        try check(LSTM(couplesForget: couples), sample, seed: seed, expected, isReverse: isReverse)
    }

    @Test(arguments: 0..<60) func gatedUnit(seed: Int) throws {
        let sample = Sample(seed: seed, gates: 3, states: 1)
        let (resetsProduct, isReverse) = (seed % 4 < 2, seed % 10 == 4)
        let expected = sample.expected(
            { direction, row, state, memory in
                func gate(_ number: Int, _ index: Int) -> Double {
                    let (x, h, bias) = sample.sums(direction, number, index, row: row, state: state)
                    return sigmoid(x + h + bias.0 + bias.1)
                }
                let reset = (0..<sample.size).map { gate(1, $0) * state[$0] }
                let next = (0..<sample.size).map { index -> Double in
                    let (x, h, bias) = sample.sums(direction, 2, index, row: row, state: state)
                    let (_, after, _) = sample.sums(direction, 2, index, row: row, state: reset)
                    let candidate =
                        resetsProduct
                        ? tanh(x + bias.0 + gate(1, index) * (h + bias.1)) : tanh(x + bias.0 + after + bias.1)
                    let update = gate(0, index)
                    return (1 - update) * candidate + update * state[index]
                }
                return (next, memory)
            }, isReverse: isReverse)
        try check(GRU(resetsProduct: resetsProduct), sample, seed: seed, expected, isReverse: isReverse)
    }

    @Test(arguments: 0..<40) func plainUnit(seed: Int) throws {
        let sample = Sample(seed: seed, gates: 1, states: 1)
        let expected = sample.expected(
            { direction, row, state, memory in
                let next = (0..<sample.size).map { index -> Double in
                    let (x, h, bias) = sample.sums(direction, 0, index, row: row, state: state)
                    return max(0, min(x + h + bias.0 + bias.1, 0.5))
                }
                return (next, memory)
            }, isReverse: false)
        let relu = RecurrentActivation(.relu, clip: 0.5)
        try check(RNN(activations: [relu, relu]), sample, seed: seed, expected, isReverse: false)
    }

    @Test func everyActivation() {
        let expected: [(RecurrentActivation, [Float])] = [
            (.init(.affine, alpha: 2, beta: 1), [-3, 1, 5]), (.init(.leakyRelu, alpha: 0.5), [-1, 0, 2]),
            (.init(.thresholdedRelu, alpha: 1), [0, 0, 2]), (.init(.hardSigmoid, alpha: 0.25, beta: 0.5), [0, 0.5, 1]),
            (.init(.softsign), [-2.0 / 3, 0, 2.0 / 3]), (.init(.softplus), [0.1269280, 0.6931472, 2.1269280]),
            (.init(.elu, alpha: 2), [-1.7293294, 0, 2]),
            (.init(.scaledTanh, alpha: 2, beta: 0.5), [-1.5231883, 0, 1.5231883]),
            (.init(.tanh, clip: 1), [-0.7615942, 0, 0.7615942]), (.init(.sigmoid), [0.1192029, 0.5, 0.8807971]),
        ]
        for (activation, result) in expected {
            var values: [Float] = [-2, 0, 2]
            values.withUnsafeMutableBufferPointer { activation.apply($0.baseAddress!, count: 3) }
            #expect(largestDifference(values, result) < 1e-5, "\(activation): \(values)")
        }
    }

    @Test func whatDoesNotFitIsRefused() {
        let layer = RecurrentLayer(cell: GRU())
        let (input, weights, state) = (
            floats([1, 1, 1], [1]), floats([1, 3, 1], [1, 1, 1]), floats([1, 4, 1], [1, 1, 1, 1])
        )
        #expect(
            refusal(layer, of: [input, weights, state])
                == "node 'result': shapes 1×1×1, 1×3×1, 1×4×1 do not fit together")
        let lengths = Tensor(shape: [1], values: [2] as [Int32])
        #expect(
            refusal(layer, of: [input, weights, weights, nil, lengths])
                == "node 'result': sequence length 2 is outside 0 to 1")
    }
}
