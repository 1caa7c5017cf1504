"""SAM (Kirillov 2023): its image encoder, MobileSAM's (TinyViT, Wu 2022) and the mask decoder with its prompts."""

import math

import numpy as np

from architectures.builder import FLOAT, INT64
from architectures.transformers import attention_heads, perceptron


def image_encoder(network, size=320, width=192, depth=4, heads=3, window=14, features=256):
    """A ViT with attention in windows, relative positions in both, and a convolutional neck."""
    side = size // 16
    image = network.input("image", [1, 3, size, size])
    x = network.transpose(network.convolution(image, 3, width, 16, 16, pad=0, gain=1.0), 0, 2, 3, 1)
    x = network.add(x, network.weight(network.normal(1, side, side, width, deviation=0.2)))
    for index in range(depth):
        y = network.layer_norm(x, width)
        y = (
            spatial_attention(network, y, width, heads, side)
            if index % 2
            else windowed_attention(network, y, width, heads, side, window)
        )
        x = network.add(x, y)
        x = network.add(x, perceptron(network, network.layer_norm(x, width), width, 4 * width))
    network.output(neck(network, network.transpose(x, 0, 3, 1, 2), width, features), "image_embeddings", 4)


def neck(network, x, width, features):
    x = network.convolution(x, width, features, 1, bias=False, gain=1.0)
    x = network.convolution(network.channel_norm(x, features), features, features, 3, bias=False, gain=1.0)
    return network.channel_norm(x, features)


def windowed_attention(network, x, width, heads, side, window):
    """Attention within each window of a map padded to whole windows."""
    count = math.ceil(side / window)
    border = count * window - side
    padded = network.node("Pad", x, network.integers(0, 0, 0, 0, 0, border, border, 0))
    split = network.reshape(padded, 1, count, window, count, window, width)
    windows = network.reshape(network.transpose(split, 0, 1, 3, 2, 4, 5), count * count, window, window, width)
    mixed = spatial_attention(network, windows, width, heads, window)
    split = network.reshape(mixed, 1, count, count, window, window, width)
    whole = network.reshape(network.transpose(split, 0, 1, 3, 2, 4, 5), 1, count * window, count * window, width)
    return network.slice(network.slice(whole, 1, 0, side), 2, 0, side)


def spatial_attention(network, x, width, heads, side):
    """Attention with decomposed relative positions (Li 2022): one term for rows, one for columns."""
    depth = width // heads
    tokens = network.reshape(x, 0, side * side, width)
    queries, keys, values = attention_heads(network, tokens, width, heads)
    scores = network.node("MatMul", network.scaled(queries, depth**-0.5), network.transpose(keys, 0, 1, 3, 2))
    grid = network.reshape(queries, -1, side, side, depth)
    rows = network.node("Einsum", grid, positions(network, side, depth), equation="bhwc,hkc->bhwk")
    columns = network.node("Einsum", grid, positions(network, side, depth), equation="bhwc,wkc->bhwk")
    bias = network.add(network.unsqueeze(rows, 4), network.unsqueeze(columns, 3))
    scores = network.add(scores, network.reshape(bias, -1, heads, side * side, side * side))
    mixed = network.transpose(network.node("MatMul", network.softmax(scores), values), 0, 2, 1, 3)
    return network.linear(network.reshape(mixed, -1, side, side, width), width, width)


def positions(network, side, depth):
    """Learnt vectors for every difference of two coordinates, gathered to side x side x depth."""
    table = network.weight(network.normal(2 * side - 1, depth, deviation=0.1))
    places = np.arange(side)[:, None] - np.arange(side)[None, :] + side - 1
    return network.node("Gather", table, network.constant(places, np.int64), axis=0)


