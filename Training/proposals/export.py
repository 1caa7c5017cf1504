"""Writes a checkpoint's weights as `proposals.safetensors`, and a parity case."""
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from exporting import export                                   # noqa: E402
from proposals.network import ProposalNetwork                  # noqa: E402


def parity_case(network, encoder):
    """What the network says of a picture made by a rule: the rule is in ProposalPredictorTests too."""
    height, width = 192, 320
    y, x, channel = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    picture = ((x + 2 * y + 40 * channel) % 256 // 4 + 60).astype(np.uint8)
    disc = (x - 200) ** 2 + (y - 96) ** 2 < 40 ** 2
    picture = np.where(disc, 200 - 60 * channel, picture).astype(np.uint8)
    picture = torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 127.5 - 1
    picture = torch.cat([picture, picture.flip(3)])            # the engine takes the mean of a picture and its mirror image
    output = network(picture, encoder(picture))
    thing = torch.sigmoid((output[0, 0] + output[1, 0].flip(1)) / 2)
    return {"thing": [round(chance, 4) for chance in thing.flatten().tolist()]}


if __name__ == "__main__":
    export("proposals", ProposalNetwork(), parity_case)
