"""Convolutional classifiers and a detector."""

import numpy as np

from architectures.builder import FLOAT, INT64


def classifier(network, x, channels, classes=1000):
    """Average over the picture, then one product."""
    pooled = network.node("Flatten", network.node("GlobalAveragePool", x), axis=1)
    weight = network.weight(network.normal(classes, channels, deviation=channels**-0.5))
    bias = network.weight(network.normal(classes, deviation=0.1))
    network.output(network.node("Gemm", pooled, weight, bias, transB=1), "logits", 2)


def unit(network, x, channels, features, kernel, stride=1, groups=1, activation=None, gain=1.0):
    """Convolution, batch normalisation, activation."""
    x = network.convolution(x, channels, features, kernel, stride, groups, bias=False)
    x = network.batch_norm(x, features, gain)
    return activation(x) if activation else x


def resnet50(network, size=224, depths=(3, 4, 6, 3)):
    """He 2015, stride in the 3x3 convolution."""
    x = network.input("image", ["batch", 3, size, size])
    x = unit(network, x, 3, 64, 7, 2, activation=network.relu)
    x = network.node("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    channels = 64
    for stage, depth in enumerate(depths):
        for block in range(depth):
            x = bottleneck(network, x, channels, 64 << stage, 2 if stage and not block else 1)
            channels = 256 << stage
    classifier(network, x, channels)


def bottleneck(network, x, channels, width, stride):
    y = unit(network, x, channels, width, 1, activation=network.relu)
    y = unit(network, y, width, width, 3, stride, activation=network.relu)
    y = unit(network, y, width, 4 * width, 1, gain=0.3)
    shortcut = x if channels == 4 * width else unit(network, x, channels, 4 * width, 1, stride)
    return network.relu(network.add(y, shortcut))


# Expansion, features, repeats, stride (Sandler 2018, table 2)
MOBILENET_V2 = [
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
]


def mobilenet_v2(network, size=224):
    x = network.input("image", ["batch", 3, size, size])
    x = unit(network, x, 3, 32, 3, 2, activation=network.relu6)
    channels = 32
    for expansion, features, repeats, stride in MOBILENET_V2:
        for block in range(repeats):
            x = inverted_residual(
                network, x, channels, channels * expansion, features, 3, stride if block == 0 else 1, network.relu6
            )
            channels = features
    classifier(network, unit(network, x, channels, 1280, 1, activation=network.relu6), 1280)


def inverted_residual(network, x, channels, width, features, kernel, stride, activation, squeeze=0, gate=None):
    """Wider by 1x1, depthwise, `squeeze` and excitation, narrower by 1x1."""
    y = unit(network, x, channels, width, 1, activation=activation) if width != channels else x
    y = unit(network, y, width, width, kernel, stride, groups=width, activation=activation)
    if squeeze:
        y = squeeze_excitation(network, y, width, squeeze, gate)
    repeats = stride == 1 and channels == features
    y = unit(network, y, width, features, 1, gain=0.5 if repeats else 1.0)
    return network.add(x, y) if repeats else y


def squeeze_excitation(network, x, channels, width, gate):
    pooled = network.node("GlobalAveragePool", x) if not network.as_exported else network.mean(x, 2, 3)
    weight = network.convolution(network.relu(network.convolution(pooled, channels, width, 1)), width, channels, 1)
    return network.multiply(x, gate(weight))


# Kernel, width, features, squeeze, hard swish, stride (Howard 2019, table 1)
MOBILENET_V3 = [
    (3, 16, 16, False, False, 1),
    (3, 64, 24, False, False, 2),
    (3, 72, 24, False, False, 1),
    (5, 72, 40, True, False, 2),
    (5, 120, 40, True, False, 1),
    (5, 120, 40, True, False, 1),
    (3, 240, 80, False, True, 2),
    (3, 200, 80, False, True, 1),
    (3, 184, 80, False, True, 1),
    (3, 184, 80, False, True, 1),
    (3, 480, 112, True, True, 1),
    (3, 672, 112, True, True, 1),
    (5, 672, 160, True, True, 2),
    (5, 960, 160, True, True, 1),
    (5, 960, 160, True, True, 1),
]


def mobilenet_v3(network, size=224):
    x = network.input("image", ["batch", 3, size, size])
    x = unit(network, x, 3, 16, 3, 2, activation=network.hard_swish)
    channels = 16
    for kernel, width, features, squeezed, hard, stride in MOBILENET_V3:
        activation = network.hard_swish if hard else network.relu
        x = inverted_residual(
            network,
            x,
            channels,
            width,
            features,
            kernel,
            stride,
            activation,
            width // 4 * squeezed,
            network.hard_sigmoid,
        )
        channels = features
    classifier(network, unit(network, x, channels, 960, 1, activation=network.hard_swish), 960)


# Expansion, kernel, features, repeats, stride (Tan 2019, table 1)
EFFICIENTNET_B0 = [
    (1, 3, 16, 1, 1),
    (6, 3, 24, 2, 2),
    (6, 5, 40, 2, 2),
    (6, 3, 80, 3, 2),
    (6, 5, 112, 3, 1),
    (6, 5, 192, 4, 2),
    (6, 3, 320, 1, 1),
]


def efficientnet_b0(network, size=224):
    x = network.input("image", ["batch", 3, size, size])
    x = unit(network, x, 3, 32, 3, 2, activation=network.silu)
    channels = 32
    for expansion, kernel, features, repeats, stride in EFFICIENTNET_B0:
        for block in range(repeats):
            x = inverted_residual(
                network,
                x,
                channels,
                channels * expansion,
                features,
                kernel,
                stride if block == 0 else 1,
                network.silu,
                max(1, channels // 4),
                network.sigmoid,
            )
            channels = features
    classifier(network, unit(network, x, channels, 1280, 1, activation=network.silu), 1280)


def yolo(network, width=16, classes=80):
    """A YOLOv8-like detector: CSP blocks, SPPF, a feature pyramid, distances as distributions, suppression."""
    x = network.input("images", [1, 3, "height", "width"])
    x = unit(network, x, 3, width, 3, 2, activation=network.silu)
    x = unit(network, x, width, 2 * width, 3, 2, activation=network.silu)
    x = split_bottlenecks(network, x, 2 * width, 2 * width, 1, True)
    levels = []
    for stage, depth in ((4, 2), (8, 2), (16, 1)):
        x = unit(network, x, stage // 2 * width, stage * width, 3, 2, activation=network.silu)
        x = split_bottlenecks(network, x, stage * width, stage * width, depth, True)
        levels.append(x)
    fine, middle, coarse = levels
    coarse = pyramid_pooling(network, coarse, 16 * width)
    middle = split_bottlenecks(network, merged(network, coarse, middle), 24 * width, 8 * width, 1, False)
    fine = split_bottlenecks(network, merged(network, middle, fine), 12 * width, 4 * width, 1, False)
    down = unit(network, fine, 4 * width, 4 * width, 3, 2, activation=network.silu)
    middle = split_bottlenecks(network, network.concat(down, middle), 12 * width, 8 * width, 1, False)
    down = unit(network, middle, 8 * width, 8 * width, 3, 2, activation=network.silu)
    coarse = split_bottlenecks(network, network.concat(down, coarse), 24 * width, 16 * width, 1, False)
    heads = [(fine, 4 * width, 8), (middle, 8 * width, 16), (coarse, 16 * width, 32)]
    detections(network, [detection_head(network, *head, classes) for head in heads])


def split_bottlenecks(network, x, channels, features, depth, residual):
    """YOLOv8's C2f: half of the channels go through bottlenecks, all of their outputs are kept."""
    half = features // 2
    parts = network.split(unit(network, x, channels, features, 1, activation=network.silu), [half, half], axis=1)
    for _ in range(depth):
        y = unit(network, parts[-1], half, half, 3, activation=network.silu)
        y = unit(network, y, half, half, 3, activation=network.silu)
        parts.append(network.add(parts[-1], y) if residual else y)
    return unit(network, network.concat(*parts), half * len(parts), features, 1, activation=network.silu)


def pyramid_pooling(network, x, channels):
    """SPPF: three 5x5 maxima in a row."""
    parts = [unit(network, x, channels, channels // 2, 1, activation=network.silu)]
    for _ in range(3):
        parts.append(network.node("MaxPool", parts[-1], kernel_shape=[5, 5], strides=[1, 1], pads=[2, 2, 2, 2]))
    return unit(network, network.concat(*parts), 2 * channels, channels, 1, activation=network.silu)


def merged(network, coarse, fine):
    """A coarse level twice as large, beside a fine one."""
    grown = network.resize(coarse, 2, 2, mode="nearest", transformation="asymmetric", nearest_mode="floor")
    return network.concat(grown, fine)


def detection_head(network, x, channels, stride, classes):
    """(distances 1x4xN in pixels, logits 1xCxN, centres 1x2xN) of one level."""
    boxes = unit(network, x, channels, 64, 3, activation=network.silu)
    boxes = network.convolution(unit(network, boxes, 64, 64, 3, activation=network.silu), 64, 64, 1)
    logits = unit(network, x, channels, classes, 3, activation=network.silu)
    logits = network.convolution(
        unit(network, logits, classes, classes, 3, activation=network.silu), classes, classes, 1
    )
    bins = network.transpose(network.reshape(boxes, 1, 4, 16, -1), 0, 2, 1, 3)
    expected = network.weight(np.arange(16, dtype=np.float32).reshape(1, 16, 1, 1))
    distances = network.node("Conv", network.softmax(bins, 1), expected, kernel_shape=[1, 1])
    distances = network.reshape(network.scaled(distances, float(stride)), 1, 4, -1)
    return distances, network.reshape(logits, 1, classes, -1), grid_centres(network, x, stride)


def grid_centres(network, x, stride):
    """The pixel coordinates of the cells of a map whose size is known only while running."""
    zero, one = network.constant(0, np.int64), network.constant(1, np.int64)
    axes = []
    for axis in (2, 3):
        size = network.squeeze(network.dimension(x, axis), 0)
        places = network.node("Cast", network.node("Range", zero, size, one), to=FLOAT)
        axes.append(network.scaled(network.add(places, network.constant(0.5)), float(stride)))
    shape = network.spatial_size(x)
    rows = network.node("Expand", network.unsqueeze(axes[0], 1), shape)
    columns = network.node("Expand", network.unsqueeze(axes[1], 0), shape)
    planes = [network.unsqueeze(plane, 0) for plane in (columns, rows)]
    return network.reshape(network.concat(*planes, axis=0), 1, 2, -1)


def detections(network, heads):
    """Corners and scores of all levels, the suppressed list, and the ten surest."""
    distances, logits, centres = (network.node("Concat", *parts, axis=2) for parts in zip(*heads))
    before, after = network.split(distances, [2, 2], axis=1)
    corners = network.concat(network.node("Sub", centres, before), network.add(centres, after))
    boxes, scores = network.transpose(corners, 0, 2, 1), network.sigmoid(logits)
    limits = [network.constant([value]) for value in (0.5, 0.25)]
    chosen = network.node("NonMaxSuppression", boxes, scores, network.integers(5), *limits)
    best = network.largest(scores, 1, keep=False)
    values, places = network.node("TopK", best, network.integers(10), outputs=2, axis=-1)
    network.output(boxes, "boxes", 3)
    network.output(scores, "scores", 3)
    network.output(chosen, "chosen", 2, INT64)
    network.output(values, "surest", 2)
    network.output(places, "places", 2, INT64)
