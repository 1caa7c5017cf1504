"""A checkpoint's averaged weights, batch norms folded into the convolutions, as float16 safetensors; and a parity case."""
import argparse
import json
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import safetensors                                             # noqa: E402
from folding import folded                                     # noqa: E402
from fill.network import FillNetwork, smooth_fill              # noqa: E402


def load(checkpoint):
    state = torch.load(checkpoint, weights_only=True)
    network = FillNetwork()
    network.load_state_dict({k[7:]: v for k, v in state["average"].items() if k.startswith("module.")})
    return network.eval(), state["state"]


@torch.no_grad()
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("out", help="fill.safetensors")
    parser.add_argument("--parity", help="where to write a parity case, as JSON")
    options = parser.parse_args()
    network, state = load(options.checkpoint)
    tensors = folded(network)
    safetensors.write(options.out, tensors, {"network": "fill", "steps": str(state["steps"])})
    print(f"{sum(t.size for t in tensors.values()) / 1e6:.2f} M weights, {os.path.getsize(options.out) / 1e6:.1f} MB")
    if options.parity:
        with open(options.parity, "w") as file:
            json.dump(parity_case(network), file)


if __name__ == "__main__":
    main()
