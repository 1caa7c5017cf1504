import NeuralCore
import Testing

@Suite struct ShapeTests {
    private let tensor = Tensor.counting([2, 3, 1])

    @Test func shapeAndSize() throws {
        #expect(try apply(ShapeOf(), to: [tensor]).whole == [2, 3, 1])
        #expect(try apply(ShapeOf(from: -2, to: -1), to: [tensor]).whole == [3])
        #expect(try apply(ShapeOf(from: 2, to: 1), to: [tensor]).whole == [])
        #expect(try apply(ShapeOf(from: -9, to: 9), to: [tensor]).whole == [2, 3, 1])
        #expect(try apply(SizeOf(), to: [tensor]).whole == [6])
        #expect(try apply(SizeOf(), to: [tensor]).shape == .scalar)
    }

    @Test func flatten() throws {
        #expect(try apply(Flatten(), to: [tensor]).shape == [2, 3])
        #expect(try apply(Flatten(axis: 0), to: [tensor]).shape == [1, 6])
        #expect(try apply(Flatten(axis: -1), to: [tensor]).shape == [6, 1])
        #expect(try apply(Flatten(axis: 3), to: [tensor]).shape == [6, 1])
        #expect(refusal(of: Flatten(axis: 4), over: [tensor]) == "node 'x': axis 4 is outside 2×3×1")
    }

    @Test func squeezeAndUnsqueeze() throws {
        #expect(try apply(Squeeze(), to: [tensor]).shape == [2, 3])
        #expect(try apply(Squeeze(), to: [tensor, .integers([-1])]).shape == [2, 3])
        #expect(try apply(Unsqueeze(axes: [0, -1]), to: [tensor]).shape == [1, 2, 3, 1, 1])
        #expect(try apply(Unsqueeze(), to: [tensor], constants: [.integers([4, 1])]).shape == [2, 1, 3, 1, 1])
        #expect(
            refusal(of: Squeeze(axes: [1]), over: [tensor])
                == "node 'x': axis 1 of 2×3×1 cannot be left out: its extent is not 1")
        #expect(refusal(of: Unsqueeze(axes: [1, 1]), over: [tensor]) == "node 'x': axis 1 is given twice")
        #expect(
            refusal(of: Unsqueeze(axes: [.min]), over: [tensor])
                == "node 'x': axis -9223372036854775808 is outside a tensor of rank 4")
        #expect(refusal(of: Unsqueeze(), over: [tensor]) == "node 'x': input 1 is missing")
    }

    @Test func expand() throws {
        let column = Tensor.floats([1, 2], shape: [2, 1])
        let result = try apply(Expand(), to: [column], constants: [.integers([2, 1, 3])])
        #expect(result.shape == [2, 2, 3])
        #expect(result.values == [1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2])
        #expect(try apply(Expand(), to: [column, .integers([1])]).shape == [2, 1])
        #expect(try apply(Expand(), to: [column, .integers([0])]).shape == [2, 0])
        #expect(
            refusal(of: Expand(), over: [column, .integers([3, 1])])
                == "node 'x': shapes 2×1, 3×1 do not fit together")
        #expect(
            refusal(of: Expand(), over: [column, .integers([1 << 40, 1])])
                == "node 'x': a tensor of 1099511627776×1 is too large")
    }

    @Test func tile() throws {
        let square = Tensor.floats([1, 2, 3, 4], shape: [2, 2])
        let result = try apply(Tile(), to: [square], constants: [.integers([1, 2])])
        #expect(result.values == [1, 2, 1, 2, 3, 4, 3, 4])
        #expect(try apply(Tile(), to: [square, .integers([2, 1])]).values == [1, 2, 3, 4, 1, 2, 3, 4])
        #expect(try apply(Tile(), to: [square, .integers([0, 3])]).shape == [0, 6])
        #expect(
            refusal(of: Tile(), over: [square, .integers([-1, 1])]) == "node 'x': input 1 asks for -1 repeats")
        #expect(
            refusal(of: Tile(), over: [square, .integers([1 << 20, 1 << 20])])
                == "node 'x': a tensor of 2097152×2097152 is too large")
    }
}
