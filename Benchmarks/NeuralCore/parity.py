"""How far `i2e models run` is from ONNX Runtime, and for the frozen detector from OpenCV, on whole networks.

    python3 Benchmarks/NeuralCore/parity.py [--i2e PATH] [--only REGEX]

For every output, with a ours and b the peer's: *largest* is max |a - b| / max |b|, *element* is the largest
|a - b| / max(|b|, floor) with a floor of a hundredth of max |b|. Types and shapes must agree; integers must be equal,
bytes (pictures, rounded) within one step. Exit code 1 where something is beyond the limit.
"""

import argparse
import math
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import onnx

from engines import CommandLine, Failed, Unsupported, default_command
from networks import RECIPES
from peers import onnx_runtime, opencv_detector
from tensor_files import write_tensors
from trained import DETECTOR_ARGUMENTS, detector_model, detector_picture, ocr_model, page

LIMIT = 1e-3  # of both numbers
FLOOR = 1e-2  # of the largest value of an output

# Rounding to bytes inside the network turns a difference in the last place into one step, which then spreads.
QUANTISED_LIMIT = 5e-3  # of the first


@dataclass
class Subject:
    """A network, what it is fed, and who says what is right."""

    name: str
    model: Path
    feeds: dict
    peer: Callable
    arguments: tuple = ()
    largest_limit: float = LIMIT
    element_limit: float = LIMIT

    def is_met_by(self, largest, element):
        return largest <= self.largest_limit and element <= self.element_limit


def subjects():
    """The trained networks, each at several sizes, then those with random weights."""
    for height, width in ((480, 640), (736, 736), (320, 992)):
        yield Subject(f"pp-ocr det {height}x{width}", ocr_model("det"), page(height, width), onnx_runtime)
    for batch, width in ((1, 320), (1, 533), (6, 200)):
        yield Subject(f"pp-ocr rec {batch}x48x{width}", ocr_model("rec"), page(48, width, batch), onnx_runtime)
    for batch in (1, 3):
        yield Subject(f"pp-ocr cls {batch}x48x192", ocr_model("cls"), page(48, 192, batch), onnx_runtime)
    if detector_model():
        yield Subject("detector", detector_model(), detector_picture(), opencv_detector, DETECTOR_ARGUMENTS)
    else:
        print("skipped: the detector is not installed (i2e models pull coco-detector)", file=sys.stderr)
    for recipe in RECIPES:
        subject = Subject(recipe.name, recipe.file(), recipe.feeds(), onnx_runtime)
        if recipe.name.endswith("-quantised"):
            subject.peer = partial(onnx_runtime, optimised=False)
            subject.largest_limit, subject.element_limit = QUANTISED_LIMIT, math.inf
        yield subject


def measure(engine, subject):
    """(largest, element) over all outputs of a network."""
    names, run = subject.peer(subject.model)
    expected = dict(zip(names, run(subject.feeds)))
    types = {name: onnx.helper.np_dtype_to_tensor_dtype(array.dtype) for name, array in expected.items()}
    with tempfile.TemporaryDirectory() as folder:
        write_tensors(Path(folder), subject.feeds)
        outputs = engine.run(subject.model, folder, None, types, subject.arguments)
    pairs = [errors(name, outputs[name], expected[name]) for name in names]
    return max(pair[0] for pair in pairs), max(pair[1] for pair in pairs)


def errors(name, ours, theirs):
    """(largest, element) of one output."""
    if ours.dtype != theirs.dtype or ours.shape != theirs.shape:
        raise Failed(f"{name} is {ours.dtype} {ours.shape} instead of {theirs.dtype} {theirs.shape}")
    if theirs.dtype == np.uint8:
        apart = int(np.abs(ours.astype(int) - theirs.astype(int)).max())
        return (0.0, 0.0) if apart <= 1 else (apart / 255, apart / 255)
    if theirs.dtype.kind in "iub":
        equal = np.array_equal(ours, theirs)
        return (0.0, 0.0) if equal else (1.0, 1.0)
    if not np.array_equal(np.isfinite(ours), np.isfinite(theirs)):
        raise Failed(f"{name} is not finite where the peer's is, or the reverse")
    difference = np.abs(ours.astype(np.float64) - theirs)
    top = max(float(np.abs(theirs).max()), np.finfo(np.float32).tiny)
    return float(difference.max()) / top, float((difference / np.maximum(np.abs(theirs), FLOOR * top)).max())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--i2e", default=default_command())
    parser.add_argument("--only", type=re.compile, default=re.compile(""))
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    engine = CommandLine(options.i2e, options.threads)
    beyond = 0
    print(f"{'network':<28} {'largest':>9} {'element':>9}   (limit {LIMIT:g})")
    for subject in subjects():
        if not options.only.search(subject.name):
            continue
        try:
            largest, element = measure(engine, subject)
        except (Failed, Unsupported) as reason:
            beyond += 1
            print(f"{subject.name:<28} {type(reason).__name__.lower()}: {reason}")
            continue
        verdict = "" if subject.is_met_by(largest, element) else "  beyond the limit"
        beyond += bool(verdict)
        print(f"{subject.name:<28} {largest:9.1e} {element:9.1e}{verdict}", flush=True)
    print(f"{beyond} beyond the limit" if beyond else "all within the limit")
    return beyond > 0


if __name__ == "__main__":
    sys.exit(main())
