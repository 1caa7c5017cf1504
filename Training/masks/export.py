"""A checkpoint's averaged weights, batch norms folded into the convolutions, as float16 safetensors; and a parity case for the tests."""
import argparse
import json
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import safetensors                                             # noqa: E402
from encoder import Encoder                                    # noqa: E402
from folding import folded                                     # noqa: E402
from masks import samples                                      # noqa: E402
from masks.network import MaskNetwork                          # noqa: E402


def load(checkpoint):
    state = torch.load(checkpoint, weights_only=True)
    network = MaskNetwork()
    network.load_state_dict({k[7:]: v for k, v in state["average"].items() if k.startswith("module.")})
    return network.eval(), state["state"]


@torch.no_grad()
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("out", help="masks.safetensors")
    parser.add_argument("--encoder", help="the detector's frozen graph, for a parity case")
    parser.add_argument("--parity", help="where to write it, as JSON")
    options = parser.parse_args()
    network, state = load(options.checkpoint)
    tensors = folded(network)
    safetensors.write(options.out, tensors, {"network": "masks", "steps": str(state["steps"])})
    print(f"{sum(t.size for t in tensors.values()) / 1e6:.2f} M weights, {os.path.getsize(options.out) / 1e6:.1f} MB")
    if options.parity:
        with open(options.parity, "w") as file:
            json.dump(parity_case(network, Encoder(options.encoder)), file)


if __name__ == "__main__":
    main()
