"""A checkpoint's averaged weights, batch norms folded into the convolutions, as float16 safetensors; and a parity case for the tests."""
import argparse
import json
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import safetensors                                             # noqa: E402
from completion import samples                                 # noqa: E402
from completion.network import SIDE, CompletionNetwork         # noqa: E402
from completion.train import batch                             # noqa: E402
from folding import folded                                     # noqa: E402


def load(checkpoint):
    state = torch.load(checkpoint, weights_only=True)
    network = CompletionNetwork()
    network.load_state_dict({k[7:]: v for k, v in state["average"].items() if k.startswith("module.")})
    return network.eval(), state["state"]


@torch.no_grad()
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("out", help="completion.safetensors")
    parser.add_argument("--parity", help="where to write the case, as JSON")
    options = parser.parse_args()
    network, state = load(options.checkpoint)
    tensors = folded(network)
    safetensors.write(options.out, tensors, {"network": "completion", "steps": str(state["steps"])})
    print(f"{sum(t.size for t in tensors.values()) / 1e6:.2f} M weights, {os.path.getsize(options.out) / 1e6:.1f} MB")
    if options.parity:
        with open(options.parity, "w") as file:
            json.dump(parity_case(network), file)


if __name__ == "__main__":
    main()
