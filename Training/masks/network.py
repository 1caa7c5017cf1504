"""The mask network: box and picture in, several masks and how good each is thought to be out."""
import torch
import torch.nn.functional as F
from torch import nn

from layers import Residual, convolution

HYPOTHESES = 3
WIDTHS = (16, 48, 64, 96, 128)         # at 1/2, 1/4, 1/8, 1/16, 1/32
ENCODED = (24, 32, 96, 1280)           # the frozen encoder's channels at 1/4, 1/8, 1/16, 1/32


class MaskNetwork(nn.Module):
    """A U-Net (Ronneberger 2015) whose way down sees picture and box, and takes in the encoder's features at every scale.

    picture float[n, 6, s, s]: RGB in -1...1 and three box channels; features as `Encoder` gives them.
    Returns logits [n, HYPOTHESES, s, s] and qualities [n, HYPOTHESES] (logits of the expected IoU).
    """

    def __init__(self):
        super().__init__()
        w = WIDTHS
        self.stem = convolution(6, w[0], 3, 2)
        self.down = nn.ModuleList(convolution(w[i], w[i + 1], 3, 2) for i in range(4))
        self.encoded = nn.ModuleList(
            nn.Sequential(nn.Conv2d(c, w[i + 1], 1, bias=False), nn.BatchNorm2d(w[i + 1])) for i, c in enumerate(ENCODED))
        self.inner = nn.ModuleList(Residual(w[i + 1]) for i in range(4))
        self.deep = nn.Sequential(Residual(w[4]), Residual(w[4]))
        self.reduce = nn.ModuleList(convolution(w[i + 1], w[i], 1) for i in range(4))
        self.up = nn.ModuleList(nn.Sequential(convolution(2 * w[i], w[i]), Residual(w[i]) if i else nn.Identity()) for i in range(4))
        self.mask = nn.Conv2d(w[0], HYPOTHESES * 4, 3, 1, 1)
        self.quality = nn.Sequential(nn.Linear(2 * w[2], 64), nn.ReLU(), nn.Linear(64, 1))

    def forward(self, picture, features):
        x = self.stem(picture)
        levels = [x]
        for i in range(4):
            x = F.relu(self.down[i](x) + self.encoded[i](features[i]))
            x = self.inner[i](x)
            levels.append(x)
        x = self.deep(x)
        middle = x
        for i in (3, 2, 1, 0):
            x = F.interpolate(self.reduce[i](x), scale_factor=2, mode="nearest")
            x = self.up[i](torch.cat([x, levels[i]], 1))
            if i == 2:
                middle = x
        logits = F.pixel_shuffle(self.mask(x), 2)
        return logits, self.qualities(middle, logits)

    def qualities(self, features, logits):
        """From what lies under each mask, and from the whole."""
        shares = F.avg_pool2d(torch.sigmoid(logits.detach().float()), 8).to(features.dtype)
        area = shares.sum((2, 3)).unsqueeze(2) + 1e-3
        under = torch.einsum("nkhw,nchw->nkc", shares, features) / area
        whole = features.mean((2, 3)).unsqueeze(1).expand_as(under)
        return self.quality(torch.cat([under, whole], 2)).squeeze(2)
