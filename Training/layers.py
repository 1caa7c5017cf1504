"""The layers that every network here is made of."""
import torch.nn.functional as F
from torch import nn


def convolution(inputs, outputs, size=3, stride=1, dilation=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2 * dilation, dilation, bias=False),
        nn.BatchNorm2d(outputs), nn.ReLU())


class Residual(nn.Module):
    """Two convolutions beside a straight way (He 2016), of which the first may be dilated."""

    def __init__(self, width, dilation=1):
        super().__init__()
        self.first = convolution(width, width, dilation=dilation)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))
