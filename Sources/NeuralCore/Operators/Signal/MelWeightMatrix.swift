import Foundation

/// Weights that gather the frequencies of a spectrum in triangles, evenly spaced on the mel scale: frequencies × triangles.
/// Inputs: the triangles' number, the transform's length, the sample rate, and the lowest and the highest frequency in hertz.
package struct MelWeightMatrix: Operator {
    let element: ElementType

    package init(_ element: ElementType = .float32) { self.element = element }

    static let onnx = ONNXOperator("MelWeightMatrix", opsets: 17...28) { node throws(NeuralError) in
        MelWeightMatrix(try node.elementType("output_datatype") ?? .float32)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (count, length, rate) = (try inputs.integer(0), try inputs.integer(1), try inputs.integer(2))
        let (lowest, highest) = (Double(try inputs.float(3)), Double(try inputs.float(4)))
        guard (0...Shape.elementLimit).contains(count), (0...Shape.elementLimit).contains(length), rate > 0,
            lowest >= 0, highest >= lowest, highest.isFinite
        else {
            throw inputs.bad(
                "no \(count) triangles of \(lowest) to \(highest) hertz at \(rate) samples a second")
        }
        let frequencies = length / 2 + 1
        let shape = try inputs.shape([frequencies, count])
        func mel(_ hertz: Double) -> Double { 2595 * log10(1 + hertz / 700) }
        let step = (mel(highest) - mel(lowest)) / Double(count + 2)
        let corners = (0..<count + 2).map { index -> Int in
            let hertz = 700 * (pow(10, (mel(lowest) + Double(index) * step) / 2595) - 1)
            return Int((Double(length + 1) * hertz / Double(rate)).rounded(.down))
        }
        guard corners.allSatisfy({ $0 < frequencies }) else {
            throw inputs.bad("\(highest) hertz are beyond a spectrum of \(frequencies) at \(rate) samples a second")
        }
        var weights = [Double](repeating: 0, count: shape.count)
        for index in 0..<count {
            let (left, centre, right) = (corners[index], corners[index + 1], corners[index + 2])
            for place in left...centre {
                weights[place * count + index] = left == centre ? 1 : Double(place - left) / Double(centre - left)
            }
            for place in centre..<right {
                weights[place * count + index] = Double(right - place) / Double(right - centre)
            }
        }
        return [.known(Tensor(shape: shape, values: weights).converted(to: element))]
    }
}
