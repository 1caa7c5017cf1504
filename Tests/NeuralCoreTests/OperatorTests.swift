import NeuralCore
import Testing

/// Each operator on arrays small enough to work out by hand.
@Suite struct OperatorTests {
    private let square = Tensor(shape: [1, 2, 2, 1], values: [1, 2, 3, 4] as [Float])

    @Test func pointwiseConvolutionIsAMatrixProduct() throws {
        let input = Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4] as [Float])
        let filter = Tensor(shape: [1, 1, 2, 3], values: [1, 0, 1, 0, 1, -1] as [Float])
        let bias = Tensor(shape: [3], values: [0, 10, 0] as [Float])
        let result = try apply(convolution(), to: [input, filter, bias])
        #expect(result.shape == [1, 1, 2, 3])
        #expect(result.values == [1, 12, -1, 3, 14, -1])
    }

    @Test func paddedConvolutionCountsOutsideAsZero() throws {
        let ones = Tensor(shape: [3, 3, 1, 1], values: [Float](repeating: 1, count: 9))
        let window = Window(padding: Window.Padding(top: 1, left: 1, bottom: 1, right: 1))
        let result = try apply(
            convolution(window), to: [square, ones, Tensor(shape: [1], values: [0] as [Float])])
        #expect(result.values == [10, 10, 10, 10])
    }

    @Test func stridedConvolutionSkips() throws {
        let input = Tensor(shape: [1, 3, 3, 1], values: [1, 2, 3, 4, 5, 6, 7, 8, 9] as [Float])
        let filter = Tensor(shape: [1, 1, 1, 1], values: [2] as [Float])
        let result = try apply(
            convolution(Window(strideY: 2, strideX: 2), .relu6),
            to: [input, filter, Tensor(shape: [1], values: [-1] as [Float])])
        #expect(result.shape == [1, 2, 2, 1])
        #expect(result.values == [1, 5, 6, 6])
    }

    @Test func depthwiseConvolutionKeepsChannelsApart() throws {
        let input = Tensor(shape: [1, 1, 3, 2], values: [1, 10, 2, 20, 3, 30] as [Float])
        let filter = Tensor(shape: [1, 3, 2, 1], values: [1, 0, 1, 1, 1, 0] as [Float])
        let result = try apply(
            convolution(filterLayout: .depthwise),
            to: [input, filter, Tensor(shape: [2], values: [0.5, 0] as [Float])])
        #expect(result.shape == [1, 1, 1, 2])
        #expect(result.values == [6.5, 20])
    }

    @Test func activations() throws {
        let input = Tensor(shape: [4], values: [-1, 0, 3, 7] as [Float])
        #expect(try apply(Unary(.relu), to: [input]).values == [0, 0, 3, 7])
        #expect(try apply(Unary(.relu6), to: [input]).values == [0, 0, 3, 6])
        #expect(try apply(Unary(.sigmoid), to: [Tensor(shape: [2], values: [0, 100] as [Float])]).values == [0.5, 1])
        #expect(
            try apply(Unary(.reciprocalSquareRoot), to: [Tensor(shape: [2], values: [4, 0.25] as [Float])]).values == [
                0.5, 2,
            ])
    }

    @Test func binaryOperatorsRepeatTheSmallerOperand() throws {
        let channels = Tensor(shape: [2], values: [10, 20] as [Float])
        let input = Tensor(shape: [2, 2], values: [1, 2, 3, 4] as [Float])
        #expect(try apply(Arithmetic(.add), to: [input, channels]).values == [11, 22, 13, 24])
        #expect(try apply(Arithmetic(.subtract), to: [channels, input]).values == [9, 18, 7, 16])
        #expect(
            try apply(Arithmetic(.multiply), to: [input, Tensor(shape: [], values: [3] as [Float])]).values == [
                3, 6, 9, 12,
            ])
        #expect(try apply(Arithmetic(.multiply), to: [input, input]).values == [1, 4, 9, 16])
    }

    @Test func concatenationAlongEachAxis() throws {
        let left = Tensor(shape: [1, 2, 1], values: [1, 2] as [Float])
        let right = Tensor(shape: [1, 2, 2], values: [3, 4, 5, 6] as [Float])
        #expect(try apply(Concatenation(axis: 2), to: [left, right]).values == [1, 3, 4, 2, 5, 6])
        let below = try apply(Concatenation(axis: 1), to: [left, Tensor(shape: [1, 1, 1], values: [9] as [Float])])
        #expect(below.shape == [1, 3, 1])
        #expect(below.values == [1, 2, 9])
    }

    @Test func reshapingCopiesNothingAndKeepsOrder() throws {
        let result = try apply(View(shape: [4]), to: [square])
        #expect(result.shape == [4])
        #expect(result.values == [1, 2, 3, 4])
    }
}
