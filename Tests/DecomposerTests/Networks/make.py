"""Writes the small networks of this folder: what depth.onnx takes and gives is what Depth Anything does. Needs the onnx package."""
import os

import onnx
from onnx import TensorProto, helper

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, nodes, picture, depth):
    def values(name, shape):
        return [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)]
    graph = helper.make_graph(nodes, name, values("pixel_values", picture), values("predicted_depth", depth))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, os.path.join(HERE, name + ".onnx"))


def main():
    # bright is near
    write("depth", [helper.make_node("ReduceMean", ["pixel_values"], ["predicted_depth"], axes=[1], keepdims=0)],
          ["batch", 3, "height", "width"], ["batch", "height", "width"])
    write("gray", [helper.make_node("Identity", ["pixel_values"], ["predicted_depth"])],
          ["batch", 1, "height", "width"], ["batch", 1, "height", "width"])
    write("three", [helper.make_node("Identity", ["pixel_values"], ["predicted_depth"])],
          ["batch", 3, "height", "width"], ["batch", 3, "height", "width"])


if __name__ == "__main__":
    main()
