import NeuralCore
import SeededRandom
import Testing

/// Network layers give the same bytes however many threads share the work.
@Suite struct ThreadCountTests {
    private struct Layer: CustomStringConvertible {
        let operation: any NeuralCore.Operator
        let inputs: [Shape]
        var description: String { "\(type(of: operation)) of \(inputs)" }

        init(_ operation: any NeuralCore.Operator, _ inputs: Shape...) {
            self.operation = operation
            self.inputs = inputs
        }
    }

    private static let layers: [Layer] = {
        let window = SlidingWindow(kernel: [3, 3], strides: [2, 1], pads: [1, 1, 1, 1])
        let picture: Shape = [2, 40, 33, 31]
        let last: Shape = [2, 33, 31, 40]
        return [
            Layer(MaxPool(window), picture), Layer(MaxPool(window, isChannelsLast: true), last),
            Layer(AveragePool(window), picture), Layer(AveragePool(window, isChannelsLast: true), last),
            Layer(GlobalPool(.average), picture), Layer(GlobalPool(.average, isChannelsLast: true), last),
            Layer(BatchNormalization(trainingMomentum: 0.5), picture, [40], [40], [40], [40]),
            Layer(GroupNormalization(groups: 4), picture, [40], [40]),
            Layer(GroupNormalization(groups: nil, isChannelsLast: true), last, [40], [40]),
            Layer(LayerNormalization(), picture, [31], [31]), Layer(MeanVarianceNormalization(), picture),
            Layer(LocalResponseNormalization(size: 5), picture),
            Layer(Resize(mode: .linear, parameters: .fixed([1, 1, 1.7, 2.3])), picture),
            Layer(Resize(mode: .cubic, parameters: .fixed([1, 1, 1.7, 2.3]), isChannelsLast: true), last),
            Layer(Resize(parameters: .fixed([1, 1, 2, 2])), picture),
            Layer(Gemm(), [150, 70], [70, 130], [130]), Layer(Gemm(transposesLeft: true), [70, 3], [70, 500]),
            Layer(ConvTranspose(SlidingWindow(strides: [2, 2])), picture, [40, 24, 3, 3], [24]),
            Layer(ConvTranspose(SlidingWindow(strides: [2, 2]), isChannelsLast: true), last, [40, 24, 2, 2], [24]),
            Layer(ConvolutionND(SlidingWindow(pads: [1, 1])), [2, 40, 300], [50, 40, 3]),
            Layer(Attention(isCausal: true), [1, 4, 130, 16], [1, 2, 130, 16], [1, 2, 130, 16]),
            Layer(RecurrentLayer(cell: LSTM(), direction: .bidirectional), [20, 5, 30], [2, 64, 30], [2, 64, 16]),
            Layer(RecurrentLayer(cell: GRU()), [20, 5, 30], [1, 48, 30], [1, 48, 16]),
        ]
    }()

    @Test(arguments: 0..<layers.count) func resultsDoNotDependOnThem(index: Int) throws {
        let layer = Self.layers[index]
        var random = SeededRandom(seed: index)
        let inputs = layer.inputs.map { floats($0, random.floats($0.count)) }
        var graph = Graph()
        let places = inputs.enumerated().map { graph.addInput(named: "input \($0)", $1.type) }
        for place in try graph.add(layer.operation, of: places, name: "result") { graph.fetch(place, as: "result") }
        let alone = try Network(graph)(inputs)[0].values
        for threadCount in 2...3 {
            let shared = try Network(graph, threadCount: threadCount)(inputs)[0].values
            #expect(alone.map(\.bitPattern) == shared.map(\.bitPattern), "\(layer), \(threadCount) threads")
        }
    }
}
