"""Reads the constants of a TensorFlow frozen graph: enough of the protobuf wire format for weights, and no more."""
import numpy as np

TYPES = {1: np.float32, 3: np.int32, 9: np.int64}


def fields(data):
    """(field number, value) of every field of a message; a length-delimited one as a memoryview."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    while at < len(data):
        key = varint()
        number, wire = key >> 3, key & 7
        if wire == 0:
            yield number, varint()
        elif wire == 2:
            length = varint()
            yield number, data[at:at + length]
            at += length
        else:
            length = 8 if wire == 1 else 4
            yield number, data[at:at + length]
            at += length


def tensor(data):
    """A TensorProto as an array."""
    shape, kind, content, single = [], 1, b"", []
    for number, value in fields(data):
        if number == 1:
            kind = value
        elif number == 2:
            shape = [dict(fields(extent)).get(1, 0) for n, extent in fields(value) if n == 2]
        elif number == 4:
            content = bytes(value)
        elif number == 5:
            single.append(np.frombuffer(value, np.float32) if not isinstance(value, int) else value)
    if kind not in TYPES:
        return None
    values = np.frombuffer(content, TYPES[kind]) if content else np.concatenate(single or [np.zeros(1, np.float32)])
    return values.reshape(shape) if values.size == np.prod(shape) else np.broadcast_to(values, shape)


def constants(path):
    """{name: array} of every Const node of a GraphDef file."""
    found = {}
    with open(path, "rb") as file:
        data = memoryview(file.read())
    for number, node in fields(data):
        if number != 1:
            continue
        parts = list(fields(node))
        operation = next((bytes(v) for n, v in parts if n == 2), b"")
        if operation != b"Const":
            continue
        name = next(bytes(v).decode() for n, v in parts if n == 1)
        for n, entry in parts:
            if n == 5:
                entry = dict(fields(entry))
                if bytes(entry[1]) == b"value":
                    value = dict(fields(entry[2])).get(8)
                    if value is not None:
                        found[name] = tensor(value)
    return found
