import CKernels
import SeededRandom
import Testing

@Suite struct KernelParityConvolutionTests {
    /// Random shapes and filter layouts against sums in double precision, in four parts of pixels and panels.
    @Test(arguments: KernelTable.all, 0..<100) func convolutions(table: KernelTable, seed: Int) {
        var random = SeededRandom(seed: seed)
        let groups = seed % 3 == 0 ? random.integer(2...3) : 1
        let channels = random.integer(1...(seed % 2 == 0 ? 6 : 40))
        let columns = random.integer(1...(seed % 5 == 0 ? 70 : 20))
        var s = CKConvolution()
        s.groups = groups
        s.channels = channels * groups
        s.input_stride = s.channels + (seed % 4 == 0 ? 2 : 0)
        s.output_channels = columns * groups
        s.output_stride = s.output_channels + random.integer(0...2)
        (s.kernel_height, s.kernel_width) = (random.integer(1...5), random.integer(1...5))
        (s.stride_y, s.stride_x) = (random.integer(1...3), random.integer(1...3))
        (s.dilation_y, s.dilation_x) = (random.integer(1...2), random.integer(1...2))
        (s.padding_top, s.padding_left) = (random.integer(0...5), random.integer(0...5))
        (s.height, s.width) = (random.integer(9...14), random.integer(9...14))
        s.output_height = (s.height + 2 * s.padding_top - s.dilation_y * (s.kernel_height - 1) - 1) / s.stride_y + 1
        s.output_width = (s.width + 2 * s.padding_left - s.dilation_x * (s.kernel_width - 1) - 1) / s.stride_x + 1
        let pixels = s.output_height * s.output_width
        let taps = s.kernel_height * s.kernel_width
        let strides =
            seed % 2 == 0
            ? CKFilterStrides(y: s.kernel_width, x: 1, input: taps, output: taps * channels)
            : CKFilterStrides(
                y: s.kernel_width * channels * s.output_channels, x: channels * s.output_channels,
                input: s.output_channels, output: 1)
        let input = random.floats(s.height * s.width * s.input_stride)
        let filter = random.floats(taps * channels * s.output_channels)
        let bias = random.floats(s.output_channels)
        let residual = random.floats(pixels * s.output_channels)
        let (lower, upper): (Float, Float) = seed % 2 == 0 ? (0, 6) : (-.infinity, .infinity)
        let context: Comment = "seed \(seed): \(s)"

        let kernels = table.kernels
        var packed = [Float](repeating: .nan, count: kernels.convolution_packed_count(&s))
        kernels.convolution_pack(&s, filter, strides, &packed)
        let panels = kernels.convolution_panels(&s)
        let scratch = UnsafeMutableRawPointer.allocate(
            byteCount: kernels.convolution_scratch_bytes(&s), alignment: 64)
        defer { scratch.deallocate() }

        func convolved(_ pixelParts: [Range<Int>], _ panelParts: [Range<Int>]) -> [Float] {
            var result = [Float](repeating: 1e9, count: pixels * s.output_stride)
            bias.withUnsafeBufferPointer { bias in
                residual.withUnsafeBufferPointer { residual in
                    var epilogue = CKEpilogue(
                        bias: bias.baseAddress, residual: residual.baseAddress, residual_stride: s.output_channels,
                        lower: lower, upper: upper)
                    for part in pixelParts {
                        for panels in panelParts {
                            kernels.convolution(
                                &s, input, packed, &epilogue, &result, CKRange(part), CKRange(panels), scratch)
                        }
                    }
                }
            }
            return result
        }

        let whole = convolved([0..<pixels], [0..<panels])
        #expect(whole == convolved(parts(of: pixels, &random), parts(of: panels, &random)), context)

        var largest = 0.0
        for pixel in 0..<pixels {
            for output in 0..<s.output_channels {
                let group = output / columns
                var sum = Double(bias[output]) + Double(residual[pixel * s.output_channels + output])
                for ky in 0..<s.kernel_height {
                    for kx in 0..<s.kernel_width {
                        let y = pixel / s.output_width * s.stride_y - s.padding_top + ky * s.dilation_y
                        let x = pixel % s.output_width * s.stride_x - s.padding_left + kx * s.dilation_x
                        guard y >= 0, y < s.height, x >= 0, x < s.width else { continue }
                        for channel in 0..<channels {
                            let place = (y * s.width + x) * s.input_stride + group * channels + channel
                            let weight =
                                ky * strides.y + kx * strides.x + channel * strides.input + output * strides.output
                            sum += Double(input[place]) * Double(filter[weight])
                        }
                    }
                }
                sum = min(max(sum, Double(lower)), Double(upper))
                largest = max(largest, abs(sum - Double(whole[pixel * s.output_stride + output])))
            }
            let gap = whole[pixel * s.output_stride + s.output_channels..<(pixel + 1) * s.output_stride]
            #expect(gap.allSatisfy { $0 == 1e9 }, context)
        }
        #expect(largest < 5e-5, context)
    }
}
