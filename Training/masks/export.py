"""Writes a checkpoint's weights as `masks.safetensors`, and a parity case."""
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from exporting import export                                   # noqa: E402
from masks import samples                                      # noqa: E402
from masks.network import MaskNetwork                          # noqa: E402


def parity_case(network, encoder):
    """What the network says of a picture made by a rule, every 16th pixel: the rule is in MaskPredictorTests too."""
    side = samples.SIDE
    y, x, channel = np.meshgrid(np.arange(side), np.arange(side), np.arange(3), indexing="ij")
    picture = ((x * 5 + y * (3 + channel) + x * y // 37) % 256).astype(np.uint8)
    disc = (x - 96) ** 2 + (y - 96) ** 2 < 64 ** 2
    picture = np.where(disc, picture // 4 + 150, picture // 3)
    box = (32, 32, 128, 128)
    picture = torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 127.5 - 1
    picture = torch.cat([picture, picture.flip(3)])            # the engine takes the mean of a picture and its mirror image
    channels = torch.from_numpy(samples.box_channels(box, (0, 0, side)))[None].repeat(2, 1, 1, 1)
    logits, qualities = network(torch.cat([picture, channels], 1), encoder(picture))
    logits = (logits[0] + logits[1].flip(2)) / 2
    return {"logits": logits[:, ::16, ::16].permute(1, 2, 0).flatten().tolist(), "qualities": qualities.mean(0).tolist()}


if __name__ == "__main__":
    export("masks", MaskNetwork(), parity_case)
