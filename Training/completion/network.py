"""The completion network: a thing's visible part and what may hide it in, its whole extent out."""
import torch
import torch.nn.functional as F
from torch import nn

from layers import Residual, convolution

SIDE = 96
CHANNELS = 6                           # RGB, the thing, what may hide it, other things
WIDTHS = (24, 40, 64, 96, 128)         # at 1/2, 1/4, 1/8, 1/16, 1/32


class CompletionNetwork(nn.Module):
    """A U-Net (Ronneberger 2015) used as Zhan et al. 2020 ("Self-Supervised Scene De-Occlusion") use theirs.

    float[n, 6, s, s] in: RGB in -1...1, then three masks in 0...1. Logits [n, s, s] of belonging to the whole thing out.
    """

    def __init__(self):
        super().__init__()
        w = WIDTHS
        self.stem = convolution(CHANNELS, w[0], 3, 2)
        self.down = nn.ModuleList(convolution(w[i], w[i + 1], 3, 2) for i in range(4))
        self.inner = nn.ModuleList(Residual(w[i + 1]) for i in range(4))
        self.deep = nn.Sequential(Residual(w[4]), Residual(w[4]))
        self.reduce = nn.ModuleList(convolution(w[i + 1], w[i], 1) for i in range(4))
        self.up = nn.ModuleList(nn.Sequential(convolution(2 * w[i], w[i]), Residual(w[i])) for i in range(4))
        self.extent = nn.Conv2d(w[0], 4, 3, 1, 1)

    def forward(self, x):
        levels = [self.stem(x)]
        for i in range(4):
            levels.append(self.inner[i](self.down[i](levels[i])))
        x = self.deep(levels[4])
        for i in (3, 2, 1, 0):
            x = F.interpolate(self.reduce[i](x), scale_factor=2, mode="nearest")
            x = self.up[i](torch.cat([x, levels[i]], 1))
        return F.pixel_shuffle(self.extent(x), 2)[:, 0]
