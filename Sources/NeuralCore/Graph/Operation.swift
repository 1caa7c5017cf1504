/// What a node of a graph computes from its inputs. Pictures are batch × rows × columns × channels, with a batch of 1.
package enum Operation: Sendable {
    /// Fed before each run.
    case input(Shape)
    case constant(Tensor)
    /// Inputs: picture, filter (kernel rows × kernel columns × channels × output channels), bias (output channels).
    case convolution(Window, Activation)
    /// Inputs: picture, filter (kernel rows × kernel columns × channels × 1), bias (channels).
    case depthwiseConvolution(Window, Activation)
    case unary(UnaryOperator)
    /// The smaller operand repeats over the larger one's last axes.
    case binary(BinaryOperator)
    /// The same elements, in the same order, under another shape.
    case reshape(Shape)
    case concatenate(axis: Int)
}
