import NeuralCore
import SeededRandom
import Testing

@Suite struct MovingTests {
    private let square = Tensor.floats([1, 2, 3, 4], shape: [2, 2])

    /// Against the definition, element by element, over every width of element.
    @Test(arguments: 0..<200) func transposeMovesEveryElement(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let rank = Int.random(in: 1...5, using: &random)
        let shape = random.shape(rank: rank, upTo: rank > 3 ? 6 : 40)
        let order = Array(0..<rank).shuffled(using: &random)
        let result = Shape(order.map { shape[$0] })
        let source = (0..<shape.count).map { index in
            zip(result.strides, order).reduce(0) { sum, axis in
                sum + index / axis.0 % shape[axis.1] * shape.strides[axis.1]
            }
        }
        func check<E: Element & Equatable>(_ convert: (Int) -> E) throws {
            let input = Tensor(shape: shape, values: (0..<shape.count).map(convert))
            let moved = try apply(Transpose(order: order), to: [input])
            #expect(moved.shape == result, "seed \(seed): \(shape) by \(order)")
            #expect(moved.values(as: E.self) == source.map(convert), "seed \(seed): \(shape) by \(order)")
        }
        switch seed % 4 {
        case 0: try check { UInt8(truncatingIfNeeded: $0) }
        case 1: try check { Int16(truncatingIfNeeded: $0) }
        case 2: try check { Float($0) }
        default: try check { Int64($0) }
        }
    }

