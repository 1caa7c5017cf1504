"""Writes a checkpoint's weights as `completion.safetensors`, and a parity case."""
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from completion import samples                                 # noqa: E402
from completion.network import SIDE, CompletionNetwork         # noqa: E402
from completion.train import batch                             # noqa: E402
from exporting import export                                   # noqa: E402


def parity_case(network):
    """What the network says of a disc behind a bar, every 8th pixel: drawn by a rule that is in CompletionPredictorTests too."""
    y, x = np.meshgrid(np.arange(SIDE), np.arange(SIDE), indexing="ij")
    disc, bar = (x - 48) ** 2 + (y - 44) ** 2 < 30 ** 2, (y >= 50) & (y < 78) & (x >= 5) & (x < 91)
    picture = np.stack([60 + x // 2, 80 + y // 3, 70 + (x + y) // 4], 2)
    picture[disc], picture[bar] = (200, 90, 60), (50, 90, 170)
    nothing = np.zeros_like(disc)
    place = samples.square(disc & ~bar, bar)
    given, _, _ = batch([samples.sample(picture.astype(np.uint8), disc & ~bar, bar, nothing, disc, place)])
    logits = network(torch.cat([given, given.flip(3)]))          # the engine takes the mean of a picture and its mirror image
    return {"logits": ((logits[0] + logits[1].flip(1)) / 2)[::8, ::8].flatten().tolist()}


if __name__ == "__main__":
    export("completion", CompletionNetwork(), parity_case, encoded=False)
