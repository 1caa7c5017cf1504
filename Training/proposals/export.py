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
from proposals.network import ProposalNetwork                  # noqa: E402


def load(checkpoint):
    state = torch.load(checkpoint, weights_only=True)
    network = ProposalNetwork()
    network.load_state_dict({k[7:]: v for k, v in state["average"].items() if k.startswith("module.")})
    return network.eval(), state["state"]


@torch.no_grad()
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("out", help="proposals.safetensors")
    parser.add_argument("--encoder", help="the detector's frozen graph, for a parity case")
    parser.add_argument("--parity", help="where to write it, as JSON")
    options = parser.parse_args()
    network, state = load(options.checkpoint)
    tensors = folded(network)
    safetensors.write(options.out, tensors, {"network": "proposals", "steps": str(state["steps"])})
    print(f"{sum(t.size for t in tensors.values()) / 1e6:.2f} M weights, {os.path.getsize(options.out) / 1e6:.1f} MB")
    if options.parity:
        with open(options.parity, "w") as file:
            json.dump(parity_case(network, Encoder(options.encoder)), file)


if __name__ == "__main__":
    main()
