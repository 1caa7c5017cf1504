"""Networks written node by node: operators, weights and the layers that all architectures share."""

import math

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT, INT64, UINT8, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.UINT8, TensorProto.BOOL


class NetworkBuilder:
    """One graph under construction; tensors are their names.

    With `as_exported` it leaves behind what exporters of training frameworks do: constants as nodes, shapes computed
    while running, layer normalisation and GELU spelt out. Weights keep a unit variance through the layers (He 2015), so
    that a relative error of the output means something.
    """

    def __init__(self, name, opset=17, as_exported=False, seed=0):
        self.name, self.opset, self.as_exported = name, opset, as_exported
        self.random = np.random.default_rng(seed)
        self.nodes, self.weights, self.inputs, self.outputs = [], [], [], []

    # The graph itself

    def input(self, name, shape, element_type=FLOAT):
        self.inputs.append(helper.make_tensor_value_info(name, element_type, shape))
        return name

    def output(self, tensor, name, rank, element_type=FLOAT):
        """Names a tensor and makes it an output of free dimensions."""
        self.nodes.append(helper.make_node("Identity", [tensor], [name]))
        shape = [f"{name}_{axis}" for axis in range(rank)]
        self.outputs.append(helper.make_tensor_value_info(name, element_type, shape))

    def node(self, operator, *inputs, outputs=1, **attributes):
        """Adds a node; the name of its output, or a list of them. None stands for an input that is left out."""
        names = [f"{operator}_{len(self.nodes)}" + (f"_{index}" if outputs > 1 else "") for index in range(outputs)]
        inputs = ["" if name is None else name for name in inputs]
        self.nodes.append(
            helper.make_node(operator, inputs, names, name=f"/{operator}_{len(self.nodes)}", **attributes)
        )
        return names if outputs > 1 else names[0]

    def weight(self, array):
        name = f"weight_{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def constant(self, value, element_type=np.float32):
        """A small constant: a weight, or a node where exporters would leave one."""
        array = np.asarray(value, dtype=element_type)
        if not self.as_exported:
            return self.weight(array)
        return self.node("Constant", value=numpy_helper.from_array(array))

    def integers(self, *values):
        return self.constant(values, np.int64)

    def model(self):
        listed = [
            helper.make_tensor_value_info(weight.name, weight.data_type, list(weight.dims))
            for weight in self.weights
            if self.opset < 9  # whose models are of IR version 3: weights are inputs with a value
        ]
        graph = helper.make_graph(self.nodes, self.name, self.inputs + listed, self.outputs, self.weights)
        opsets = [helper.make_operatorsetid("", self.opset)]
        model = helper.make_model_gen_version(graph, opset_imports=opsets, producer_name="i2e-benchmarks")
        onnx.checker.check_model(model, full_check=True)
        return model

    # Random weights

    def normal(self, *shape, deviation=1.0):
        return (self.random.standard_normal(shape) * deviation).astype(np.float32)

    def uniform(self, low, high, *shape):
        return self.random.uniform(low, high, shape).astype(np.float32)

    # Shapes

    def reshape(self, x, *dimensions):
        """0 keeps the dimension, -1 takes what is left."""
        if not self.as_exported:
            return self.node("Reshape", x, self.integers(*dimensions))
        parts = [self.dimension(x, axis) if size == 0 else self.integers(size) for axis, size in enumerate(dimensions)]
        return self.node("Reshape", x, self.node("Concat", *parts, axis=0))

    def dimension(self, x, axis):
        """One dimension of a tensor, as a vector of one element."""
        return self.unsqueeze(self.node("Gather", self.node("Shape", x), self.constant(axis, np.int64), axis=0), 0)

    def spatial_size(self, x):
        """Height and width of NCHW."""
        if self.opset >= 15 and not self.as_exported:
            return self.node("Shape", x, start=2, end=4)
        return self.node("Concat", self.dimension(x, 2), self.dimension(x, 3), axis=0)

    def transpose(self, x, *order):
        return self.node("Transpose", x, perm=list(order))

    def squeeze(self, x, axis):
        return self.over_axes("Squeeze", x, [axis], since=13)

    def unsqueeze(self, x, axis):
        return self.over_axes("Unsqueeze", x, [axis], since=13)

    def over_axes(self, operator, x, axes, since, **attributes):
        """A node whose axes are an input from opset `since` on and were an attribute before."""
        if self.opset >= since:
            return self.node(operator, x, self.integers(*axes), **attributes)
        return self.node(operator, x, axes=axes, **attributes)

    def slice(self, x, axis, start, end, step=1):
        limits = [self.integers(value) for value in (start, end, axis, step)]
        return self.node("Slice", x, *limits)

    def split(self, x, sizes, axis):
        if self.opset >= 13:
            return self.node("Split", x, self.integers(*sizes), outputs=len(sizes), axis=axis)
        return self.node("Split", x, outputs=len(sizes), axis=axis, split=sizes)

    def concat(self, *tensors, axis=1):
        return self.node("Concat", *tensors, axis=axis)

    def pad(self, x, pads, mode="constant"):
        """Pads the last two axes by (top, left, bottom, right)."""
        top, left, bottom, right = pads
        return self.node("Pad", x, self.integers(0, 0, top, left, 0, 0, bottom, right), mode=mode)

    def mean(self, x, *axes, keep=True):
        return self.over_axes("ReduceMean", x, list(axes), since=18, keepdims=int(keep))

    def largest(self, x, *axes, keep=True):
        return self.over_axes("ReduceMax", x, list(axes), since=18, keepdims=int(keep))

    # Arithmetic

    def add(self, a, b):
        return self.node("Add", a, b)

    def multiply(self, a, b):
        return self.node("Mul", a, b)

    def scaled(self, x, factor):
        return self.multiply(x, self.constant(factor))

    # Layers

    def convolution(self, x, channels, features, kernel, stride=1, groups=1, dilation=1, bias=True, pad=None, gain=2.0):
        """`pad` is by default what keeps the size at stride 1."""
        fan = channels // groups * kernel * kernel
        weight = self.weight(self.normal(features, channels // groups, kernel, kernel, deviation=math.sqrt(gain / fan)))
        biases = [self.weight(self.normal(features, deviation=0.1))] if bias else []
        border = dilation * (kernel - 1) // 2 if pad is None else pad
        return self.node(
            "Conv",
            x,
            weight,
            *biases,
            kernel_shape=[kernel] * 2,
            strides=[stride] * 2,
            group=groups,
            dilations=[dilation] * 2,
            pads=[border] * 4,
        )

    def transposed_convolution(self, x, channels, features, kernel, stride, pad=0, extra=0, groups=1):
        """`extra` is the output padding."""
        fan = channels // groups * kernel * kernel / stride**2
        shape = (channels, features // groups, kernel, kernel)
        weight = self.weight(self.normal(*shape, deviation=math.sqrt(2 / fan)))
        return self.node(
            "ConvTranspose",
            x,
            weight,
            self.weight(self.normal(features, deviation=0.1)),
            kernel_shape=[kernel] * 2,
            strides=[stride] * 2,
            pads=[pad] * 4,
            output_padding=[extra] * 2,
            group=groups,
        )

    def batch_norm(self, x, features, gain=1.0):
        parameters = [
            self.uniform(0.8 * gain, 1.2 * gain, features),
            self.normal(features, deviation=0.1),
            self.normal(features, deviation=0.1),
            self.uniform(0.8, 1.2, features),
        ]
        return self.node("BatchNormalization", x, *map(self.weight, parameters), epsilon=1e-5)

    def linear(self, x, width, features, bias=True, gain=1.0):
        """A product with the last axis, as MatMul and Add."""
        weight = self.weight(self.normal(width, features, deviation=math.sqrt(gain / width)))
        product = self.node("MatMul", x, weight)
        return self.add(self.weight(self.normal(features, deviation=0.1)), product) if bias else product

    def layer_norm(self, x, width, epsilon=1e-6):
        """Over the last axis."""
        scale, shift = self.weight(self.uniform(0.8, 1.2, width)), self.weight(self.normal(width, deviation=0.1))
        if self.opset >= 17 and not self.as_exported:
            return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=epsilon)
        centred = self.node("Sub", x, self.mean(x, -1))
        variance = self.mean(self.node("Pow", centred, self.constant(2.0)), -1)
        deviation = self.node("Sqrt", self.add(variance, self.constant(epsilon)))
        return self.add(self.multiply(self.node("Div", centred, deviation), scale), shift)

    def channel_norm(self, x, width, epsilon=1e-6):
        """Layer normalisation over the channels of NCHW."""
        scale = self.weight(self.uniform(0.8, 1.2, width, 1, 1))
        shift = self.weight(self.normal(width, 1, 1, deviation=0.1))
        centred = self.node("Sub", x, self.mean(x, 1))
        variance = self.mean(self.node("Pow", centred, self.constant(2.0)), 1)
        normal = self.node("Div", centred, self.node("Sqrt", self.add(variance, self.constant(epsilon))))
        return self.add(self.multiply(scale, normal), shift)

    def resize(self, x, height, width, mode="linear", transformation="half_pixel", **attributes):
        """By factors; `resize_to` takes sizes."""
        factors = self.constant([1, 1, height, width])
        return self.resized([factors], x, mode, transformation, **attributes)

    def resize_to(self, x, sizes, mode="linear", transformation="half_pixel", **attributes):
        """`sizes` is a tensor of four integers."""
        factors = self.constant([]) if self.opset < 13 else None
        return self.resized([factors, sizes], x, mode, transformation, **attributes)

    def resized(self, scales, x, mode, transformation, **attributes):
        """The region of interest, which only one transformation reads, could not be left out before opset 13."""
        region = self.constant([]) if self.opset < 13 else None
        return self.node(
            "Resize", x, region, *scales, mode=mode, coordinate_transformation_mode=transformation, **attributes
        )

    # Activations

    def relu(self, x):
        return self.node("Relu", x)

    def relu6(self, x):
        return self.node("Clip", x, self.constant(0.0), self.constant(6.0))

    def sigmoid(self, x):
        return self.node("Sigmoid", x)

    def silu(self, x):
        return self.multiply(x, self.sigmoid(x))

    def leaky_relu(self, x, slope=0.2):
        return self.node("LeakyRelu", x, alpha=slope)

    def hard_sigmoid(self, x):
        return self.node("HardSigmoid", x, alpha=1 / 6, beta=0.5)

    def hard_swish(self, x):
        if self.opset >= 14 and not self.as_exported:
            return self.node("HardSwish", x)
        return self.multiply(x, self.hard_sigmoid(x))

    def gelu(self, x):
        """x Φ(x), exactly."""
        if self.opset >= 20 and not self.as_exported:
            return self.node("Gelu", x)
        error = self.node("Erf", self.node("Div", x, self.constant(math.sqrt(2))))
        return self.scaled(self.multiply(x, self.add(error, self.constant(1.0))), 0.5)

    def softmax(self, x, axis=-1):
        return self.node("Softmax", x, axis=axis)
