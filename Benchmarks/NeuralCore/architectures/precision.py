"""Networks with their weights in less than 32 bits."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def half_weights(model):
    """Every float weight as float16, cast back where it is used."""
    casts = []
    for weight in model.graph.initializer:
        if weight.data_type == TensorProto.FLOAT:
            array = numpy_helper.to_array(weight).astype(np.float16)
            casts.append(helper.make_node("Cast", [weight.name + "_half"], [weight.name], to=TensorProto.FLOAT))
            weight.CopyFrom(numpy_helper.from_array(array, weight.name + "_half"))
    return with_nodes(model, casts + list(model.graph.node))


def byte_weights(model):
    """The weights of convolutions as int8, one scale for each feature, through DequantizeLinear."""
    used = {node.input[1] for node in model.graph.node if node.op_type == "Conv"}
    nodes = []
    for weight in [weight for weight in model.graph.initializer if weight.name in used]:
        nodes.append(dequantised(model, weight))
    return with_nodes(model, nodes + list(model.graph.node))


def dequantised(model, weight):
    """Replaces a weight by its int8 values and scales; the node that gives it back under its name."""
    array, name = numpy_helper.to_array(weight), weight.name
    scales = np.abs(array).reshape(len(array), -1).max(axis=1) / 127
    quantised = np.rint(array / scales.reshape(-1, *[1] * (array.ndim - 1))).astype(np.int8)
    weight.CopyFrom(numpy_helper.from_array(quantised, name + "_int8"))
    parts = {"_scale": scales.astype(np.float32), "_zero": np.zeros(len(array), np.int8)}
    model.graph.initializer.extend(numpy_helper.from_array(value, name + suffix) for suffix, value in parts.items())
    inputs = [name + "_int8", name + "_scale", name + "_zero"]
    return helper.make_node("DequantizeLinear", inputs, [name], axis=0)


def byte_activations(model, ranges):
    """Weights as int8 and what every convolution reads rounded to uint8, over the (low, high) of `ranges`."""
    model = byte_weights(model)
    nodes = []
    for node in model.graph.node:
        if node.op_type == "Conv":
            source = node.input[0]
            low, high = (min(ranges[source][0], 0.0), max(ranges[source][1], 0.0))
            scale = np.float32((high - low) / 255)
            name = f"{source}_{node.output[0]}"
            parts = {"_scale": scale, "_zero": np.uint8(round(-low / scale))}
            model.graph.initializer.extend(
                numpy_helper.from_array(np.array(value), name + end) for end, value in parts.items()
            )
            steps = [name + "_scale", name + "_zero"]
            nodes.append(helper.make_node("QuantizeLinear", [source, *steps], [name + "_bytes"]))
            nodes.append(helper.make_node("DequantizeLinear", [name + "_bytes", *steps], [name]))
            node.input[0] = name
        nodes.append(node)
    return with_nodes(model, nodes)


def with_nodes(model, nodes):
    """The model with these nodes instead of its own."""
    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    del changed.graph.node[:]
    changed.graph.node.extend(nodes)
    return changed
