"""Writes tensors as safetensors (https://github.com/huggingface/safetensors, "Format"), which is a header in JSON and bytes."""
import json
import struct

import numpy as np


def write(path, tensors, metadata):
    """float16, in the alphabet's order, so the same weights give the same bytes."""
    header, body = {"__metadata__": metadata}, b""
    for name in sorted(tensors):
        data = np.ascontiguousarray(tensors[name], np.float16).tobytes()
        header[name] = {"dtype": "F16", "shape": list(tensors[name].shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)
