/// How a filter slides over a picture of rows × columns.
package struct Window: Hashable, Sendable {
    package var strideY = 1
    package var strideX = 1
    package var dilationY = 1
    package var dilationX = 1
    /// Rows and columns of zeros around the input.
    package var padding = Padding()

    package init(
        strideY: Int = 1, strideX: Int = 1, dilationY: Int = 1, dilationX: Int = 1, padding: Padding = Padding()
    ) {
        precondition(
            min(strideY, strideX, dilationY, dilationX) >= 1, "a window moves forward, and its taps lie apart")
        self.strideY = strideY
        self.strideX = strideX
        self.dilationY = dilationY
        self.dilationX = dilationX
        self.padding = padding
    }

    package struct Padding: Hashable, Sendable {
        package var top = 0
        package var left = 0
        package var bottom = 0
        package var right = 0

        package init(top: Int = 0, left: Int = 0, bottom: Int = 0, right: Int = 0) {
            precondition(min(top, left, bottom, right) >= 0, "padding adds, it never crops")
            self.top = top
            self.left = left
            self.bottom = bottom
            self.right = right
        }
    }

    /// The rows of output over `height` rows, or nil where the kernel does not fit.
    func outputHeight(height: Int, kernelHeight: Int) -> Int? {
        Self.outputLength(
            padding.top + height + padding.bottom, kernel: (kernelHeight - 1) * dilationY + 1, stride: strideY)
    }

    /// The columns of output over `width` columns, or nil where the kernel does not fit.
    func outputWidth(width: Int, kernelWidth: Int) -> Int? {
        Self.outputLength(
            padding.left + width + padding.right, kernel: (kernelWidth - 1) * dilationX + 1, stride: strideX)
    }

    private static func outputLength(_ length: Int, kernel: Int, stride: Int) -> Int? {
        length < kernel ? nil : (length - kernel) / stride + 1
    }

    /// Padding so that the output has ⌈length / stride⌉ samples, the odd one at the end: TensorFlow's `SAME`.
    static func samePadding(length: Int, kernel: Int, stride: Int, dilation: Int) -> (before: Int, after: Int) {
        let output = (length + stride - 1) / stride
        let total = max(0, (output - 1) * stride + (kernel - 1) * dilation + 1 - length)
        return (total / 2, total - total / 2)
    }
}
