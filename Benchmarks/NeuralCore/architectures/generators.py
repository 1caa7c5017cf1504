"""Generators that fill holes: LaMa's Fourier convolutions and MI-GAN."""

import math

import numpy as np

from architectures.builder import BOOL, FLOAT, UINT8


def lama(network, fourier, size=128, width=16, blocks=3):
    """LaMa (Suvorov 2022): a masked picture to a whole one. `fourier` is how the transforms are written."""
    image = network.input("image", [1, 3, size, size])
    mask = network.input("mask", [1, 1, size, size])
    kept = network.node("Sub", network.constant(1.0), mask)
    x = network.concat(network.multiply(image, kept), mask)
    x = network.convolution(network.pad(x, (3, 3, 3, 3), "reflect"), 4, width, 7, pad=0, bias=False)
    x = network.relu(network.batch_norm(x, width))
    for level in range(3):
        channels = width << level
        x = network.convolution(
            network.pad(x, (1, 1, 1, 1), "reflect"), channels, 2 * channels, 3, 2, pad=0, bias=False
        )
        x = network.relu(network.batch_norm(x, 2 * channels))
    channels, side = width << 3, size // 8
    local, distant = network.split(x, [channels // 4, 3 * channels // 4], axis=1)
    for _ in range(blocks):
        y = fourier_convolution(network, local, distant, channels, side, fourier)
        y = fourier_convolution(network, *y, channels, side, fourier)
        local, distant = network.add(local, y[0]), network.add(distant, y[1])
    x = network.concat(local, distant)
    for level in reversed(range(3)):
        channels = width << level
        x = network.transposed_convolution(x, 2 * channels, channels, 3, 2, pad=1, extra=1)
        x = network.relu(network.batch_norm(x, channels))
    x = network.convolution(network.pad(x, (3, 3, 3, 3), "reflect"), width, 3, 7, pad=0, gain=0.5)
    filled = network.add(network.multiply(mask, network.sigmoid(x)), network.multiply(kept, image))
    limits = network.constant(0.0), network.constant(255.0)
    network.output(network.node("Clip", network.scaled(filled, 255.0), *limits), "output", 4)


def fourier_convolution(network, local, distant, channels, side, fourier):
    """FFC (Chi 2020): local and distant channels mixed by 3x3, the distant ones also by a spectral transform."""
    near, far = channels // 4, 3 * channels // 4

    def mixed(x, inputs, features):
        return network.convolution(
            network.pad(x, (1, 1, 1, 1), "reflect"), inputs, features, 3, pad=0, bias=False, gain=0.7
        )

    new_local = network.add(mixed(local, near, near), mixed(distant, far, near))
    new_distant = network.add(mixed(local, near, far), spectral_transform(network, distant, far, side, fourier))
    return [
        network.relu(network.batch_norm(x, features, 0.7)) for x, features in ((new_local, near), (new_distant, far))
    ]


def spectral_transform(network, x, channels, side, fourier):
    """A 1x1 convolution of the spectrum, real and imaginary parts as channels, between two 1x1 convolutions."""
    half = channels // 2
    x = network.relu(network.batch_norm(network.convolution(x, channels, half, 1, bias=False), half))
    real, imaginary = fourier.forward(network, x, half, side)
    y = network.convolution(network.concat(real, imaginary), channels, channels, 1, bias=False)
    y = network.relu(network.batch_norm(y, channels))
    real, imaginary = network.split(y, [half, half], axis=1)
    y = fourier.inverse(network, real, imaginary, half, side)
    return network.convolution(network.add(x, y), half, channels, 1, bias=False, gain=0.7)


class FourierOperator:
    """Transforms by the DFT operator; the half that a real signal leaves out is mirrored before going back."""

    @staticmethod
    def forward(network, x, channels, side):
        """Both axes, orthonormal; (real, imaginary), each side x (side/2+1)."""
        last = network.unsqueeze(x, 4)
        half = dft(network, last, 3, onesided=1)
        whole = network.scaled(dft(network, half, 2), 1 / side)
        parts = network.split(whole, [1, 1], axis=4)
        return [network.squeeze(part, 4) for part in parts]

    @staticmethod
    def inverse(network, real, imaginary, channels, side):
        spectrum = network.concat(network.unsqueeze(real, 4), network.unsqueeze(imaginary, 4), axis=4)
        columns = dft(network, spectrum, 2, inverse=1)
        mirrored = network.slice(columns, 3, side // 2 - 1, 0, -1)
        conjugate = network.multiply(mirrored, network.constant([1.0, -1.0]))
        rows = dft(network, network.concat(columns, conjugate, axis=3), 3, inverse=1)
        signal = network.node("Gather", rows, network.constant(0, np.int64), axis=4)
        return network.scaled(signal, float(side))


def dft(network, x, axis, **attributes):
    """DFT before and after its axis became an input."""
    if network.opset >= 20:
        return network.node("DFT", x, None, network.constant(axis, np.int64), **attributes)
    return network.node("DFT", x, axis=axis, **attributes)


class FourierMatrices:
    """Transforms as products with cosines and sines, as exports without the operator have them."""

    @staticmethod
    def forward(network, x, channels, side):
        cosine, sine = (network.weight(matrix) for matrix in waves(side, side // 2 + 1))
        tall_cosine, tall_sine = (network.weight(matrix / side) for matrix in waves(side, side))
        real, imaginary = network.node("MatMul", x, cosine), network.node("Neg", network.node("MatMul", x, sine))
        return (
            network.add(network.node("MatMul", tall_cosine, real), network.node("MatMul", tall_sine, imaginary)),
            network.node(
                "Sub", network.node("MatMul", tall_cosine, imaginary), network.node("MatMul", tall_sine, real)
            ),
        )

    @staticmethod
    def inverse(network, real, imaginary, channels, side):
        tall_cosine, tall_sine = (network.weight(matrix / side) for matrix in waves(side, side))
        twice = np.where(np.arange(side // 2 + 1) % (side // 2), 2, 1).astype(np.float32)[:, None]
        cosine, sine = (network.weight(twice * matrix.T) for matrix in waves(side, side // 2 + 1))
        columns = network.node(
            "Sub", network.node("MatMul", tall_cosine, real), network.node("MatMul", tall_sine, imaginary)
        )
        others = network.add(network.node("MatMul", tall_cosine, imaginary), network.node("MatMul", tall_sine, real))
        return network.node("Sub", network.node("MatMul", columns, cosine), network.node("MatMul", others, sine))


def waves(length, frequencies):
    """Cosines and sines, length x frequencies."""
    angles = 2 * math.pi / length * np.outer(np.arange(length), np.arange(frequencies))
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


NEAREST = {"mode": "nearest", "transformation": "asymmetric", "nearest_mode": "floor"}


def migan(network, size=128, widths=(16, 32, 48, 64)):
    """MI-GAN (Sargsyan 2023) and what its export does around it: bytes in, resized there and back, bytes out."""
    image = network.input("image", [1, 3, "height", "width"], UINT8)
    mask = network.input("mask", [1, 1, "height", "width"], UINT8)
    pixels = network.node("Cast", image, to=FLOAT)
    known = network.node("Cast", network.node("Greater", mask, network.constant(127, np.uint8)), to=FLOAT)
    size_before = network.spatial_size(image)
    scaled = network.node("Sub", network.node("Div", pixels, network.constant(127.5)), network.constant(1.0))
    small = network.resize_to(scaled, network.integers(1, 3, size, size))
    hole = network.resize_to(known, network.integers(1, 1, size, size), **NEAREST)
    x = network.concat(network.node("Sub", hole, network.constant(0.5)), network.multiply(small, hole))
    x = generator(network, x, size, widths)
    sizes = network.node("Concat", network.integers(1, 3), size_before, axis=0)
    x = network.scaled(network.add(network.resize_to(x, sizes), network.constant(1.0)), 127.5)
    x = network.node("Clip", x, network.constant(0.0), network.constant(255.0))
    network.output(x, "generated", 4)
    composed = network.node("Where", network.node("Cast", known, to=BOOL), pixels, x)
    network.output(pasted(network, pixels, composed, size_before), "result", 4, UINT8)


def pasted(network, pixels, composed, size):
    """`pixels[:, :, 8:h-8, 8:w-8] = composed[:, :, 8:h-8, 8:w-8]` as exporters write it: indices, then ScatterND."""
    ends = network.node("Sub", size, network.integers(8, 8))
    cut = network.node("Slice", composed, network.integers(8, 8), ends, network.integers(2, 3))
    one = network.constant(1, np.int64)
    spans = [
        network.node("Range", network.constant(0, np.int64), network.constant(1, np.int64), one),
        network.node("Range", network.constant(0, np.int64), network.constant(3, np.int64), one),
    ]
    for axis in range(2):
        end = network.squeeze(network.slice(ends, 0, axis, axis + 1), 0)
        spans.append(network.node("Range", network.constant(8, np.int64), end, one))
    shape = network.node("Shape", cut)
    planes = []
    for axis, span in enumerate(spans):
        column = network.reshape(span, *[-1 if axis == other else 1 for other in range(4)])
        planes.append(network.unsqueeze(network.node("Expand", column, shape), -1))
    whole = network.node("ScatterND", pixels, network.concat(*planes, axis=-1), cut)
    return network.node("Cast", network.node("Round", whole), to=UINT8)


def generator(network, x, size, widths):
    """Depthwise and pointwise convolutions down and up, noise and shortcuts on the way up."""
    x = network.leaky_relu(network.convolution(x, 4, widths[0], 1))
    shortcuts = []
    for channels, features in zip(widths, widths[1:]):
        shortcuts.append(x)
        x = separable(network, x, channels, features)
        x = filtered(network, x, features, 2)
    x = separable(network, x, widths[-1], widths[-1])
    picture = None
    for level in reversed(range(len(widths) - 1)):
        channels, features = widths[level + 1], widths[level]
        x = filtered(network, network.resize(x, 2, 2, **NEAREST), channels, 1)
        x = separable(network, x, channels, features)
        x = network.add(noisy(network, x, size >> level), shortcuts[level])
        layer = network.convolution(x, features, 3, 1, gain=0.1)
        picture = layer if picture is None else network.add(layer, enlarged(network, picture))
    return network.node("Tanh", picture)


def separable(network, x, channels, features):
    """3x3 depthwise and 1x1, each with a leaky ReLU whose gain is taken out and whose range is limited."""
    x = activated(network, network.convolution(x, channels, channels, 3, groups=channels))
    return activated(network, network.convolution(x, channels, features, 1))


def activated(network, x):
    """StyleGAN2's: leaky ReLU, clipped at 256."""
    return network.node("Clip", network.leaky_relu(x), network.constant(-256.0), network.constant(256.0))


def filtered(network, x, channels, stride):
    """The binomial filter 1 3 3 1 of every channel, which is what makes reduced pictures free of aliases."""
    row = np.array([1, 3, 3, 1], np.float32) / 8
    weight = network.weight(np.tile(np.outer(row, row), (channels, 1, 1, 1)))
    border = [1, 1, 1, 1] if stride == 2 else [2, 2, 1, 1]
    return network.node("Conv", x, weight, kernel_shape=[4, 4], strides=[stride] * 2, pads=border, group=channels)


def noisy(network, x, side):
    noise = network.weight(network.normal(1, 1, side, side))
    return network.add(x, network.scaled(noise, 0.1))


def enlarged(network, picture):
    """The picture of the coarser level at twice its size, by a transposed convolution of zeros and the filter."""
    row = np.array([1, 3, 3, 1], np.float32) / 4
    weight = network.weight(np.tile(np.outer(row, row), (3, 1, 1, 1)))
    return network.node(
        "ConvTranspose", picture, weight, kernel_shape=[4, 4], strides=[2, 2], pads=[1, 1, 1, 1], group=3
    )
