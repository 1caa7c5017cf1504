import NeuralCore
import Testing

@Suite struct DetectionTests {
    @Test func overlappingBoxesAreSuppressed() throws {
        // Two boxes that share four fifths of their union, and one apart.
        let boxes = Tensor.floats([0, 0, 1, 1, 0, 0.1, 1, 1, 0, 10, 1, 11], shape: [1, 3, 4])
        let scores = Tensor.floats([0.8, 0.9, 0.8], shape: [1, 1, 3])
        func chosen(_ most: Int, _ overlap: Float, _ least: Float?) throws -> [Int] {
            try results(
                of: NonMaxSuppression(),
                over: [boxes, scores, .integers([most]), .floats([overlap]), least.map { .floats([$0]) }], count: 1
            )[0].whole
        }
        #expect(try chosen(3, 0.5, nil) == [0, 0, 1, 0, 0, 2])
        #expect(try chosen(3, 0.95, nil) == [0, 0, 1, 0, 0, 0, 0, 0, 2])
        #expect(try chosen(1, 0.5, nil) == [0, 0, 1])
        #expect(try chosen(3, 0.5, 0.8) == [0, 0, 1])
        #expect(try chosen(0, 0.5, nil) == [])
        let centres = Tensor.floats([0.5, 0.5, 1, 1, 0.55, 0.5, 0.9, 1, 10.5, 0.5, 1, 1], shape: [1, 3, 4])
        let same = try apply(
            NonMaxSuppression(hasCentres: true), to: [centres, scores, .integers([3]), .floats([0.5])])
        #expect(same.whole == [0, 0, 1, 0, 0, 2])
        #expect(
            refusal(of: NonMaxSuppression(), over: [boxes, .counting([1, 1, 2])])
                == "node 'x': shapes 1×3×4, 1×1×2 do not fit together")
    }

    @Test func regionsAreMeansOfBins() throws {
        let picture = Tensor.counting([1, 1, 4, 4])
        let region = Tensor.floats([0, 0, 4, 4], shape: [1, 4])
        func align(_ operation: RoiAlign, _ region: Tensor, _ batch: Int = 0) throws -> [Float] {
            try apply(operation, to: [picture, region, .integers([batch])]).values
        }
        #expect(try align(RoiAlign(height: 2, width: 2), region) == [2.5, 4.5, 10.5, 12.5])
        #expect(try align(RoiAlign(height: 1, width: 1, placesAlongSide: 1), region) == [7.5])
        #expect(
            refusal(of: RoiAlign(height: 1, width: 1), over: [picture, region, .integers([1])])
                == "node 'x': picture 1 is outside a batch of 1")
        #expect(
            refusal(
                of: RoiAlign(height: 1, width: 1),
                over: [picture, .floats([0, 0, 1e30, .nan], shape: [1, 4]), .integers([0])])
                == "node 'x': region 0 is larger than any picture")
    }

    @Test func picturesAreSeenAtPlaces() throws {
        let picture = Tensor.floats([1, 2, 3, 4], shape: [1, 1, 2, 2])
        let places = Tensor.floats([0, 0, -1, -1, 3, 0, .nan, .infinity], shape: [1, 1, 4, 2])
        func sample(_ operation: GridSample) throws -> [Float] { try apply(operation, to: [picture, places]).values }
        #expect(try sample(GridSample(alignsCorners: true)) == [2.5, 1, 0, 0])
        #expect(try sample(GridSample(alignsCorners: false)) == [2.5, 0.25, 0, 0])
        #expect(try sample(GridSample(border: .border, alignsCorners: true))[..<3] == [2.5, 1, 3])
        #expect(try sample(GridSample(.nearest, border: .border, alignsCorners: true))[1...2] == [1, 2])
        #expect(try sample(GridSample(border: .reflection, alignsCorners: true))[..<3] == [2.5, 1, 2])
        #expect(try sample(GridSample(.cubic, border: .border, alignsCorners: true)).allSatisfy(\.isFinite))
        #expect(
            refusal(of: GridSample(), over: [picture, .counting([1, 1, 4, 3])])
                == "node 'x': shapes 1×1×2×2, 1×1×4×3 do not fit together")
    }

    @Test func affineMapsOfPlaces() throws {
        let turn = Tensor.floats([0, -1, 0.5, 1, 0, 0], shape: [1, 2, 3])
        let size = Tensor.integers([1, 1, 2, 2])
        #expect(
            try apply(AffineGrid(), to: [turn], constants: [size]).values == [1, -0.5, 1, 0.5, 0, -0.5, 0, 0.5])
        #expect(
            try apply(AffineGrid(alignsCorners: true), to: [turn], constants: [size]).values
                == [1.5, -1, 1.5, 1, -0.5, -1, -0.5, 1])
        #expect(
            refusal(of: AffineGrid(), over: [turn, .integers([1, 1, 2])])
                == "node 'x': input 1 has 3 elements, expected 4 or 5")
    }

    @Test func determinants() throws {
        let matrices = Tensor.floats([1, 2, 3, 4, 0, 1, 1, 0], shape: [2, 2, 2])
        #expect(try apply(Det(), to: [matrices]).values == [-2, -1])
        #expect(try apply(Det(), to: [.counting([3, 3])]).values == [0])
        #expect(
            refusal(of: Det(), over: [.counting([2, 3])]) == "node 'x': input 0 is 2×3, expected square matrices")
    }
}
