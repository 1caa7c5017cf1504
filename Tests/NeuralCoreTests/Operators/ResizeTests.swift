import NeuralCore
import SeededRandom
import Testing

@Suite struct ResizeTests {
    private func resized(_ resize: Resize, _ input: Tensor, sizes: [Int]) throws -> Tensor {
        var graph = Graph()
        let place = graph.addInput(named: "input", input.type)
        let result = try graph.add(
            resize, of: [place, nil, nil, graph.addConstant(named: "sizes", Tensor(integers: sizes))], name: "result")
        graph.fetch(result[0], as: "result")
        return try Network(graph)([input])[0]
    }

    private func line(_ resize: Resize, _ values: [Float], to size: Int) throws -> [Float] {
        try resized(resize, floats([values.count], values), sizes: [size]).values
    }

    @Test func everyTransformation() throws {
        let values: [Float] = [1, 2, 3, 4]
        let expected: [(Resize.Transformation, [Float])] = [
            (.halfPixel, [1, 1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4]),
            (.halfPixelSymmetric, [1, 1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4]),
            (.pytorchHalfPixel, [1, 1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4]),
            (.asymmetric, [1, 1.5, 2, 2.5, 3, 3.5, 4, 4]),
            (.tfHalfPixelForNearest, [1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4, 4]),
        ]
        for (transformation, result) in expected {
            #expect(
                try line(Resize(mode: .linear, transformation: transformation), values, to: 8) == result,
                "\(transformation)")
        }
        #expect(
            try line(Resize(mode: .linear, transformation: .alignCorners), [0, 7], to: 8) == [0, 1, 2, 3, 4, 5, 6, 7])
        #expect(try line(Resize(mode: .linear, transformation: .alignCorners), [5, 7], to: 1) == [5])
        #expect(try line(Resize(mode: .linear, transformation: .pytorchHalfPixel), [5, 7], to: 1) == [5])
        #expect(try line(Resize(mode: .linear, transformation: .halfPixel), [5, 7], to: 1) == [6])
    }

    @Test func everyNearestMode() throws {
        // Places 0, 0.5, 1, 1.5 …
        let expected: [(Resize.NearestMode, [Float])] = [
            (.floor, [1, 1, 2, 2, 3, 3]), (.ceil, [1, 2, 2, 3, 3, 3]), (.roundPreferFloor, [1, 1, 2, 2, 3, 3]),
            (.roundPreferCeil, [1, 2, 2, 3, 3, 3]), (.simple, [1, 1, 2, 2, 3, 3]),
        ]
        for (mode, result) in expected {
            let resize = Resize(transformation: .asymmetric, nearestMode: mode)
            #expect(try line(resize, [1, 2, 3], to: 6) == result, "\(mode)")
        }
        // Places 0, 1.67.
        #expect(
            try line(Resize(transformation: .asymmetric, nearestMode: .simple), [1, 2, 3, 4, 5], to: 3) == [1, 3, 5])
    }

    @Test func cubicGoesThroughItsPoints() throws {
        let resize = Resize(mode: .cubic, transformation: .alignCorners)
        #expect(try line(resize, [3, 1, 4, 1], to: 7)[0] == 3)
        let half = try line(resize, [0, 0, 1, 1], to: 7)[3]
        #expect(abs(half - 0.5) < 1e-6)
        // Half-way between points the weights are -0.09375, 0.59375, 0.59375, -0.09375.
        #expect(abs(try line(resize, [1, 0, 0, 0], to: 7)[3] + 0.09375) < 1e-6)
        let softer = Resize(mode: .cubic, transformation: .alignCorners, cubicCoefficient: -0.5)
        #expect(abs(try line(softer, [1, 0, 0, 0], to: 7)[3] + 0.0625) < 1e-6)
    }

    @Test func outsideEitherRepeatsTheEdgeOrCountsForNothing() throws {
        let values: [Float] = [1, 0]
        // At -0.25: taps at -2, -1, 0, 1 weigh -0.03515625, 0.26171875, 0.87890625, -0.10546875.
        let repeated = try line(Resize(mode: .cubic), values, to: 4)[0]
        #expect(abs(repeated - (0.26171875 - 0.03515625 + 0.87890625)) < 1e-6)
        let excluded = try line(Resize(mode: .cubic, excludesOutside: true), values, to: 4)[0]
        #expect(abs(excluded - 0.87890625 / (0.87890625 - 0.10546875)) < 1e-6)
    }

    @Test func antialiasingSeesEveryElement() throws {
        let resize = Resize(mode: .linear, antialiases: true)
        // Triangles of radius 2 about 0.5 and 2.5.
        let values = try line(resize, [8, 0, 0, 0], to: 2)
        #expect(abs(values[0] - 8 * (0.75 + 0.25) / 2) < 1e-5)
        #expect(abs(values[1]) < 1e-5)
        let inner = try line(resize, [0, 8, 0, 0, 0, 0], to: 3)
        #expect(abs(inner[0] - 3) < 1e-5 && abs(inner[1] - 1) < 1e-5 && inner[2] == 0)
    }

    @Test func regionsReachOutside() throws {
        var graph = Graph()
        let input = floats([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])
        let place = graph.addInput(named: "input", input.type)
        let region = graph.addConstant(named: "region", floats([4], [0.5, 0, 1, 1.5]))
        let sizes = graph.addConstant(named: "sizes", Tensor(integers: [2, 4]))
        let resize = Resize(
            mode: .linear, transformation: .tfCropAndResize, axes: [2, -1], extrapolationValue: -1)
        let result = try graph.add(resize, of: [place, region, nil, sizes], name: "result")
        graph.fetch(result[0], as: "result")
        #expect(try Network(graph)([input])[0].values == [4, 5, 6, -1, 7, 8, 9, -1])
    }

    @Test func proportionsMayStay() throws {
        let input = floats([2, 4], [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(try resized(Resize(aspectRatio: .notLarger), input, sizes: [3, 3]).shape == [2, 3])
        #expect(try resized(Resize(aspectRatio: .notSmaller), input, sizes: [3, 3]).shape == [3, 6])
    }

    /// Three axes at once, the outermost by itself.
    @Test func anyNumberOfAxes() throws {
        let input = floats([2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7])
        let resize = Resize(mode: .linear, transformation: .alignCorners)
        let result = try resized(resize, input, sizes: [3, 3, 3])
        let ramp = (0..<27).map { index -> Float in
            let (z, y, x) = (Float(index / 9), Float(index / 3 % 3), Float(index % 3))
            return 2 * z + y + x / 2
        }
        #expect(result.values == ramp)
        #expect(
            try resized(Resize(transformation: .asymmetric, nearestMode: .floor), input, sizes: [4, 2, 1]).values == [
                0, 2, 0, 2, 4, 6, 4, 6,
            ])
        #expect(try resized(resize, input, sizes: [2, 2, 2]).values == input.values)
        #expect(try resized(resize, input, sizes: [2, 2, 0]).shape == [2, 2, 0])
        #expect(try resized(resize, input, sizes: [3, 3, 0]).shape == [3, 3, 0])
    }

    @Test func bytesArePicked() throws {
        let input = Tensor(shape: [1, 3], values: [1, 2, 3] as [UInt8])
        #expect(
            try resized(Resize(), input, sizes: [2, 6]).values(as: UInt8.self) == [1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3])
        let wide = Tensor(shape: [2], values: [1, 1 << 40] as [Int64])
        #expect(try resized(Resize(), wide, sizes: [4]).values(as: Int64.self) == [1, 1, 1 << 40, 1 << 40])
    }

    @Test(arguments: 0..<80) func orderOfAxesDoesNotMatter(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let shape: Shape = [
            .random(in: 1...2, using: &random), .random(in: 1...20, using: &random), .random(in: 2...9, using: &random),
            .random(in: 2...9, using: &random),
        ]
        let mode: Resize.Mode = [.nearest, .linear, .cubic][seed % 3]
        let transformation: Resize.Transformation = [.halfPixel, .alignCorners, .asymmetric][seed / 3 % 3]
        let scales: [Float] = [
            1, seed % 7 == 0 ? 2 : 1, .random(in: 0.5...3, using: &random), .random(in: 0.5...3, using: &random),
        ]
        let resize = Resize(
            mode: mode, transformation: transformation, parameters: .fixed(scales),
            antialiases: mode != .nearest && seed % 2 == 0)
        try expectSameChannelsLast(
            resize, [floats(shape, random.floats(shape.count))], "seed \(seed): \(shape) by \(scales), \(mode)")
    }

    @Test func whatCannotBeIsRefused() {
        let input = floats([1, 2], [1, 2])
        func text(_ resize: Resize) -> String { refusal(resize, of: [input]) }
        #expect(text(Resize(parameters: .fixed([1]))) == "node 'result': has 1 scales or sizes for 2 axes")
        #expect(text(Resize(parameters: .fixed([1, 0]))) == "node 'result': scale 0.0 is not positive")
        #expect(text(Resize(parameters: .fixed([1, .nan]))) == "node 'result': scale nan is not positive")
        #expect(text(Resize(parameters: .fixed([1, 1e30]))) == "node 'result': scale 1e+30 of 2 elements is too large")
        #expect(text(Resize()) == "node 'result': takes either scales or sizes")
        #expect(text(Resize(parameters: .fixed([1]), axes: [2])) == "node 'result': axis 2 is outside 1×2")
        #expect(text(Resize(parameters: .fixed([1, 1]), axes: [1, -1])) == "node 'result': axis 1 is listed twice")
        #expect(
            text(Resize(parameters: .fixed([1e8, 1e8])))
                == "node 'result': a tensor of 100000000×200000000 is too large")
        let sizes = Tensor(integers: [-1, 2])
        #expect(throws: NeuralError.badNode(node: "result", reason: "size -1 is not one")) {
            try resized(Resize(), input, sizes: sizes.values(as: Int64.self).map { Int($0) })
        }
        #expect(
            refusal(Resize(mode: .linear, parameters: .fixed([2])), of: [Tensor(shape: [1], values: [1] as [Int32])])
                == "node 'result': input 0 of type int32 is not supported")
    }
}
