import CKernels
import SeededRandom
import Testing

@Suite struct KernelParityDepthwiseTests {
    /// Every second kernel is 3, 5 or 7 wide, for which there are loops of their own.
    @Test(arguments: KernelTable.all, 0..<120) func depthwiseConvolutions(table: KernelTable, seed: Int) {
        var random = SeededRandom(seed: seed)
        let hasOwnLoop = seed % 2 == 0
        var s = CKConvolution()
        s.channels = random.integer(1...70)
        (s.groups, s.output_channels) = (s.channels, s.channels)
        s.input_stride = s.channels + random.integer(0...2)
        s.output_stride = s.channels + random.integer(0...2)
        s.kernel_height = random.integer(1...7)
        s.kernel_width = hasOwnLoop ? [3, 5, 7][seed / 2 % 3] : random.integer(1...9)
        s.stride_y = random.integer(1...3)
        s.stride_x = random.integer(1...(hasOwnLoop ? 2 : 3))
        s.dilation_y = random.integer(1...2)
        s.dilation_x = hasOwnLoop ? 1 : random.integer(1...2)
        (s.padding_top, s.padding_left) = (random.integer(0...5), random.integer(0...9))
        (s.height, s.width) = (random.integer(13...24), random.integer(17...30))
        s.output_height = (s.height + 2 * s.padding_top - s.dilation_y * (s.kernel_height - 1) - 1) / s.stride_y + 1
        s.output_width = (s.width + 2 * s.padding_left - s.dilation_x * (s.kernel_width - 1) - 1) / s.stride_x + 1
        let pixels = s.output_height * s.output_width
        let input = random.floats(s.height * s.width * s.input_stride)
        let filter = random.floats(s.kernel_height * s.kernel_width * s.channels)
        let bias = random.floats(s.channels)
        let residual = seed % 3 == 0 ? random.floats(pixels * s.channels) : nil
        let (lower, upper): (Float, Float) = seed % 4 == 0 ? (0, 6) : (-.infinity, .infinity)
        let context: Comment = "seed \(seed): \(s)"

        func convolved(_ parts: [Range<Int>]) -> [Float] {
            var result = [Float](repeating: 1e9, count: pixels * s.output_stride)
            bias.withUnsafeBufferPointer { bias in
                (residual ?? []).withUnsafeBufferPointer { values in
                    var epilogue = CKEpilogue(
                        bias: bias.baseAddress, residual: residual == nil ? nil : values.baseAddress,
                        residual_stride: s.channels, lower: lower, upper: upper)
                    for rows in parts {
                        table.kernels.depthwise_convolution(&s, input, filter, &epilogue, &result, CKRange(rows))
                    }
                }
            }
            return result
        }

        let whole = convolved([0..<s.output_height])
        #expect(whole == convolved(parts(of: s.output_height, &random)), context)

        var largest = 0.0
        for pixel in 0..<pixels {
            for channel in 0..<s.channels {
                var sum = Double(bias[channel]) + Double(residual?[pixel * s.channels + channel] ?? 0)
                for ky in 0..<s.kernel_height {
                    for kx in 0..<s.kernel_width {
                        let y = pixel / s.output_width * s.stride_y - s.padding_top + ky * s.dilation_y
                        let x = pixel % s.output_width * s.stride_x - s.padding_left + kx * s.dilation_x
                        guard y >= 0, y < s.height, x >= 0, x < s.width else { continue }
                        sum +=
                            Double(input[(y * s.width + x) * s.input_stride + channel])
                            * Double(filter[(ky * s.kernel_width + kx) * s.channels + channel])
                    }
                }
                sum = min(max(sum, Double(lower)), Double(upper))
                largest = max(largest, abs(sum - Double(whole[pixel * s.output_stride + channel])))
            }
            let gap = whole[pixel * s.output_stride + s.channels..<(pixel + 1) * s.output_stride]
            #expect(gap.allSatisfy { $0 == 1e9 }, context)
        }
        #expect(largest < 2e-5, context)
    }
}
