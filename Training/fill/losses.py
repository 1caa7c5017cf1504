"""What makes a fill good: near the truth in colour, and in what an encoder sees of it (Johnson 2016, Zhang 2018)."""
import torch
import torch.nn.functional as F

TAPS = (2, 5, 9, 12)                   # blocks of the encoder, at 1/4, 1/8, 1/16 and 1/16


def features(encoder, x):
    """Of float[n, 3, s, s] in -1...1: the stem's and the tapped blocks' features, each pixel's of length one."""
    x = encoder.stem(x)
    found = [x]
    for index, block in enumerate(encoder.blocks[:max(TAPS) + 1]):
        x = block(x)
        if index in TAPS:
            found.append(x)
    return [F.normalize(f.float(), dim=1, eps=1e-6) for f in found]


def distance(mine, truth, hole):
    """Squared distance of features, a mean over the hole, summed over the taps."""
    total = 0
    for a, b in zip(mine, truth):
        weight = F.interpolate(hole, size=a.shape[2:], mode="area")
        total = total + ((a - b) ** 2 * weight).sum() / weight.sum().clamp(min=1)
    return total
