"""Writes the small networks of this folder: what they take and give is what LaMa and MI-GAN do. Needs the onnx package."""
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, nodes, inputs, outputs, constants):
    def values(ports):
        return [helper.make_tensor_value_info(port, element, shape) for port, element, shape in ports]
    graph = helper.make_graph(
        nodes, name, values(inputs), values(outputs), [numpy_helper.from_array(v, k) for k, v in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, os.path.join(HERE, name + ".onnx"))


def floats(name, white):
    """Fills with orange; white is `white` in what it gives."""
    orange = np.array([1, .5, 0], np.float32).reshape(1, 3, 1, 1)
    node = helper.make_node
    write(name, [
        node("Sub", ["one", "mask"], ["known"]), node("Mul", ["image", "known"], ["kept"]),
        node("Mul", ["orange", "mask"], ["made"]), node("Add", ["kept", "made"], ["whole"]),
        node("Mul", ["whole", "white"], ["output"]),
    ], [("image", TensorProto.FLOAT, [1, 3, 64, 64]), ("mask", TensorProto.FLOAT, [1, 1, 64, 64])],
        [("output", TensorProto.FLOAT, [1, 3, 64, 64])],
        {"one": np.float32([1]), "orange": orange, "white": np.float32([white])})


def bytes_(name):
    """Fills with blue; 255 in the mask is known."""
    free = ["n", 3, "height", "width"]
    node = helper.make_node
    write(name, [node("Equal", ["mask", "full"], ["known"]), node("Where", ["known", "image", "blue"], ["result"])],
          [("image", TensorProto.UINT8, free), ("mask", TensorProto.UINT8, ["n", 1, "height", "width"])],
          [("result", TensorProto.UINT8, free)],
          {"full": np.uint8([255]), "blue": np.uint8([10, 20, 240]).reshape(1, 3, 1, 1)})


def main():
    floats("floats-255", 255)
    floats("floats-1", 1)
    bytes_("bytes")
    write("no-mask", [helper.make_node("Identity", ["image"], ["output"])],
          [("image", TensorProto.FLOAT, [1, 3, 64, 64])], [("output", TensorProto.FLOAT, [1, 3, 64, 64])], {})
    write("mixed", [helper.make_node("Identity", ["image"], ["output"])],
          [("image", TensorProto.UINT8, [1, 3, 64, 64]), ("mask", TensorProto.FLOAT, [1, 1, 64, 64])],
          [("output", TensorProto.UINT8, [1, 3, 64, 64])], {})
    for name, side, hole in (("nothing", 0, 0), ("huge", 5000, 5000), ("unlike", 64, 32)):
        write(name, [helper.make_node("Identity", ["image"], ["output"])],
              [("image", TensorProto.FLOAT, [1, 3, side, side]), ("mask", TensorProto.FLOAT, [1, 1, hole, hole])],
              [("output", TensorProto.FLOAT, [1, 3, side, side])], {})


if __name__ == "__main__":
    main()
