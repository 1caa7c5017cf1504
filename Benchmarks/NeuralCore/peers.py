"""The runtimes that i2e is compared with, each as a function from arrays to arrays."""

import numpy as np

from cache import CACHE
from frozen_graph import flattened_part
from trained import DETECTOR_FED


def onnx_runtime(model, threads=2, optimised=True):
    """(output names, run) of ONNX Runtime: all optimisations unless told otherwise, operators one after the other."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    levels = onnxruntime.GraphOptimizationLevel
    options.graph_optimization_level = levels.ORT_ENABLE_ALL if optimised else levels.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return [output.name for output in session.get_outputs()], lambda feeds: session.run(None, feeds)


def opencv_onnx(model, threads=2):
    """The same of OpenCV's DNN module; raises cv2.error where it cannot read the model."""
    import cv2

    cv2.setNumThreads(threads)
    network = cv2.dnn.readNetFromONNX(str(model))
    names = list(network.getUnconnectedOutLayersNames())

    def run(feeds):
        for name, array in feeds.items():
            network.setInput(array, name)
        return network.forward(names)

    return names, run


def opencv_detector(model, threads=2):
    """The detector in OpenCV's DNN module, which takes pictures as batch x channels x rows x columns."""
    import cv2

    cv2.setNumThreads(threads)
    network = cv2.dnn.readNetFromTensorflow(str(readable_detector(model)))

    def run(feeds):
        network.setInput(np.ascontiguousarray(feeds[DETECTOR_FED].transpose(0, 3, 1, 2)), DETECTOR_FED)
        boxes, scores = network.forward(["concat", "concat_1"])
        return boxes.reshape(1, -1, 4), scores.reshape(1, boxes.size // 4, -1)

    return ["Squeeze", "concat_1"], run


def readable_detector(model):
    """The file of the part that OpenCV can read, written once so that doing so is no part of what is measured."""
    path = CACHE / "detector-flattened.pb"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(flattened_part(model, DETECTOR_FED, ("concat", "concat_1")))
    return path
