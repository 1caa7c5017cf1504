"""Writes a checkpoint's weights as `fill.safetensors`, and a parity case."""
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from exporting import export                                   # noqa: E402
from fill.network import FillNetwork, smooth_fill              # noqa: E402


def parity_case(network, side=96):
    """The fill of a picture made by a rule, every eighth pixel: the rule is in NeuralFillerTests too."""
    y, x, channel = np.meshgrid(np.arange(side), np.arange(side), np.arange(3), indexing="ij")
    picture = ((x * 3 + y * (2 + channel) + x * y // 29) % 256).astype(np.uint8)
    hole = ((x - 50) ** 2 + (y - 44) ** 2 < 26 ** 2)[..., 0]
    picture = torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 127.5 - 1
    hole = torch.from_numpy(hole)[None, None].float()
    smooth = smooth_fill(picture * (1 - hole), hole)
    result = smooth + network(torch.cat([smooth, hole], 1)) * hole
    levels = ((result[0].clamp(-1, 1) + 1) * 127.5)[:, ::8, ::8]
    return {"levels": [round(v, 2) for v in levels.permute(1, 2, 0).flatten().tolist()]}


if __name__ == "__main__":
    export("fill", FillNetwork(), parity_case, encoded=False)
