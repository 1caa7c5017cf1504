"""The detector's MobileNet V2 (Sandler et al. 2018) as a frozen encoder: weights read from its graph, batch norms folded in."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from frozen_graph import constants

PREFIX = "FeatureExtractor/MobilenetV2/"
EPSILON = 1e-3
STRIDES = {1: 2, 3: 2, 6: 2, 13: 2}                    # block: stride; every other block has 1
TAPS = {2: 24, 5: 32, 12: 96}                          # block: channels of its sum, at 1/4, 1/8 and 1/16
CHANNELS = (24, 32, 96, 1280)


class Convolution(nn.Module):
    """A convolution with its batch norm folded in. TensorFlow pads an even picture at stride 2 below and to the right only."""

    def __init__(self, weights, scope, kernel_name="weights", stride=1, relu=True):
        super().__init__()
        kernel = np.asarray(weights[f"{scope}/{kernel_name}"])
        depthwise = "depthwise" in kernel_name
        kernel = kernel.transpose(2, 3, 0, 1) if depthwise else kernel.transpose(3, 2, 0, 1)
        norm = {n: np.asarray(weights[f"{scope}/BatchNorm/{n}"]) for n in ("gamma", "beta", "moving_mean", "moving_variance")}
        scale = norm["gamma"] / np.sqrt(norm["moving_variance"] + EPSILON)
        self.register_buffer("kernel", torch.tensor(kernel * scale[:, None, None, None]))
        self.register_buffer("bias", torch.tensor(norm["beta"] - norm["moving_mean"] * scale))
        self.groups = kernel.shape[0] if depthwise else 1
        self.stride, self.relu, self.size = stride, relu, kernel.shape[2]

    def forward(self, x):
        padding = self.size // 2 if self.stride == 1 else 0
        if self.stride == 2:
            x = F.pad(x, (0, 1, 0, 1))
        y = F.conv2d(x, self.kernel, self.bias, self.stride, padding, groups=self.groups)
        return F.relu6(y) if self.relu else y


class Block(nn.Module):
    def __init__(self, weights, index):
        super().__init__()
        scope = PREFIX + ("expanded_conv" if index == 0 else f"expanded_conv_{index}")
        stride = STRIDES.get(index, 1)
        layers = [] if index == 0 else [Convolution(weights, scope + "/expand")]
        layers.append(Convolution(weights, scope + "/depthwise", "depthwise_weights", stride))
        layers.append(Convolution(weights, scope + "/project", relu=False))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        y = self.layers(x)
        return x + y if x.shape == y.shape else y


class Encoder(nn.Module):
    """float[n, 3, s, s] in -1...1 → features at 1/4 (24), 1/8 (32), 1/16 (96) and 1/32 (1280 channels); s divides by 32."""

    def __init__(self, path):
        super().__init__()
        weights = constants(path)
        self.stem = Convolution(weights, PREFIX + "Conv", stride=2)
        self.blocks = nn.ModuleList(Block(weights, index) for index in range(17))
        self.head = Convolution(weights, PREFIX + "Conv_1")
        self.eval()

    @torch.no_grad()
    def forward(self, x):
        x = self.stem(x)
        found = []
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in TAPS:
                found.append(x)
        return [*found, self.head(x)]
