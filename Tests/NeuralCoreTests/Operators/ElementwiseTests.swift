import NeuralCore
import SeededRandom
import Testing

@Suite struct ElementwiseTests {
    private func floats(_ values: [Float], _ shape: Shape? = nil) -> Tensor {
        Tensor(shape: shape ?? [values.count], values: values)
    }

    /// Broadcast sums against the sum over indices that they stand for.
    @Test(arguments: 0..<150) func repeatedOperandsAreTheirSum(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let extents = (0..<Int.random(in: 0...4, using: &random)).map { _ in Int.random(in: 1...5, using: &random) }
        func operand() -> Tensor {
            let kept = extents.dropFirst(Int.random(in: 0...extents.count, using: &random))
            let own = kept.map { Bool.random(using: &random) ? $0 : 1 }
            return Tensor(shape: Shape(own), values: random.floats(own.reduce(1, *)))
        }
        let (left, right) = (operand(), operand())
        let result = try apply(Arithmetic(.subtract), to: [left, right])
        let shape = result.shape
        func value(_ tensor: Tensor, at index: Int) -> Float {
            var (rest, offset, stride) = (index, 0, 1)
            for back in 0..<shape.rank {
                let place = rest % shape[shape.rank - 1 - back]
                rest /= shape[shape.rank - 1 - back]
                guard back < tensor.shape.rank else { continue }
                let extent = tensor.shape[tensor.shape.rank - 1 - back]
                offset += extent == 1 ? 0 : place * stride
                stride *= extent
            }
            return tensor.values[offset]
        }
        let expected = (0..<shape.count).map { value(left, at: $0) - value(right, at: $0) }
        #expect(result.values == expected, "seed \(seed): \(left.shape) and \(right.shape)")
    }

    /// Splitting the work over threads changes nothing, wherever rows are cut.
    @Test func threadsChangeNothing() throws {
        var random = SeededRandom(seed: 3)
        let (left, right) = (floats(random.floats(3 * 41 * 333), [3, 41, 333]), floats(random.floats(41), [41, 1]))
        var graph = Graph()
        let places = [graph.addInput(named: "a", left.type), graph.addInput(named: "b", right.type)]
        graph.fetch(try graph.add(Arithmetic(.multiply), of: places, name: "c")[0], as: "c")
        let alone = try Network(graph)([left, right])[0].values
        #expect(alone[333 * 41 + 5] == left.values[333 * 41 + 5] * right.values[0])
        #expect(try Network(graph, threadCount: 3)([left, right])[0].values == alone)
    }

    @Test func integersNeverTrap() throws {
        let least = Tensor(shape: [3], values: [.min, 7, -7] as [Int32])
        let divisor = Tensor(shape: [3], values: [-1, 0, 2] as [Int32])
        #expect(try apply(Arithmetic(.divide), to: [least, divisor]).values(as: Int32.self) == [.min, 0, -3])
        #expect(try apply(Arithmetic(.remainder), to: [least, divisor]).values(as: Int32.self) == [0, 0, -1])
        #expect(try apply(Arithmetic(.modulus), to: [least, divisor]).values(as: Int32.self) == [0, 0, 1])
        #expect(try apply(Arithmetic(.add), to: [least, divisor]).values(as: Int32.self) == [.max, 7, -5])
        #expect(try apply(Unary(.absolute), to: [least]).values(as: Int32.self) == [.min, 7, 7])
        let bytes = Tensor(shape: [2], values: [200, 3] as [UInt8])
        #expect(try apply(Arithmetic(.multiply), to: [bytes, bytes]).values(as: UInt8.self) == [64, 9])
    }

    @Test func remaindersHaveTheSignTheyShould() throws {
        let (left, right) = (floats([-4.5, 4.5, 3, -0.0]), floats([2, -2, .infinity, 2]))
        #expect(try apply(Arithmetic(.remainder), to: [left, right]).values == [-0.5, 0.5, 3, 0])
        #expect(try apply(Arithmetic(.modulus), to: [left, right]).values == [1.5, -1.5, 3, 0])
    }

