"""The fill network: a picture with a hole in, what may have been there out."""
import torch
import torch.nn.functional as F
from torch import nn

from layers import Residual, convolution

WIDTHS = (32, 64, 160)                 # at 1/2, 1/4 and 1/8
DILATIONS = (1, 2, 4, 8, 1, 2, 4, 8)   # of the residual blocks at 1/8


class FillNetwork(nn.Module):
    """A U-Net (Ronneberger 2015) with dilated residual blocks at its bottom (Yu and Koltun 2016; Iizuka 2017).

    float[n, 4, h, w]: RGB in -1...1, its hole filled smoothly, and the hole, 0 or 1; h and w divide by 8.
    Returns float[n, 3, h, w]: what to add to the smooth fill.
    """

    def __init__(self):
        super().__init__()
        fine, middle, coarse = WIDTHS
        self.stem = convolution(4, fine, stride=2)
        self.down = nn.ModuleList([convolution(fine, middle, stride=2), convolution(middle, coarse, stride=2)])
        self.deep = nn.ModuleList(Residual(coarse, d) for d in DILATIONS)
        self.reduce = nn.ModuleList([convolution(middle, fine, 1), convolution(coarse, middle, 1)])
        self.up = nn.ModuleList([convolution(2 * fine, fine), convolution(2 * middle, middle)])
        self.inner = Residual(middle)
        self.change = nn.Conv2d(fine, 3 * 4, 3, 1, 1)

    def forward(self, x):
        fine = self.stem(x)
        middle = self.down[0](fine)
        x = self.down[1](middle)
        for block in self.deep:
            x = block(x)
        x = F.interpolate(self.reduce[1](x), scale_factor=2, mode="nearest")
        x = self.inner(self.up[1](torch.cat([x, middle], 1)))
        x = F.interpolate(self.reduce[0](x), scale_factor=2, mode="nearest")
        x = self.up[0](torch.cat([x, fine], 1))
        return F.pixel_shuffle(self.change(x), 2)


def smooth_fill(picture, hole):
    """The hole filled by pushing means of what is known down a pyramid and pulling them up again (Gortler 1996).

    picture float[n, 3, h, w], hole float[n, 1, h, w] of 0 and 1.
    """
    known = 1 - hole
    levels = [(picture * known, known)]
    while min(levels[-1][1].shape[2:]) > 1:
        colour, weight = (F.avg_pool2d(a, 2, ceil_mode=True) for a in levels[-1])
        share = weight.clamp(max=1)
        levels.append((colour / weight.clamp(min=1e-6) * share.sign(), share.sign()))
    colour, weight = levels.pop()
    while levels:
        fine, known = levels.pop()
        larger = F.interpolate(colour, size=fine.shape[2:], mode="bilinear", align_corners=False)
        colour = torch.where(known > 0, fine, larger)
    return colour