    @Test func transposeReversesByDefault() throws {
        #expect(try apply(Transpose(), to: [square]).values == [1, 3, 2, 4])
        #expect(try apply(Transpose(order: [1, 0, 2]), to: [.counting([1, 3, 2])]).shape == [3, 1, 2])
        #expect(refusal(of: Transpose(order: [0, 0]), over: [square]) == "node 'x': axis 0 is given twice")
        #expect(
            refusal(of: Transpose(order: [0]), over: [square]) == "node 'x': 1 axes do not order a tensor of rank 2")
    }

    @Test func sliceFromEitherEnd() throws {
        let list = Tensor.counting([5])
        func slice(_ start: Int, _ end: Int, _ step: Int = 1) throws -> [Float] {
            try apply(
                Slice(), to: [list],
                constants: [.integers([start]), .integers([end]), .integers([0]), .integers([step])]
            ).values
        }
        #expect(try slice(1, 3) == [1, 2])
        #expect(try slice(-2, .max) == [3, 4])
        #expect(try slice(.min, .max, 2) == [0, 2, 4])
        #expect(try slice(.max, .min, -2) == [4, 2, 0])
        #expect(try slice(3, 0, -1) == [3, 2, 1])
        #expect(try slice(0, .max, .max) == [0])
        #expect(try slice(4, .min, .min) == [4])
        #expect(try slice(3, 3) == [])
        #expect(try slice(9, 12) == [])
        #expect(
            refusal(of: Slice(), over: [list, .integers([0]), .integers([1]), nil, .integers([0])])
                == "node 'x': axis 0 is sliced in steps of 0")
    }

    /// Slices of random steps against the definition.
    @Test(arguments: 0..<100) func sliceOfSeveralAxes(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let shape = random.shape(rank: 3, upTo: 9)
        var (starts, ends, steps) = ([Int](), [Int](), [Int]())
        var places: [[Int]] = []
        for extent in shape.extents {
            let step = [-3, -2, -1, 1, 2, 3].randomElement(using: &random)!
            let start = Int.random(in: 0..<extent, using: &random)
            let end =
                step > 0 ? Int.random(in: 0...extent, using: &random) : Int.random(in: -1..<extent, using: &random)
            places.append(Array(stride(from: start, to: end, by: step)))
            // Before the first is what no index says but one far below.
            (starts, ends, steps) = (starts + [start], ends + [end < 0 ? -100 : end], steps + [step])
        }
        let input = Tensor.counting(shape)
        let result = try apply(
            Slice(), to: [input],
            constants: [.integers(starts), .integers(ends), .integers([0, 1, 2]), .integers(steps)])
        var expected: [Float] = []
        for a in places[0] {
            for b in places[1] {
                for c in places[2] {
                    expected.append(Float((a * shape[1] + b) * shape[2] + c))
                }
            }
        }
        #expect(result.values == expected, "seed \(seed): \(shape) from \(starts) to \(ends) by \(steps)")
    }

    @Test func splitIntoParts() throws {
        let input = Tensor.counting([2, 3])
        let equal = try results(of: Split(axis: 1, count: 3), over: [input], count: 3)
        #expect(equal.map(\.values) == [[0, 3], [1, 4], [2, 5]])
        let parts = try results(of: Split(axis: -1, extents: [1, 2], count: 2), over: [input], count: 2)
        #expect(parts.map(\.values) == [[0, 3], [1, 2, 4, 5]])
        let rest = try results(of: Split(axis: 1, count: 2, allowsRest: true), over: [input], count: 2)
        #expect(rest.map(\.shape) == [[2, 2], [2, 1]])
        #expect(
            refusal(of: Split(axis: 1, count: 2), over: [input]) == "node 'x': an extent of 3 has no 2 equal parts")
        #expect(
            refusal(of: Split(axis: 1, extents: [4, -1], count: 2), over: [input])
                == "node 'x': a part of 4 is not within an extent of 3")
    }

    @Test func padInEveryMode() throws {
        let row = Tensor.floats([1, 2, 3], shape: [1, 3])
        func pad(_ mode: String, _ amounts: [Int]) throws -> [Float] {
            try apply(Pad(mode: mode), to: [row], constants: [.integers(amounts)]).values
        }
        #expect(try pad("constant", [0, 1, 0, 2]) == [0, 1, 2, 3, 0, 0])
        #expect(try pad("edge", [0, 1, 0, 2]) == [1, 1, 2, 3, 3, 3])
        #expect(try pad("reflect", [0, 2, 0, 3]) == [3, 2, 1, 2, 3, 2, 1, 2])
        #expect(try pad("wrap", [0, 1, 0, 4]) == [3, 1, 2, 3, 1, 2, 3, 1])
        #expect(try pad("constant", [1, -1, 0, 1]) == [0, 0, 0, 2, 3, 0])
        #expect(try pad("constant", [0, -4, 0, 2]) == [0])
        #expect(try pad("edge", [1, 0, 0, -2]) == [1, 1])
        let constant = try apply(
            Pad(), to: [row], constants: [.integers([1, 1]), Tensor(scalar: 7 as Float), .integers([1])])
        #expect(constant.values == [7, 1, 2, 3, 7])
        #expect(
            refusal(of: Pad(mode: "edge"), over: [row, .integers([0, -3, 0, 1])])
                == "node 'x': axis 1 of 1×3 cannot be padded by -3 and 1")
        #expect(
            refusal(of: Pad(), over: [row, .integers([0, .max, 0, .max])])
                == "node 'x': axis 1 cannot be padded by 9223372036854775807")
    }

    /// Pictures with their channels last are padded as the others are.
    @Test(arguments: ["constant", "reflect", "edge", "wrap"]) func padChannelsLast(mode: String) throws {
        let picture = Tensor.counting([2, 3, 4, 5])
        let amounts = Tensor.integers([0, 0, 1, 2, 0, 1, 2, 1])
        let expected = try apply(Pad(mode: mode), to: [picture], constants: [amounts])
        let operands = Operands(
            node: "pad",
            [Operands.Operand(type: picture.type, tensor: nil), Operands.Operand(type: amounts.type, tensor: amounts)])
        let last = try #require(Pad(mode: mode).channelsLast(operands))
        #expect(last.isPicture == [true, false])
        let moved = try apply(Transpose(order: [0, 2, 3, 1]), to: [picture])
        let padded = try apply(last.operation, to: [moved], constants: [amounts])
        #expect(try apply(Transpose(order: [0, 3, 1, 2]), to: [padded]).values == expected.values)
    }

    @Test func centerCropPad() throws {
        let list = Tensor.counting([5])
        #expect(try apply(CenterCropPad(), to: [list, .integers([2])]).values == [1, 2])
        #expect(try apply(CenterCropPad(), to: [list, .integers([8])]).values == [0, 0, 1, 2, 3, 4, 0, 0])
        let both = try apply(CenterCropPad(axes: [-1, 0]), to: [.counting([1, 3])], constants: [.integers([1, 2])])
        #expect(both.shape == [2, 1])
        #expect(both.values == [1, 0])
        #expect(
            refusal(of: CenterCropPad(), over: [list, .integers([-1])]) == "node 'x': input 1 asks for an extent of -1")
    }

    @Test func triangles() throws {
        let input = Tensor.counting([2, 3])
        #expect(try apply(Trilu(), to: [input]).values == [0, 1, 2, 0, 4, 5])
        #expect(try apply(Trilu(isUpper: false), to: [input]).values == [0, 0, 0, 3, 4, 0])
        #expect(try apply(Trilu(), to: [input, Tensor(scalar: Int64.max)]).values == [0, 0, 0, 0, 0, 0])
        #expect(
            try apply(Trilu(isUpper: false), to: [input, Tensor(scalar: 1 as Int64)]).values == [0, 1, 0, 3, 4, 5])
    }

    @Test func reverseSequence() throws {
        let input = Tensor.counting([3, 2])
        #expect(try apply(ReverseSequence(), to: [input, .integers([2, 3])]).values == [2, 5, 0, 3, 4, 1])
        #expect(
            try apply(ReverseSequence(isTimeFirst: false), to: [input, .integers([0, 1, 2])]).values
                == [0, 1, 2, 3, 5, 4])
        #expect(
            refusal(of: ReverseSequence(), over: [input, .integers([1, 4])])
                == "node 'x': sequence length 4 is not within 0 and 3")
    }

    @Test func depthToSpaceAndBack() throws {
        let input = Tensor.counting([1, 4, 1, 2])
        for mode in [DepthToSpace.Mode.placesFirst, .channelsFirst] {
            let space = try apply(DepthToSpace(side: 2, mode: mode), to: [input])
            #expect(space.shape == [1, 1, 2, 4])
            #expect(space.values == [0, 2, 1, 3, 4, 6, 5, 7])
            #expect(try apply(DepthToSpace(side: 2, mode: mode, isReversed: true), to: [space]).values == input.values)
        }
        #expect(
            refusal(of: DepthToSpace(side: 3), over: [input])
                == "node 'x': the channels of 1×4×1×2 make no blocks of 3×3")
    }

    @Test func blocksMakeAPicture() throws {
        // Two blocks of two pixels, which overlap in the middle one.
        let result = try apply(
            Col2Im(), to: [.floats([1, 2, 10, 20], shape: [1, 2, 2])], constants: [.integers([3]), .integers([2])])
        #expect(result.shape == [1, 1, 3])
        #expect(result.values == [1, 12, 20])
        #expect(
            refusal(of: Col2Im(strides: [0]), over: [.counting([1, 2, 2]), .integers([3]), .integers([2])])
                == "node 'x': its window is outside 1 and 16777216")
    }
}
