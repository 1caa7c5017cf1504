"""The networks with random weights: which there are, what they are fed, and their files.

python3 Benchmarks/NeuralCore/networks.py [--only REGEX] [-o DIR] writes them as ONNX files.
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import onnx

from architectures import convolutional, generators, precision, segment_anything, transformers
from architectures.builder import NetworkBuilder
from cache import CACHE

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Recipe:
    """How a network is built, and the arrays it is tried on; `change` rewrites the finished model."""

    name: str
    build: Callable
    feeds: Callable
    opset: int = 17
    as_exported: bool = False
    change: Callable | None = None

    def model(self):
        network = NetworkBuilder(self.name, self.opset, self.as_exported)
        self.build(network)
        model = network.model()
        return self.change(model, self.feeds()) if self.change else model

    def file(self, cache=CACHE):
        """The model's file, written when the code that builds it has changed."""
        path = Path(cache) / f"networks-{code_version()}" / f"{self.name}.onnx"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            onnx.save(self.model(), path)
        return path


def code_version():
    """A hash of everything the models depend on."""
    sources = [Path(__file__), *sorted((HERE / "architectures").glob("*.py"))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


def picture(name="image", height=224, width=224, batch=1):
    """Smooth structure and a little noise, of the range that normalised pictures have."""
    random = np.random.default_rng(height * 1000 + width)
    rows, columns = np.mgrid[0:height, 0:width]
    planes = [
        np.sin(rows / random.uniform(5, 40) + phase) * np.cos(columns / random.uniform(5, 40))
        for phase in range(3 * batch)
    ]
    smooth = np.reshape(planes, (batch, 3, height, width))
    return {name: (smooth + random.normal(0, 0.3, smooth.shape)).astype(np.float32)}


def picture_with_hole(height, width, element_type=np.float32, hole=1):
    """A picture of 0...1 (bytes where `element_type` is one) and a mask with a rectangular hole."""
    top = 255 if element_type == np.uint8 else 1
    image = np.clip(picture(height=height, width=width)["image"] / 4 + 0.5, 0, 1) * top
    mask = np.full((1, 1, height, width), top - hole)
    mask[..., height // 4 : height // 2, width // 3 : 2 * width // 3] = hole
    return {"image": image.astype(element_type), "mask": mask.astype(element_type)}


def prompts(points, labels, with_mask, side=32):
    """What SAM's mask decoder takes: embeddings, points, perhaps a mask drawn before, and the size of the picture."""
    random = np.random.default_rng(len(points))
    return {
        "image_embeddings": random.normal(0, 1, (1, 256, side, side)).astype(np.float32),
        "point_coords": np.array([points], np.float32),
        "point_labels": np.array([labels], np.float32),
        "mask_input": random.normal(0, 4, (1, 1, 4 * side, 4 * side)).astype(np.float32),
        "has_mask_input": np.array([float(with_mask)], np.float32),
        "orig_im_size": np.array([300, 400], np.float32),
    }


def byte_activations(model, feeds):
    """Quantises with the ranges that the values have on these feeds."""
    import onnxruntime

    sources = sorted({node.input[0] for node in model.graph.node if node.op_type == "Conv"})
    probe = onnx.ModelProto.FromString(model.SerializeToString())
    probe.graph.output.extend(onnx.ValueInfoProto(name=name) for name in sources if name not in feeds)
    values = onnxruntime.InferenceSession(probe.SerializeToString()).run(None, feeds)
    named = dict(zip([output.name for output in probe.graph.output], values)) | feeds
    return precision.byte_activations(model, {name: (named[name].min(), named[name].max()) for name in sources})


def without_feeds(change):
    return lambda model, feeds: change(model)


one_point = partial(prompts, [[100, 200], [0, 0]], [1, -1], False)
box_and_point = partial(prompts, [[60, 80], [300, 350], [200, 210]], [2, 3, 1], True)
floats_with_hole = partial(picture_with_hole, 128, 128)
bytes_with_hole = partial(picture_with_hole, 150, 200, np.uint8, 0)
by_operator = partial(generators.lama, fourier=generators.FourierOperator)
by_matrices = partial(generators.lama, fourier=generators.FourierMatrices)
patches = partial(picture, height=126, width=182)
frame = partial(picture, "images", 256, 320)

RECIPES = [
    Recipe("resnet50", convolutional.resnet50, picture),
    Recipe("resnet50-opset-8", convolutional.resnet50, picture, 8),
    Recipe("resnet50-opset-21", convolutional.resnet50, picture, 21),
    Recipe("mobilenet-v2", convolutional.mobilenet_v2, partial(picture, batch=2)),
    Recipe("mobilenet-v2-half", convolutional.mobilenet_v2, picture, change=without_feeds(precision.half_weights)),
    Recipe("mobilenet-v2-bytes", convolutional.mobilenet_v2, picture, change=without_feeds(precision.byte_weights)),
    Recipe("resnet-quantised", partial(convolutional.resnet50, depths=(1, 1)), picture, change=byte_activations),
    Recipe("mobilenet-v3", convolutional.mobilenet_v3, picture),
    Recipe("mobilenet-v3-exported", convolutional.mobilenet_v3, picture, 12, True),
    Recipe("efficientnet-b0", convolutional.efficientnet_b0, picture),
    Recipe("yolo", convolutional.yolo, frame),
    Recipe("yolo-exported", convolutional.yolo, frame, 11, True),
    Recipe("vit-s16", transformers.vit_s16, picture),
    Recipe("vit-s16-exported", transformers.vit_s16, partial(picture, batch=2), 13, True),
    Recipe("vit-s16-opset-23", transformers.vit_s16, picture, 23),
    Recipe("depth-transformer", transformers.depth_transformer, patches),
    Recipe("depth-transformer-exported", transformers.depth_transformer, patches, 11, True),
    Recipe("sam-encoder", segment_anything.image_encoder, partial(picture, height=320, width=320)),
    Recipe("sam-encoder-exported", segment_anything.image_encoder, partial(picture, height=320, width=320), 12, True),
    Recipe("tiny-sam-encoder", segment_anything.tiny_image_encoder, picture, 20),
    Recipe("tiny-sam-encoder-exported", segment_anything.tiny_image_encoder, picture, 16, True),
    Recipe("sam-decoder", segment_anything.mask_decoder, box_and_point),
    Recipe("sam-decoder-exported", segment_anything.mask_decoder, one_point, 16, True),
    Recipe("lama-dft", by_operator, floats_with_hole),
    Recipe("lama-dft-opset-20", by_operator, floats_with_hole, 20),
    Recipe("lama-matrices", by_matrices, floats_with_hole),
    Recipe("lama-matrices-exported", by_matrices, floats_with_hole, 12, True),
    Recipe("mi-gan", generators.migan, bytes_with_hole),
    Recipe("mi-gan-exported", generators.migan, bytes_with_hole, 13, True),
]


def named(name):
    return next(recipe for recipe in RECIPES if recipe.name == name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=re.compile, default=re.compile(""))
    parser.add_argument("-o", "--output", type=Path, default=Path("."))
    options = parser.parse_args()
    for recipe in RECIPES:
        if options.only.search(recipe.name):
            onnx.save(recipe.model(), options.output / f"{recipe.name}.onnx")
            print(options.output / f"{recipe.name}.onnx")


if __name__ == "__main__":
    sys.exit(main())
