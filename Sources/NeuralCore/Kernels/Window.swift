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

    /// Padding so that the output has ⌈length / stride⌉ samples, the odd one at the end: `SAME`.
    static func samePadding(length: Int, kernel: Int, stride: Int, dilation: Int) -> (before: Int, after: Int) {
        let output = (length + stride - 1) / stride
        let total = max(0, (output - 1) * stride + (kernel - 1) * dilation + 1 - length)
        return (total / 2, total - total / 2)
    }
}

/// Padding that follows from the picture's size.
package enum AutomaticPadding: String, Sendable {
    case none = "NOTSET"
    /// As much as keeps ⌈length / stride⌉ samples, the odd one at the end.
    case sameUpper = "SAME_UPPER"
    /// The same, the odd one at the start.
    case sameLower = "SAME_LOWER"
    case valid = "VALID"

    /// The window with the padding it has over a picture of this size.
    func applied(to window: Window, height: Int, width: Int, kernelHeight: Int, kernelWidth: Int) -> Window {
        var window = window
        switch self {
        case .none: break
        case .valid: window.padding = Window.Padding()
        case .sameUpper, .sameLower:
            let rows = Window.samePadding(
                length: height, kernel: kernelHeight, stride: window.strideY, dilation: window.dilationY)
            let columns = Window.samePadding(
                length: width, kernel: kernelWidth, stride: window.strideX, dilation: window.dilationX)
            window.padding =
                self == .sameUpper
                ? Window.Padding(top: rows.before, left: columns.before, bottom: rows.after, right: columns.after)
                : Window.Padding(top: rows.after, left: columns.after, bottom: rows.before, right: columns.before)
        }
        return window
    }
}

extension ONNXNode {
    /// What strides, dilations and pads may be: beyond it no picture reaches.
    static let windowLimit = 1 << 20

    /// How many axes the window moves along, where an attribute says.
    func spatialRank() throws(NeuralError) -> Int? {
        if let pads = try integers("pads") { return pads.count / 2 }
        for name in ["kernel_shape", "strides", "dilations"] {
            if let values = try integers(name) { return values.count }
        }
        return nil
    }

    /// The attributes `strides`, `dilations` and `pads` of a window over rows and columns.
    func window() throws(NeuralError) -> Window {
        let strides = try positive("strides", count: 2) ?? [1, 1]
        let dilations = try positive("dilations", count: 2) ?? [1, 1]
        let pads = try integers("pads") ?? [0, 0, 0, 0]
        guard pads.count == 4, pads.allSatisfy({ (0...Self.windowLimit).contains($0) }) else {
            throw unsupported("pads", "\(pads)")
        }
        return Window(
            strideY: strides[0], strideX: strides[1], dilationY: dilations[0], dilationX: dilations[1],
            padding: Window.Padding(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3]))
    }

    /// `count` positive integers.
    func positive(_ name: String, count: Int) throws(NeuralError) -> [Int]? {
        guard let values = try integers(name) else { return nil }
        guard values.count == count, values.allSatisfy({ (1...Self.windowLimit).contains($0) }) else {
            throw unsupported(name, "\(values)")
        }
        return values
    }
}
