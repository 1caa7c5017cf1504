"""Vision transformers: a classifier and a depth estimator."""

import math

import numpy as np


def attention_heads(network, x, width, heads):
    """(queries, keys, values), each batch x heads x tokens x width of a head."""
    joined = network.reshape(network.linear(x, width, 3 * width), 0, 0, 3, heads, width // heads)
    parts = network.split(network.transpose(joined, 2, 0, 3, 1, 4), [1, 1, 1], axis=0)
    return [network.squeeze(part, 0) for part in parts]


def attention(network, x, width, heads):
    """Scaled dot products between all tokens (Vaswani 2017)."""
    queries, keys, values = attention_heads(network, x, width, heads)
    if network.opset >= 23 and not network.as_exported:
        mixed = network.node("Attention", queries, keys, values)
    else:
        scores = network.node("MatMul", queries, network.transpose(keys, 0, 1, 3, 2))
        weights = network.softmax(network.scaled(scores, (width // heads) ** -0.5))
        mixed = network.node("MatMul", weights, values)
    mixed = network.transpose(mixed, 0, 2, 1, 3)
    return network.linear(network.reshape(mixed, 0, 0, width), width, width)


def perceptron(network, x, width, hidden, activation=None):
    """Two products with a GELU between."""
    return network.linear((activation or network.gelu)(network.linear(x, width, hidden)), hidden, width)


def block(network, x, width, heads, layer_scale=None):
    """Pre-norm attention and perceptron; `layer_scale` damps both (Touvron 2021)."""

    def branch(y):
        return network.multiply(y, network.weight(network.uniform(0, layer_scale, width))) if layer_scale else y

    x = network.add(x, branch(attention(network, network.layer_norm(x, width), width, heads)))
    return network.add(x, branch(perceptron(network, network.layer_norm(x, width), width, 4 * width)))


def tokens_of(network, image, width, patch):
    """Patches as tokens, batch x tokens x width."""
    patches = network.convolution(image, 3, width, patch, patch, pad=0, gain=1.0)
    return network.transpose(network.reshape(patches, 0, width, -1), 0, 2, 1)


def with_class_token(network, tokens, width):
    """One learnt token before the others, once for each picture of the batch."""
    token = network.weight(network.normal(1, 1, width))
    shape = network.node("Concat", network.dimension(tokens, 0), network.integers(1, width), axis=0)
    return network.concat(network.node("Expand", token, shape), tokens)


def vit_s16(network, size=224, width=384, depth=12, heads=6):
    """ViT-S/16 (Dosovitskiy 2021): 197 tokens at 224."""
    image = network.input("image", ["batch", 3, size, size])
    x = with_class_token(network, tokens_of(network, image, width, 16), width)
    x = network.add(x, network.weight(network.normal(1, (size // 16) ** 2 + 1, width, deviation=0.2)))
    for _ in range(depth):
        x = block(network, x, width, heads)
    x = network.layer_norm(x, width)
    first = network.node("Gather", x, network.constant(0, np.int64), axis=1)
    weight = network.weight(network.normal(1000, width, deviation=width**-0.5))
    bias = network.weight(network.normal(1000, deviation=0.1))
    network.output(network.node("Gemm", first, weight, bias, transB=1), "logits", 2)


def depth_transformer(network, width=192, depth=8, heads=3, features=48, patch=14):
    """ViT + DPT (Ranftl 2021) as in Depth Anything V2: any size that 14 divides, positions resampled to it."""
    image = network.input("image", [1, 3, "height", "width"])
    patches = network.convolution(image, 3, width, patch, patch, pad=0, gain=1.0)
    rows, columns = network.dimension(patches, 2), network.dimension(patches, 3)
    tokens = network.transpose(network.reshape(patches, 0, width, -1), 0, 2, 1)
    positions = positions_at(network, rows, columns, width)
    x = network.concat(network.weight(network.normal(1, 1, width)), network.add(tokens, positions))
    taps = []
    for index in range(depth):
        x = block(network, x, width, heads, layer_scale=0.5)
        if index % (depth // 4) == depth // 4 - 1:
            taps.append(network.slice(network.layer_norm(x, width), 1, 1, 2**31))
    maps = [reassembled(network, tap, width, rows, columns, level, features) for level, tap in enumerate(taps)]
    depth_head(network, maps, features, rows, columns, patch)


def positions_at(network, rows, columns, width, side=16):
    """The learnt grid of positions, bicubic to rows x columns, as tokens."""
    grid = network.weight(network.normal(1, width, side, side, deviation=0.2))
    sizes = network.node("Concat", network.integers(1, width), rows, columns, axis=0)
    resampled = network.resize_to(grid, sizes, mode="cubic", transformation="pytorch_half_pixel", cubic_coeff_a=-0.75)
    return network.transpose(network.reshape(resampled, 1, width, -1), 0, 2, 1)


def reassembled(network, tokens, width, rows, columns, level, features):
    """Tokens as a map of 4, 2, 1 and 1/2 times the grid of patches."""
    depth = features << level
    shape = network.node("Concat", network.integers(1, width), rows, columns, axis=0)
    x = network.node("Reshape", network.transpose(tokens, 0, 2, 1), shape)
    x = network.convolution(x, width, depth, 1, gain=1.0)
    if level < 2:
        factor = 4 >> level
        x = network.transposed_convolution(x, depth, depth, factor, factor)
    elif level == 3:
        x = network.convolution(x, depth, depth, 3, 2)
    return network.convolution(x, depth, features, 3, bias=False, gain=1.0)


def residual_unit(network, x, features):
    y = network.convolution(network.relu(x), features, features, 3)
    return network.add(x, network.convolution(network.relu(y), features, features, 3, gain=0.5))


def depth_head(network, maps, features, rows, columns, patch):
    """From coarse to fine, each level added to the one before at its size; then the depth at the picture's."""
    path = None
    for level in reversed(range(4)):
        x = maps[level]
        if path is not None:
            x = network.scaled(network.add(path, residual_unit(network, x, features)), math.sqrt(0.5))
        x = residual_unit(network, x, features)
        if level > 0:
            sizes = network.node("Concat", network.integers(1, features), network.spatial_size(maps[level - 1]), axis=0)
            x = network.resize_to(x, sizes, transformation="align_corners")
        else:
            x = network.resize(x, 2, 2, transformation="align_corners")
        path = network.convolution(x, features, features, 1, gain=1.0)
    x = network.convolution(path, features, features // 2, 3, gain=1.0)
    side = network.integers(patch)
    sizes = network.node(
        "Concat",
        network.integers(1, features // 2),
        network.multiply(rows, side),
        network.multiply(columns, side),
        axis=0,
    )
    x = network.resize_to(x, sizes, transformation="align_corners")
    x = network.relu(network.convolution(x, features // 2, 32, 3))
    x = network.relu(network.add(network.convolution(x, 32, 1, 1), network.constant(1.0)))
    network.output(network.squeeze(x, 1), "depth", 3)
