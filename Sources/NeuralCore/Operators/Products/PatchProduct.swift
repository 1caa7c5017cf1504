/// A convolution as products of patches with a filter: for convolutions that no kernel of their own does. What a filter
/// sees at each output pixel is gathered into a row, some pixels at a time.
struct PatchProduct<Source: PatchSource>: Sendable {
    let source: Source
    let batch: Int
    let groups: Int
    /// Output channels of a group.
    let outputs: Int
    /// Of one output picture.
    let pixels: Int
    let biasInput: Int?

    /// Pixels whose patches are gathered at a time.
    private var block: Int { 64 }

    /// The kernel, whose input 1 is a filter of output channels × the elements of a patch.
    func kernel(_ filter: Operands.Operand) -> Kernel {
        let matrix = PackedMatrix(depth: source.depth, columns: outputs)
        let ready = filter.tensor.map { tensor -> Tensor in
            Tensor(shape: [groups * matrix.count]) { (memory: UnsafeMutableBufferPointer<Float>) in
                pack(matrix, tensor.elements(Float.self).baseAddress!, into: memory.baseAddress!)
            }
        }
        let size = MemoryLayout<Float>.stride
        let blocks = (pixels + block - 1) / block
        return Kernel(
            scratchByteCount: ready == nil ? groups * matrix.count * size : 0,
            workerScratchByteCount: block * (matrix.depth + outputs) * size, packedInputs: ready == nil ? [] : [1]
        ) { frame in
            var packed = ready?.elements(Float.self).baseAddress
            if packed == nil {
                pack(matrix, frame.input(1), into: frame.scratch())
                packed = UnsafePointer(frame.scratch(as: Float.self))
            }
            let output = frame.output()
            let bias = biasInput.map { frame.input($0) }
            frame.crew.share(batch * groups * blocks) { range, worker in
                let patches = frame.workerScratch(worker)!.assumingMemoryBound(to: Float.self)
                let products = patches + block * matrix.depth
                for index in range {
                    let (picture, group) = (index / blocks / groups, index / blocks % groups)
                    let first = index % blocks * block
                    let count = min(block, pixels - first)
                    source.gather(frame, picture: picture, group: group, first..<first + count, into: patches)
                    matrix.multiply(
                        patches, leftStride: matrix.depth, rows: 0..<count, by: packed! + group * matrix.count,
                        into: products, resultStride: outputs, bias: bias.map { $0 + group * outputs })
                    let planes = output + (picture * groups + group) * outputs * pixels + first
                    for channel in 0..<outputs {
                        let plane = planes + channel * pixels
                        for pixel in 0..<count { plane[pixel] = products[pixel * outputs + channel] }
                    }
                }
            }
        }
    }

    private func pack(
        _ matrix: PackedMatrix, _ filter: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
    ) {
        for group in 0..<groups {
            matrix.pack(
                filter + group * outputs * matrix.depth, rowStride: 1, columnStride: matrix.depth,
                into: packed + group * matrix.count)
        }
    }
}

/// Where patches come from.
protocol PatchSource: Sendable {
    /// Elements of a patch: channels of a group × taps.
    var depth: Int { get }
    /// Writes the patches of some output pixels, one after the other.
    func gather(
        _ frame: Frame, picture: Int, group: Int, _ pixels: Range<Int>, into patches: UnsafeMutablePointer<Float>)
}
