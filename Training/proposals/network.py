"""The proposal network: which pixels belong to things, how far each thing's box reaches from them, and what is cast shadow."""
import torch
import torch.nn.functional as F
from torch import nn

from layers import Residual, convolution

WIDTHS = (32, 48, 64, 96)              # at 1/4, 1/8, 1/16, 1/32
ENCODED = (24, 32, 96, 1280)           # the frozen encoder's channels there
REACH = 16                             # pixels; distances are softplus(raw) × REACH


class ProposalNetwork(nn.Module):
    """A feature pyramid (Lin 2017) over the frozen encoder and fine features of its own, with FCOS's outputs (Tian 2019).

    picture float[n, 3, h, w] in -1...1, h and w dividing by 32; features as `Encoder` gives them.
    Returns [n, 7, h/4, w/4]: logits of thing and of shadow, the logit of the box's expected IoU, raw distances to its
    left, top, right and bottom.
    """

    def __init__(self):
        super().__init__()
        w = WIDTHS
        self.stem = nn.Sequential(convolution(3, 16, 3, 2), convolution(16, w[0], 3, 2))
        self.encoded = nn.ModuleList(
            nn.Sequential(nn.Conv2d(c, v, 1, bias=False), nn.BatchNorm2d(v)) for c, v in zip(ENCODED, w))
        self.down = nn.ModuleList(convolution(w[i], w[i + 1], 3, 2) for i in range(3))
        self.inner = nn.ModuleList(Residual(v) for v in w)
        self.whole = nn.Linear(w[3], w[3])
        self.deep = nn.Sequential(Residual(w[3]), Residual(w[3]))
        self.reduce = nn.ModuleList(convolution(w[i + 1], w[i], 1) for i in range(3))
        self.up = nn.ModuleList(nn.Sequential(convolution(2 * w[i], w[i]), Residual(w[i])) for i in range(3))
        self.head = nn.Sequential(convolution(w[0], 48), convolution(48, 48), nn.Conv2d(48, 7, 1))

    def forward(self, picture, features):
        x = F.relu(self.stem(picture) + self.encoded[0](features[0]))
        levels = [self.inner[0](x)]
        for i in range(3):
            x = F.relu(self.down[i](levels[i]) + self.encoded[i + 1](features[i + 1]))
            levels.append(self.inner[i + 1](x))
        x = levels[3]
        x = self.deep(F.relu(x + self.whole(x.mean((2, 3)))[..., None, None]))
        for i in (2, 1, 0):
            x = F.interpolate(self.reduce[i](x), scale_factor=2, mode="nearest")
            x = self.up[i](torch.cat([x, levels[i]], 1))
        return self.head(x)


def distances(output):
    return F.softplus(output[:, 3:7].float()) * REACH


def box_overlap(found, true):
    """(IoU, generalised IoU) of boxes given as distances from one point; [n, 4, ...] → [n, ...]."""
    area = (found[:, 0] + found[:, 2]) * (found[:, 1] + found[:, 3])
    true_area = (true[:, 0] + true[:, 2]) * (true[:, 1] + true[:, 3])
    least, most = torch.minimum(found, true), torch.maximum(found, true)
    shared = (least[:, 0] + least[:, 2]) * (least[:, 1] + least[:, 3])
    hull = (most[:, 0] + most[:, 2]) * (most[:, 1] + most[:, 3])
    union = area + true_area - shared
    overlap = shared / union.clamp(min=1)
    return overlap, overlap - (hull - union) / hull.clamp(min=1)