def tiny_image_encoder(network, size=224, widths=(32, 64, 96, 128), heads=(2, 2, 3, 4), windows=(7, 7, 14, 7)):
    """TinyViT: convolutions, then attention in windows with a learnt bias and a depthwise convolution in each block."""
    image = network.input("image", [1, 3, size, size])
    x = normed(network, image, 3, widths[0] // 2, 3, 2, activation=network.gelu)
    x = normed(network, x, widths[0] // 2, widths[0], 3, 2)
    side = size // 4
    for _ in range(2):
        x = inverted_residual(network, x, widths[0])
    for stage in range(1, 4):
        stride = 2 if stage < 3 else 1
        x, side = patch_merging(network, x, widths[stage - 1], widths[stage], stride), side // stride
        tokens = network.transpose(network.reshape(x, 0, widths[stage], side * side), 0, 2, 1)
        for _ in range(2):
            tokens = tiny_block(network, tokens, widths[stage], heads[stage], side, windows[stage])
        x = network.reshape(network.transpose(tokens, 0, 2, 1), 0, widths[stage], side, side)
    network.output(neck(network, x, widths[3], 256), "image_embeddings", 4)


def normed(network, x, channels, features, kernel, stride=1, groups=1, activation=None):
    x = network.convolution(x, channels, features, kernel, stride, groups, bias=False)
    x = network.batch_norm(x, features)
    return activation(x) if activation else x


def inverted_residual(network, x, width):
    y = normed(network, x, width, 4 * width, 1, activation=network.gelu)
    y = normed(network, y, 4 * width, 4 * width, 3, groups=4 * width, activation=network.gelu)
    return network.gelu(network.add(x, normed(network, y, 4 * width, width, 1)))


def patch_merging(network, x, channels, width, stride):
    x = normed(network, x, channels, width, 1, activation=network.gelu)
    x = normed(network, x, width, width, 3, stride, groups=width, activation=network.gelu)
    return normed(network, x, width, width, 1)


def tiny_block(network, tokens, width, heads, side, window):
    """Window attention, a depthwise convolution, a perceptron; only the convolution has no shortcut."""
    count = side // window
    split = network.reshape(tokens, 1, count, window, count, window, width)
    windows = network.reshape(network.transpose(split, 0, 1, 3, 2, 4, 5), count * count, window * window, width)
    mixed = biased_attention(network, windows, width, heads, window)
    split = network.reshape(mixed, 1, count, count, window, window, width)
    mixed = network.reshape(network.transpose(split, 0, 1, 3, 2, 4, 5), 1, side * side, width)
    x = network.reshape(network.transpose(network.add(tokens, mixed), 0, 2, 1), 0, width, side, side)
    x = normed(network, x, width, width, 3, groups=width)
    tokens = network.transpose(network.reshape(x, 0, width, side * side), 0, 2, 1)
    return network.add(tokens, perceptron(network, network.layer_norm(tokens, width), width, 4 * width))


def biased_attention(network, windows, width, heads, window):
    """Attention with one learnt bias for every absolute offset of two places in the window."""
    queries, keys, values = attention_heads(network, network.layer_norm(windows, width), width, heads)
    rows, columns = (axis.ravel() for axis in np.divmod(np.arange(window * window), window))
    offsets = np.abs(rows[:, None] - rows) * window + np.abs(columns[:, None] - columns)
    biases = network.weight(network.normal(heads, window * window, deviation=0.5))
    bias = network.node("Gather", biases, network.constant(offsets, np.int64), axis=1)
    scores = network.scaled(
        network.node("MatMul", queries, network.transpose(keys, 0, 1, 3, 2)), (width // heads) ** -0.5
    )
    mixed = network.node("MatMul", network.softmax(network.add(scores, bias)), values)
    return network.linear(network.reshape(network.transpose(mixed, 0, 2, 1, 3), 0, 0, width), width, width)


def mask_decoder(network, side=32, width=256, heads=8):
    """The prompt encoder, the two-way transformer and the enlarged masks, with the inputs of SAM's published export."""
    picture = 16 * side
    embeddings = network.input("image_embeddings", [1, width, side, side])
    coordinates = network.input("point_coords", [1, "points", 2])
    labels = network.input("point_labels", [1, "points"])
    mask = network.input("mask_input", [1, 1, 4 * side, 4 * side])
    has_mask = network.input("has_mask_input", [1])
    original = network.input("orig_im_size", [2])

    waves = network.weight(network.normal(2, width // 2))
    sparse = point_embedding(network, coordinates, labels, waves, picture, width)
    dense = mask_embedding(network, mask, has_mask, width, side)
    source = network.add(embeddings, dense)
    grid = (np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).astype(np.float32) + 0.5) / side
    positions = network.reshape(fourier(network, network.constant(grid), waves), 1, side * side, width)

    queries = network.concat(network.weight(network.normal(1, 5, width)), sparse)
    keys = network.transpose(network.reshape(source, 1, width, side * side), 0, 2, 1)
    queries, keys = two_way_transformer(network, queries, keys, positions, width, heads)
    masks = mask_maps(network, queries, keys, width, side)
    quality = three_layers(network, network.node("Gather", queries, network.constant(0, np.int64), axis=1), width, 4)
    masks, quality = best_mask(network, masks, quality, coordinates)
    network.output(at_original_size(network, masks, original, picture), "masks", 4)
    network.output(quality, "iou_predictions", 2)
    network.output(masks, "low_res_masks", 4)


def fourier(network, coordinates, waves):
    """Sines and cosines of random projections of coordinates in 0...1 (Tancik 2020)."""
    centred = network.node("Sub", network.scaled(coordinates, 2.0), network.constant(1.0))
    angles = network.scaled(network.node("MatMul", centred, waves), 2 * math.pi)
    return network.concat(network.node("Sin", angles), network.node("Cos", angles), axis=-1)


def point_embedding(network, coordinates, labels, waves, picture, width):
    """A point is its place and what its label (-1 none, 0 out, 1 in, 2 and 3 corners) adds."""
    places = network.node("Div", network.add(coordinates, network.constant(0.5)), network.constant(float(picture)))
    encoded = fourier(network, places, waves)
    column = network.unsqueeze(labels, 2)
    absent = network.node("Equal", column, network.constant(-1.0))
    spread = network.node("Expand", absent, network.node("Shape", encoded))
    encoded = network.node("Where", spread, network.constant(0.0), encoded)
    classes = network.node("Cast", network.add(labels, network.constant(1.0)), to=INT64)
    chosen = network.node("OneHot", classes, network.constant(5, np.int64), network.constant([0.0, 1.0]), axis=-1)
    return network.add(encoded, network.node("MatMul", chosen, network.weight(network.normal(5, width))))


def mask_embedding(network, mask, has_mask, width, side):
    """A mask drawn before, reduced to the embeddings' size, or one learnt vector everywhere."""
    x = network.convolution(mask, 1, 4, 2, 2, pad=0)
    x = network.gelu(network.channel_norm(x, 4))
    x = network.convolution(x, 4, 16, 2, 2, pad=0)
    x = network.convolution(network.gelu(network.channel_norm(x, 16)), 16, width, 1)
    none = network.reshape(network.weight(network.normal(1, width)), 1, -1, 1, 1)
    there = network.reshape(has_mask, -1, 1, 1, 1)
    other = network.node("Sub", network.constant(1.0), there)
    return network.add(network.multiply(there, x), network.multiply(other, none))


def two_way_transformer(network, queries, keys, positions, width, heads):
    """Tokens attend to themselves and to the picture, the picture to the tokens, twice (figure 14)."""
    prompts = queries
    for layer in range(2):
        if layer == 0:
            queries = cross_attention(network, queries, queries, queries, width, width, heads)
        else:
            q = network.add(queries, prompts)
            queries = network.add(queries, cross_attention(network, q, q, queries, width, width, heads))
        queries = network.layer_norm(queries, width, 1e-5)
        q, k = network.add(queries, prompts), network.add(keys, positions)
        queries = network.add(queries, cross_attention(network, q, k, keys, width, width // 2, heads))
        queries = network.layer_norm(queries, width, 1e-5)
        queries = network.add(queries, perceptron(network, queries, width, 1024, network.relu))
        queries = network.layer_norm(queries, width, 1e-5)
        q, k = network.add(queries, prompts), network.add(keys, positions)
        keys = network.add(keys, cross_attention(network, k, q, queries, width, width // 2, heads))
        keys = network.layer_norm(keys, width, 1e-5)
    q, k = network.add(queries, prompts), network.add(keys, positions)
    queries = network.add(queries, cross_attention(network, q, k, keys, width, width // 2, heads))
    return network.layer_norm(queries, width, 1e-5), keys


def cross_attention(network, queries, keys, values, width, inner, heads):
    """Attention through `inner` channels."""

    def split(x):
        return network.transpose(
            network.reshape(network.linear(x, width, inner), 0, 0, heads, inner // heads), 0, 2, 1, 3
        )

    queries, keys, values = split(queries), split(keys), split(values)
    scores = network.node("MatMul", queries, network.transpose(keys, 0, 1, 3, 2))
    scores = network.node("Div", scores, network.constant(math.sqrt(inner // heads)))
    mixed = network.transpose(network.node("MatMul", network.softmax(scores), values), 0, 2, 1, 3)
    return network.linear(network.reshape(mixed, 0, 0, inner), inner, width)


def three_layers(network, x, width, features):
    x = network.relu(network.linear(x, width, width, gain=2.0))
    x = network.relu(network.linear(x, width, width, gain=2.0))
    return network.linear(x, width, features)


def mask_maps(network, queries, keys, width, side):
    """Four masks, each the product of a token's weights and the enlarged embeddings."""
    x = network.reshape(network.transpose(keys, 0, 2, 1), 1, width, side, side)
    x = network.transposed_convolution(x, width, width // 4, 2, 2)
    x = network.gelu(network.channel_norm(x, width // 4))
    x = network.gelu(network.transposed_convolution(x, width // 4, width // 8, 2, 2))
    tokens = [network.node("Gather", queries, network.constant(index, np.int64), axis=1) for index in range(1, 5)]
    weights = [network.unsqueeze(three_layers(network, token, width, width // 8), 1) for token in tokens]
    product = network.node("MatMul", network.concat(*weights), network.reshape(x, 1, width // 8, -1))
    return network.reshape(product, 1, 4, 4 * side, 4 * side)


def best_mask(network, masks, quality, coordinates):
    """The first mask for several points, the best of the others for one point."""
    count = network.node("Cast", network.dimension(coordinates, 1), to=FLOAT)
    weight = network.node("Sub", count, network.constant(2.5))
    first = network.constant([[1000.0, 0.0, 0.0, 0.0]])
    scores = network.add(quality, network.multiply(weight, first))
    best = network.node("ArgMax", scores, axis=1, keepdims=1)
    rows = network.node(
        "Range", network.constant(0, np.int64), network.constant(1, np.int64), network.constant(1, np.int64)
    )
    places = network.concat(network.reshape(rows, -1, 1), best)
    chosen = network.unsqueeze(network.node("GatherND", masks, places), 1)
    return chosen, network.unsqueeze(network.node("GatherND", quality, places), 1)


def at_original_size(network, masks, original, picture):
    """Bilinear to the encoder's size, cut to where the picture was, bilinear to the picture's own size."""
    whole = network.resize_to(masks, network.integers(1, 1, picture, picture))
    longest = network.node("ReduceMax", original, keepdims=0)
    scale = network.node("Div", network.constant(float(picture)), longest)
    reduced = network.node("Floor", network.add(network.multiply(original, scale), network.constant(0.5)))
    ends = network.node("Cast", reduced, to=INT64)
    cut = network.node("Slice", whole, network.integers(0, 0), ends, network.integers(2, 3))
    sizes = network.node("Concat", network.integers(1, 1), network.node("Cast", original, to=INT64), axis=0)
    return network.resize_to(cut, sizes)
