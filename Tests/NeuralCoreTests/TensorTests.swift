import NeuralCore
import Testing

@Suite struct TensorTests {
    @Test func shapesAreNeverNegativeAndNeverHuge() {
        #expect(Shape(validating: [1, 300, 300, 3])?.count == 270_000)
        #expect(Shape(validating: [])?.count == 1)
        #expect(Shape(validating: [2, 0])?.count == 0)
        #expect(Shape(validating: [0, 1 << 40]) == nil)
        #expect(Shape(validating: [-1]) == nil)
        #expect(Shape(validating: [Shape.elementLimit + 1]) == nil)
        #expect(Shape(validating: [Int.max, Int.max]) == nil)
        #expect(Shape(validating: [1 << 40, 1 << 40, 1 << 40]) == nil)
    }

    @Test func shapesReadAsProducts() {
        #expect("\(Shape([1, 19, 19, 576]))" == "1×19×19×576")
        #expect("\(Shape([]))" == "scalar")
    }

    @Test func reshapingKeepsValues() {
        let tensor = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6] as [Float])
        let reshaped = Tensor(tensor, reshapedTo: [3, 2])
        #expect(reshaped.shape == [3, 2])
        #expect(reshaped.values == [1, 2, 3, 4, 5, 6])
    }
}
