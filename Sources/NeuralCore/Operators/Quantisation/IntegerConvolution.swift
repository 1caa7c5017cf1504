/// Convolutions of pictures of 8-bit integers, batch × channels × rows × columns, in double precision, which holds their sums
/// exactly.
struct IntegerConvolution: Sendable {
    let geometry: ConvolutionGeometry
    let picture: Centring
    let filter: Centring
    let filterIndex: Int
    let pictureZeroPoint: Int
    let filterZeroPoint: Int

    init(
        _ convolution: Convolution, _ inputs: Operands, filter filterIndex: Int, pictureZeroPoint: Int,
        filterZeroPoint: Int
    ) throws(NeuralError) {
        guard
            let geometry = ConvolutionGeometry(
                convolution, picture: try inputs(0).shape, filter: try inputs(filterIndex).shape)
        else { throw inputs.mismatch }
        self.geometry = geometry
        picture = try Centring(inputs, 0, zeroPoint: pictureZeroPoint, along: 1)
        filter = try Centring(inputs, filterIndex, zeroPoint: filterZeroPoint, along: 0)
        (self.filterIndex, self.pictureZeroPoint, self.filterZeroPoint) = (
            filterIndex, pictureZeroPoint, filterZeroPoint
        )
    }

    private var depth: Int { geometry.channels / geometry.groups * geometry.kernelHeight * geometry.kernelWidth }
    private var resultCount: Int { geometry.batch * geometry.outputs * geometry.outputPixels }

    /// Doubles of scratch memory that `run` wants.
    var scratchCount: Int { picture.count + filter.count + resultCount + depth * geometry.outputPixels }

    /// The sums, in the scratch memory of the node.
    func run(_ frame: Frame) -> UnsafePointer<Double> {
        let (pictures, g) = (frame.scratch(as: Double.self), geometry)
        let filters = pictures + picture.count
        let sums = filters + filter.count
        let patches = sums + resultCount
        picture.apply(frame, 0, zeroPoint: pictureZeroPoint, into: pictures)
        filter.apply(frame, filterIndex, zeroPoint: filterZeroPoint, into: filters)
        let (groupChannels, groupOutputs) = (g.channels / g.groups, g.outputs / g.groups)
        for image in 0..<g.batch {
            for group in 0..<g.groups {
                gather(pictures + (image * g.channels + group * groupChannels) * g.inputPixels, into: patches)
                MatrixProduct.multiply(
                    filters + group * groupOutputs * depth, patches, transposesRight: false,
                    into: sums + (image * g.outputs + group * groupOutputs) * g.outputPixels, rows: groupOutputs,
                    inner: depth, columns: g.outputPixels)
            }
        }
        return UnsafePointer(sums)
    }

    /// What each tap of the filter meets, tap by tap; zeros outside the picture.
    private func gather(_ channels: UnsafePointer<Double>, into patches: UnsafeMutablePointer<Double>) {
        let (g, window) = (geometry, geometry.window)
        var index = 0
        for channel in 0..<g.channels / g.groups {
            for ky in 0..<g.kernelHeight {
                for kx in 0..<g.kernelWidth {
                    for row in 0..<g.outputHeight {
                        let y = row * window.strideY - window.padding.top + ky * window.dilationY
                        for column in 0..<g.outputWidth {
                            let x = column * window.strideX - window.padding.left + kx * window.dilationX
                            let isInside = y >= 0 && y < g.height && x >= 0 && x < g.width
                            patches[index] = isInside ? channels[(channel * g.height + y) * g.width + x] : 0
                            index += 1
                        }
                    }
                }
            }
        }
    }

    /// What the node's attributes say.
    static func convolution(_ node: ONNXNode) throws(NeuralError) -> Convolution {
        let groups = try node.integer("group", default: 1)
        guard groups >= 1 else { throw node.unsupported("group", "\(groups)") }
        return Convolution(
            window: try node.window(), automaticPadding: try node.choice("auto_pad", default: .none), groups: groups)
    }
}
