"""A process of its own that loads a network into a peer and runs it, so that its peak memory can be measured.

    python3 one_run.py ort|opencv|detector|import-ort|import-opencv [MODEL INPUTS]

The last two only import what the others need.
"""

import sys
from pathlib import Path

import numpy as np

RUNS = 3


def main():
    peer = sys.argv[1]
    if peer == "import-ort":
        import onnxruntime  # noqa: F401
    elif peer == "import-opencv":
        import cv2  # noqa: F401
    else:
        from peers import onnx_runtime, opencv_detector, opencv_onnx

        model, inputs = Path(sys.argv[2]), Path(sys.argv[3])
        _, run = {"ort": onnx_runtime, "opencv": opencv_onnx, "detector": opencv_detector}[peer](model)
        feeds = dict(np.load(inputs))
        for _ in range(RUNS):
            run(feeds)


if __name__ == "__main__":
    main()
