import CKernels
import SeededRandom
import Testing

@Suite struct KernelParityWinogradTests {
    /// Against ck_convolution, which has a twin of its own: errors are measured by the root mean square of the result.
    @Test(arguments: KernelTable.all, 0..<60) func convolutions(table: KernelTable, seed: Int) {
        var random = SeededRandom(seed: seed)
        var s = CKConvolution()
        (s.channels, s.output_channels) = (random.integer(1...70), random.integer(1...70))
        (s.input_stride, s.output_stride) = (s.channels + seed % 2, s.output_channels + seed % 3)
        (s.kernel_height, s.kernel_width, s.stride_y, s.stride_x) = (3, 3, 1, 1)
        (s.dilation_y, s.dilation_x, s.groups) = (1, 1, 1)
        (s.padding_top, s.padding_left) = (random.integer(0...2), random.integer(0...2))
        (s.height, s.width) = (random.integer(3...40), random.integer(3...25))
        (s.output_height, s.output_width) = (s.height + 2 * s.padding_top - 2, s.width + 2 * s.padding_left - 2)
        let strides =
            seed % 2 == 0
            ? CKFilterStrides(y: 3, x: 1, input: 9, output: 9 * s.channels)
            : CKFilterStrides(
                y: 3 * s.channels * s.output_channels, x: s.channels * s.output_channels, input: s.output_channels,
                output: 1)
        let pixels = s.output_height * s.output_width
        let input = random.floats(s.height * s.width * s.input_stride)
        let filter = random.floats(9 * s.channels * s.output_channels)
        let bias = random.floats(s.output_channels)
        let residual = seed % 4 == 0 ? random.floats(pixels * s.output_channels) : nil
        let context: Comment = "seed \(seed): \(s)"
        let kernels = table.kernels

        func scratch(_ bytes: Int) -> UnsafeMutableRawPointer { .allocate(byteCount: bytes, alignment: 64) }
        func result(_ convolve: (UnsafePointer<CKEpilogue>, UnsafeMutablePointer<Float>) -> Void) -> [Float] {
            var result = [Float](repeating: 1e9, count: pixels * s.output_stride)
            bias.withUnsafeBufferPointer { bias in
                (residual ?? []).withUnsafeBufferPointer { values in
                    var epilogue = CKEpilogue(
                        bias: bias.baseAddress, residual: residual == nil ? nil : values.baseAddress,
                        residual_stride: s.output_channels, lower: -2, upper: .infinity)
                    convolve(&epilogue, &result)
                }
            }
            return result
        }

        let plain = result { epilogue, output in
            var packed = [Float](repeating: .nan, count: kernels.convolution_packed_count(&s))
            kernels.convolution_pack(&s, filter, strides, &packed)
            let place = scratch(kernels.convolution_scratch_bytes(&s))
            defer { place.deallocate() }
            let panels = CKRange(0..<kernels.convolution_panels(&s))
            kernels.convolution(&s, input, packed, epilogue, output, CKRange(0..<pixels), panels, place)
        }
        var packed = [Float](repeating: .nan, count: kernels.winograd_packed_count(&s))
        kernels.winograd_pack(&s, filter, strides, &packed)
        let tiles = kernels.winograd_tiles(&s)
        func filtered(_ parts: [Range<Int>]) -> [Float] {
            result { epilogue, output in
                let place = scratch(kernels.winograd_scratch_bytes(&s))
                defer { place.deallocate() }
                for part in parts { kernels.winograd(&s, input, packed, epilogue, output, CKRange(part), place) }
            }
        }
        let whole = filtered([0..<tiles])
        #expect(whole == filtered(parts(of: tiles, &random)), context)
        let size = (zip(plain, whole).reduce(0) { $0 + ($1.0 == 1e9 ? 0 : $1.0 * $1.0) } / Float(whole.count))
            .squareRoot()
        #expect(largestGap(plain, whole) <= 2e-5 * size, context)
    }

    @Test func paysForLargePicturesOnly() {
        var s = CKConvolution(
            height: 56, width: 56, channels: 64, input_stride: 64, output_height: 56, output_width: 56,
            output_channels: 64, output_stride: 64, kernel_height: 3, kernel_width: 3, stride_y: 1, stride_x: 1,
            dilation_y: 1, dilation_x: 1, padding_top: 1, padding_left: 1, groups: 1)
        #expect(ck_winograd_pays(&s) == 1)
        s.stride_x = 2
        #expect(ck_winograd_pays(&s) == 0)
        s.stride_x = 1
        s.channels = 3
        #expect(ck_winograd_pays(&s) == 0)
        s.channels = 512
        s.output_channels = 512
        (s.output_height, s.output_width) = (7, 7)
        #expect(ck_winograd_pays(&s) == 0)
    }
}

private func largestGap(_ left: [Float], _ right: [Float]) -> Float {
    zip(left, right).reduce(0) { largest, pair in
        let gap = abs(pair.0 - pair.1)
        return gap.isNaN ? .infinity : max(largest, gap)
    }
}
