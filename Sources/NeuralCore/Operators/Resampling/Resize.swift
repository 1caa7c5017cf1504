/// A tensor sampled anew along any of its axes. Inputs: the tensor, and as `Parameters` says a region to cut out, a scale
/// for each axis, or a size for each.
package struct Resize: Operator {
    package enum Mode: String, Sendable { case nearest, linear, cubic }

    /// How places of the result lie over the input.
    package enum Transformation: String, Sendable {
        case halfPixel = "half_pixel"
        case halfPixelSymmetric = "half_pixel_symmetric"
        case pytorchHalfPixel = "pytorch_half_pixel"
        case alignCorners = "align_corners"
        case asymmetric
        case tfHalfPixelForNearest = "tf_half_pixel_for_nn"
        case tfCropAndResize = "tf_crop_and_resize"
    }

    package enum NearestMode: String, Sendable {
        case roundPreferFloor = "round_prefer_floor"
        case roundPreferCeil = "round_prefer_ceil"
        case floor, ceil
        /// Down where the axis grows, up where it shrinks: operator set 10.
        case simple
    }

    /// What sizes do to the proportions of the axes.
    package enum AspectRatio: String, Sendable {
        case stretch
        case notLarger = "not_larger"
        case notSmaller = "not_smaller"
    }

    /// Where the scales come from.
    package enum Parameters: Sendable {
        /// Region, scales and sizes as inputs 1 to 3.
        case regionScalesSizes
        /// Scales as input 1.
        case scales
        case fixed([Float])
    }

    package var mode: Mode
    package var transformation: Transformation
    package var nearestMode: NearestMode
    package var parameters: Parameters
    /// The axes that the parameters are of; nil for all.
    package var axes: [Int]?
    package var aspectRatio: AspectRatio
    package var antialiases: Bool
    package var cubicCoefficient: Float
    /// Whether taps outside the input count for nothing, instead of repeating its edge.
    package var excludesOutside: Bool
    /// What lies outside the input, where a region reaches there.
    package var extrapolationValue: Float
    package var isChannelsLast: Bool

    package init(
        mode: Mode = .nearest, transformation: Transformation = .halfPixel,
        nearestMode: NearestMode = .roundPreferFloor, parameters: Parameters = .regionScalesSizes, axes: [Int]? = nil,
        aspectRatio: AspectRatio = .stretch, antialiases: Bool = false, cubicCoefficient: Float = -0.75,
        excludesOutside: Bool = false, extrapolationValue: Float = 0, isChannelsLast: Bool = false
    ) {
        self.mode = mode
        self.transformation = transformation
        self.nearestMode = nearestMode
        self.parameters = parameters
        self.axes = axes
        self.aspectRatio = aspectRatio
        self.antialiases = antialiases
        self.cubicCoefficient = cubicCoefficient
        self.excludesOutside = excludesOutside
        self.extrapolationValue = extrapolationValue
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = ONNXOperator("Resize", opsets: 10...28) { node throws(NeuralError) in
        let mode = try node.choice("mode", default: Mode.nearest)
        guard node.opset >= 11 else {
            return Resize(mode: mode, transformation: .asymmetric, nearestMode: .simple, parameters: .scales)
        }
        let nearestMode = try node.choice("nearest_mode", default: NearestMode.roundPreferFloor)
        guard nearestMode != .simple else { throw node.unsupported("nearest_mode", "simple") }
        let antialiases = try node.flag("antialias")
        guard !antialiases || mode != .nearest else { throw node.unsupported("antialias", "1 and mode nearest") }
        return Resize(
            mode: mode,
            transformation: try node.choice("coordinate_transformation_mode", default: .halfPixel),
            nearestMode: nearestMode, axes: try node.integers("axes"),
            aspectRatio: try node.choice("keep_aspect_ratio_policy", default: .stretch), antialiases: antialiases,
            cubicCoefficient: try node.float("cubic_coeff_a", default: -0.75),
            excludesOutside: try node.flag("exclude_outside"),
            extrapolationValue: try node.float("extrapolation_value", default: 0))
    }

    /// The elements as they are: places are picked, and nothing is put between or around them.
    var picks: Bool { mode == .nearest && transformation != .tfCropAndResize }

    package var takesNarrowFloats: Bool { picks }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try picks ? inputs(0) : inputs(0, .float32)
        let axes = try layoutAxes(inputs)
        if axes.allSatisfy(isIdentity) { return [.view(ofInput: 0, input.shape)] }
        return [.type(input.element, try inputs.shape(axes.map(\.output)))]
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard inputs.optional(0)?.shape.rank == 4 else { return nil }
        var operation = self
        operation.isChannelsLast = true
        return ChannelsLast(operation, isPicture: inputs.all.indices.map { $0 == 0 })
    }

    /// What is asked of each axis, in the order they lie in memory.
    func layoutAxes(_ inputs: Operands) throws(NeuralError) -> [Axis] {
        let axes = try statedAxes(inputs)
        return isChannelsLast && axes.count == 4 ? [axes[0], axes[2], axes[3], axes[1]] : axes
    }

    /// What is asked of each axis, in the order that parameters count them.
    private func statedAxes(_ inputs: Operands) throws(NeuralError) -> [Axis] {
        let shape = try inputs(0).shape
        let extents =
            isChannelsLast && shape.rank == 4 ? [0, 3, 1, 2].map { shape[$0] } : shape.extents
        var result = extents.map { Axis(input: $0, output: $0, scale: 1) }
        var chosen: [Int] = []
        for axis in axes ?? Array(extents.indices) {
            let axis = try inputs.axis(axis, of: shape)
            guard !chosen.contains(axis) else { throw inputs.bad("axis \(axis) is listed twice") }
            chosen.append(axis)
        }
        let (scales, sizes) = (try scales(inputs), try sizes(inputs))
        guard (scales == nil) != (sizes == nil) else { throw inputs.bad("takes either scales or sizes") }
        guard scales?.count ?? chosen.count == chosen.count, sizes?.count ?? chosen.count == chosen.count else {
            throw inputs.bad("has \(scales?.count ?? sizes!.count) scales or sizes for \(chosen.count) axes")
        }
        if let scales {
            for (axis, scale) in zip(chosen, scales) {
                guard scale > 0, scale.isFinite else { throw inputs.bad("scale \(scale) is not positive") }
                let length = (Double(extents[axis]) * Double(scale)).rounded(.down)
                guard length <= Double(Shape.elementLimit) else {
                    throw inputs.bad("scale \(scale) of \(extents[axis]) elements is too large")
                }
                (result[axis].output, result[axis].scale) = (Int(length), Double(scale))
            }
        }
        if let sizes { try apply(sizes, to: chosen, of: &result, inputs) }
        for axis in result where axis.input == 0 && axis.output > 0 { throw inputs.mismatch }
        if transformation == .tfCropAndResize { try cut(chosen, of: &result, inputs) }
        return result
    }

    private func apply(
        _ sizes: [Int], to chosen: [Int], of axes: inout [Axis], _ inputs: Operands
    ) throws(NeuralError) {
        for (axis, size) in zip(chosen, sizes) {
            guard (0...Shape.elementLimit).contains(size) else { throw inputs.bad("size \(size) is not one") }
            axes[axis].output = size
            axes[axis].scale = axes[axis].input == 0 ? 1 : Double(size) / Double(axes[axis].input)
        }
        guard aspectRatio != .stretch else { return }
        let scales = chosen.map { axes[$0].scale }
        guard let scale = aspectRatio == .notLarger ? scales.min() : scales.max() else { return }
        for axis in chosen {
            let length = (scale * Double(axes[axis].input)).rounded(.toNearestOrAwayFromZero)
            guard length <= Double(Shape.elementLimit) else { throw inputs.bad("scale \(scale) is too large") }
            axes[axis].output = Int(length)
            axes[axis].scale = scale
        }
    }

    /// The region: all starts, then all ends.
    private func cut(_ chosen: [Int], of axes: inout [Axis], _ inputs: Operands) throws(NeuralError) {
        let region = try inputs.tensor(1)
        guard region.element.isFloat else {
            throw .unsupportedType(node: inputs.node, input: 1, type: region.element)
        }
        let bounds = region.converted(to: .float32).values
        guard bounds.count == 2 * chosen.count, bounds.allSatisfy(\.isFinite) else {
            throw inputs.badInput(1, "is not a region of \(chosen.count) axes")
        }
        for (index, axis) in chosen.enumerated() {
            axes[axis].region = (Double(bounds[index]), Double(bounds[chosen.count + index]))
        }
    }

    private func scales(_ inputs: Operands) throws(NeuralError) -> [Float]? {
        let index: Int
        switch parameters {
        case .fixed(let scales): return scales
        case .scales: index = 1
        case .regionScalesSizes: index = 2
        }
        guard let operand = inputs.optional(index), operand.shape.count > 0 else { return nil }
        _ = try inputs(index, .float32)
        return try inputs.tensor(index).values
    }

    private func sizes(_ inputs: Operands) throws(NeuralError) -> [Int]? {
        guard case .regionScalesSizes = parameters, let operand = inputs.optional(3), operand.shape.count > 0 else {
            return nil
        }
        return try inputs.integers(3)
    }
}