    /// Before operator set 7 a node named the axis where the second operand lies.
    @Test func operandsAlignedFromAnAxis() throws {
        let (left, right) = (floats([1, 2, 3, 4, 5, 6], [1, 2, 3]), floats([10, 20]))
        let sum = Arithmetic(.add, alignment: .from(axis: 1))
        #expect(try apply(sum, to: [left, right]).values == [11, 12, 13, 24, 25, 26])
        let error = #expect(throws: NeuralError.self) {
            try apply(Arithmetic(.add, alignment: .equal), to: [left, right])
        }
        #expect(error.map { "\($0)" } == "node 'result': shapes 1×2×3, 2 do not fit together")
    }

    @Test func powersOfOtherTypes() throws {
        let bases = Tensor(shape: [3], values: [2, -3, 4] as [Int32])
        #expect(try apply(Pow(), to: [bases, floats([3, 2, 0.5])]).values(as: Int32.self) == [8, 9, 2])
        #expect(
            try apply(Pow(), to: [bases, Tensor(shape: [3], values: [5, -1, 40] as [Int64])]).values(as: Int32.self)
                == [
                    32, 0, 0,
                ])
        #expect(try apply(Pow(), to: [floats([2, 9]), Tensor(scalar: 2 as Int64)]).values == [4, 81])
        // A known exponent takes a path of its own.
        var graph = Graph()
        let input = graph.addInput(named: "x", TensorType(.float32, [3]))
        let half = graph.addConstant(named: "half", Tensor(scalar: 0.5 as Float))
        graph.fetch(try graph.add(Pow(), of: [input, half], name: "root")[0], as: "root")
        #expect(try Network(graph)([floats([9, -.infinity, 2.25])])[0].values == [3, .infinity, 1.5])
    }

    @Test func comparisonsAndLogic() throws {
        let (left, right) = (floats([1, 2, .nan]), floats([2, 2, 2]))
        #expect(try apply(Comparison(.less), to: [left, right]).values(as: Bool.self) == [true, false, false])
        #expect(
            try apply(Comparison(.greaterOrEqual), to: [left, right]).values(as: Bool.self) == [false, true, false])
        #expect(try apply(Comparison(.equal), to: [left, right]).values(as: Bool.self) == [false, true, false])
        let (yes, mixed) = (Tensor(scalar: true), Tensor(shape: [2], values: [true, false]))
        #expect(try apply(Bitwise(.xor, isLogical: true), to: [mixed, yes]).values(as: Bool.self) == [false, true])
        #expect(try apply(Complement(isLogical: true), to: [mixed]).values(as: Bool.self) == [false, true])
        let bits = Tensor(shape: [2], values: [0b1100, 0b1010] as [UInt16])
        #expect(try apply(Complement(), to: [bits]).values(as: UInt16.self) == [0xfff3, 0xfff5])
        let error = #expect(throws: NeuralError.self) { try apply(Bitwise(.and), to: [left, right]) }
        #expect(error.map { "\($0)" } == "node 'result': input 0 of type float32 is not supported")
    }

    @Test func shiftsBeyondTheWidth() throws {
        let values = Tensor(shape: [4], values: [1, -8, -8, 3] as [Int8])
        let places = Tensor(shape: [4], values: [7, 1, 100, -1] as [Int8])
        #expect(try apply(BitShift(.left), to: [values, places]).values(as: Int8.self) == [-128, -16, 0, 0])
        #expect(try apply(BitShift(.right), to: [values, places]).values(as: Int8.self) == [0, -4, -1, 0])
    }

    @Test func severalOperandsJoinIntoOne() throws {
        let tensors = [floats([1, 5], [2, 1]), floats([4, .nan]), floats([3])]
        #expect(try apply(Variadic(.sum), to: [tensors[0], floats([4, 0]), tensors[2]]).values == [8, 4, 12, 8])
        #expect(try apply(Variadic(.mean), to: [floats([1, 2]), floats([3, 6]), floats([5, 1])]).values == [3, 3])
        let largest = try apply(Variadic(.largest), to: tensors).values
        #expect(largest[0] == 4 && largest[1].isNaN && largest[2] == 5 && largest[3].isNaN)
        // One that comes again must not have been written over.
        var graph = Graph()
        let input = graph.addInput(named: "x", TensorType(.float32, [2]))
        let twice = try graph.add(Arithmetic(.add), of: [input, input], name: "twice")[0]
        let sum = try graph.add(Variadic(.sum), of: [twice, input, twice], name: "sum")[0]
        graph.fetch(sum, as: "sum")
        #expect(try Network(graph)([floats([1, 10])])[0].values == [5, 50])
    }

    @Test func whereTakesFromEither() throws {
        let condition = Tensor(shape: [2, 1], values: [true, false])
        let result = try apply(
            Where(),
            to: [condition, Tensor(shape: [2], values: [1, 2] as [Int64]), Tensor(scalar: 9 as Int64)])
        #expect(result.shape == [2, 2])
        #expect(result.values(as: Int64.self) == [1, 2, 9, 9])
    }

    @Test func slopesOfNegativeNumbers() throws {
        let input = floats([-1, 2, -3, -4], [1, 2, 2])
        #expect(try apply(PRelu(), to: [input, floats([10, 100])]).values == [-10, 2, -30, -400])
        #expect(
            try apply(PRelu(alignment: .from(axis: 1)), to: [input, floats([10, 100])]).values == [-10, 2, -300, -400])
        #expect(throws: NeuralError.self) { try apply(PRelu(), to: [floats([1]), floats([1, 2])]) }
    }

    @Test func clippingKeepsWhatIsNotANumber() throws {
        let input = floats([-5, .nan, 5])
        let clipped = try apply(Clip(lower: -1, upper: 2), to: [input]).values
        #expect(clipped[0] == -1 && clipped[1].isNaN && clipped[2] == 2)
        let upper = try results(of: Clip(), over: [input, nil, Tensor(scalar: 3 as Float)], count: 1)[0].values
        #expect(upper[0] == -5 && upper[2] == 3)
        let bytes = Tensor(shape: [2], values: [-100, 100] as [Int8])
        #expect(
            try apply(Clip(), to: [bytes, Tensor(scalar: 0 as Int8), Tensor(scalar: 50 as Int8)])
                .values(as: Int8.self) == [0, 50])
    }

    @Test func roundingAndSigns() throws {
        let input = floats([-2.5, -0.4, 0.5, 1.5, .infinity])
        #expect(try apply(Unary(.round), to: [input]).values == [-2, 0, 0, 2, .infinity])
        #expect(try apply(Unary(.ceiling), to: [input]).values == [-2, 0, 1, 2, .infinity])
        #expect(try apply(Unary(.floor), to: [input]).values == [-3, -1, 0, 1, .infinity])
        #expect(try apply(Unary(.sign), to: [input]).values == [-1, -1, 1, 1, 1])
        #expect(
            try apply(IsInf(findsPositive: false), to: [input]).values(as: Bool.self)
                == .init(repeating: false, count: 5))
        #expect(try apply(IsNaN(), to: [floats([.nan, 1])]).values(as: Bool.self) == [true, false])
    }

    @Test func activationsAtKnownPlaces() throws {
        let cases: [(Unary.Operation, Float, Float)] = [
            (.leakyRelu(alpha: 0.1), -2, -0.2), (.thresholdedRelu(alpha: 1), 1, 0), (.thresholdedRelu(alpha: 1), 2, 2),
            (.exponentialLinear(alpha: 2, beta: 3, gamma: 1), 2, 6),
            (.exponentialLinear(alpha: 2, beta: 3, gamma: 1), -.infinity, -2),
            (.exponentialLinear(alpha: 0.5, beta: 1, gamma: 0.5), -0.5, -0.316_060_3), (.hardSwish, -3, 0),
            (.hardSwish, 1, 0.666_666_7), (.hardSigmoid(alpha: 0.2, beta: 0.5), 1, 0.7), (.softsign, -3, -0.75),
            (.softplus, 100, 100), (.swish(alpha: 1), 2, 1.761_594_2), (.gelu(isApproximate: false), 1, 0.841_344_7),
            (.gelu(isApproximate: true), 1, 0.841_192), (.mish, 1, 0.865_098_4),
            (.shrink(threshold: 1, bias: 0.5), -3, -2.5),
            (.shrink(threshold: 1, bias: 0.5), 1, 0), (.hyperbolicTangent, 0.5, 0.462_117_2),
            (.exponential, 1, 2.718_281_8),
        ]
        for (operation, input, expected) in cases {
            let result = try apply(Unary(operation), to: [floats([input])]).values[0]
            #expect(abs(result - expected) <= 2e-6 * max(1, abs(expected)), "\(operation) of \(input): \(result)")
        }
    }

    /// The kernels in C against the same in double precision.
    @Test func singleAndDoublePrecisionAgree() throws {
        var random = SeededRandom(seed: 11)
        let input = floats(random.floats(1000).map { $0 * 8 - 4 })
        let wide = try apply(Cast(to: .float64), to: [input])
        let operations: [Unary.Operation] = [
            .exponential, .errorFunction, .hyperbolicTangent, .sigmoid, .softplus, .mish, .hardSwish,
            .swish(alpha: 1.7),
            .gelu(isApproximate: false), .gelu(isApproximate: true), .exponentialLinear(alpha: 1, beta: 1, gamma: 1),
            .hardSigmoid(alpha: 0.2, beta: 0.5), .leakyRelu(alpha: 0.01), .relu,
        ]
        for operation in operations {
            let narrow = try apply(Unary(operation), to: [input]).values
            let exact = try apply(Unary(operation), to: [wide]).values(as: Double.self).map { Float($0) }
            let largest = zip(narrow, exact).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
            #expect(largest < 4e-6, "\(operation) differs by \(largest)")
        }
    }

    @Test func gatedUnits() throws {
        let result = try apply(SwiGLU(alpha: 1), to: [floats([0, 2]), floats([5, 3])]).values
        #expect(result[0] == 0 && abs(result[1] - 5.284_782_6) < 1e-5)
        #expect(throws: NeuralError.self) { try apply(SwiGLU(), to: [floats([0, 2]), floats([5])]) }
    }

    /// Pictures in another layout: a constant for each channel has four axes there, and one that has fewer is refused.
    @Test func constantsForEachChannelInAnotherLayout() {
        func operands(_ shapes: [Shape]) -> Operands {
            Operands(node: "x", shapes.map { Operands.Operand(type: TensorType(.float32, $0), tensor: nil) })
        }
        let picture: Shape = [1, 3, 4, 5]
        #expect(Arithmetic(.add).channelsLast(operands([picture, [1, 3, 1, 1]]))?.isPicture == [true, true])
        #expect(Arithmetic(.add).channelsLast(operands([picture, []]))?.isPicture == [true, false])
        #expect(Arithmetic(.add).channelsLast(operands([picture, [3, 1, 1]])) == nil)
        let legacy = Arithmetic(.add, alignment: .from(axis: 1)).channelsLast(operands([picture, [3]]))
        #expect(legacy?.isPicture == [true, false])
    }
}
