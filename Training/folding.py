"""A trained network as named tensors, batch norms folded into the convolutions before them."""
import torch
from torch import nn


def folded(network):
    """{name: array}: `NAME.kernel` and `NAME.bias` for every convolution and linear layer."""
    found, inside = {}, set()

    def put(name, layer, norm=None):
        kernel = layer.weight.detach().double()
        bias = torch.zeros(kernel.shape[0]).double() if layer.bias is None else layer.bias.detach().double()
        if norm is not None:
            scale = norm.weight.detach().double() / torch.sqrt(norm.running_var.double() + norm.eps)
            kernel = kernel * scale.reshape(-1, *[1] * (kernel.dim() - 1))
            bias = (bias - norm.running_mean.double()) * scale + norm.bias.detach().double()
        found[name + ".kernel"], found[name + ".bias"] = kernel.numpy(), bias.numpy()

    for name, module in network.named_modules():
        if isinstance(module, nn.Sequential) and len(module) >= 2 and isinstance(module[1], nn.BatchNorm2d):
            put(name, module[0], module[1])
            inside.add(name + ".0")
        elif isinstance(module, (nn.Linear, nn.Conv2d)) and name not in inside:
            put(name, module)
    return found
