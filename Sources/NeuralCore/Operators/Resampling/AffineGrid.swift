/// The places in a picture that an affine map sends each pixel of another to, in coordinates from -1 to 1: batch × rows × columns × (x, y),
/// or batch × planes × rows × columns × (x, y, z). Inputs: the maps, 2 × 3 or 3 × 4 each, and the size of the other picture.
package struct AffineGrid: Operator {
    /// Whether -1 and 1 are the centres of the outermost pixels, not their outer edges.
    let alignsCorners: Bool

    package init(alignsCorners: Bool = false) { self.alignsCorners = alignsCorners }

    static let onnx = ONNXOperator("AffineGrid", opsets: 20...28) { node throws(NeuralError) in
        AffineGrid(alignsCorners: try node.flag("align_corners"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (maps, size) = (try inputs(0, .float32, .float64), try inputs.integers(1))
        let rank = size.count - 2
        guard rank == 2 || rank == 3 else { throw inputs.badInput(1, "has \(size.count) elements, expected 4 or 5") }
        guard maps.shape.extents == [size[0], rank, rank + 1] else { throw inputs.mismatch }
        return [.type(maps.element, try inputs.shape([size[0]] + size.dropFirst(2) + [rank]))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        results[0].element == .float32 ? kernel(results[0].shape, Float.self) : kernel(results[0].shape, Double.self)
    }

    private func kernel<F: BinaryFloatingPoint & Element>(_ result: Shape, _: F.Type) -> Kernel {
        let rank = result.last
        let extents = Array(result.extents.dropFirst().dropLast())
        let alignsCorners = alignsCorners
        return Kernel { frame in
            let (maps, output) = (frame.input(0, as: F.self), frame.output(as: F.self))
            let placesOfMap = extents.reduce(1, *)
            frame.crew.share(result[0] * placesOfMap, grain: 1 << 11) { range in
                for index in range {
                    let map = maps + index / placesOfMap * rank * (rank + 1)
                    // x first: the fastest axis.
                    var (place, rest) = (SIMD4<Double>(0, 0, 0, 0), index % placesOfMap)
                    for axis in 0..<rank {
                        let extent = extents[rank - 1 - axis]
                        let pixel = Double(rest % extent)
                        rest /= extent
                        place[axis] =
                            alignsCorners
                            ? (extent > 1 ? 2 * pixel / Double(extent - 1) - 1 : 0)
                            : (2 * pixel + 1) / Double(extent) - 1
                    }
                    for row in 0..<rank {
                        var sum = Double(map[row * (rank + 1) + rank])
                        for axis in 0..<rank { sum += Double(map[row * (rank + 1) + axis]) * place[axis] }
                        output[index * rank + row] = F(sum)
                    }
                }
            }
        }
    }
}
