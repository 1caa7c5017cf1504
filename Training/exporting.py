"""A checkpoint's averaged weights as float16 safetensors, and a parity case for the engine's tests."""
import argparse
import json
import os

import torch

import safetensors
from encoder import Encoder
from folding import folded


def export(name, network, parity_case, encoded=True):
    """The command: `parity_case(network, encoder)`, or of the network alone where it has no encoder, is what the tests compare with."""
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("out", help=f"{name}.safetensors")
    parser.add_argument("--parity", help="where to write what the network says of a picture made by a rule, as JSON")
    if encoded:
        parser.add_argument("--encoder", help="the detector's frozen graph, which the parity case needs")
    options = parser.parse_args()
    if encoded and options.parity and not options.encoder:
        parser.error("--parity needs --encoder")
    saved = torch.load(options.checkpoint, weights_only=True)
    network.load_state_dict({k[7:]: v for k, v in saved["average"].items() if k.startswith("module.")})
    tensors = folded(network.eval())
    safetensors.write(options.out, tensors, {"network": name, "steps": str(saved["state"]["steps"])})
    print(f"{sum(t.size for t in tensors.values()) / 1e6:.2f} M weights, {os.path.getsize(options.out) / 1e6:.1f} MB")
    if options.parity:
        with torch.no_grad(), open(options.parity, "w") as file:
            json.dump(parity_case(network, Encoder(options.encoder)) if encoded else parity_case(network), file)
