"""What makes a mask good: overlap, and the pixels along its edge."""
import torch
import torch.nn.functional as F


def mask_losses(logits, target):
    """[n, k]: soft IoU (Rahman and Wang 2016) and cross entropy that counts the edge five times."""
    target = target.unsqueeze(1)
    probability = torch.sigmoid(logits)
    shared = (probability * target).sum((2, 3))
    union = (probability + target - probability * target).sum((2, 3))
    edge = (F.avg_pool2d(target, 9, 1, 4) - target).abs()
    weight = 1 + 8 * edge
    entropy = F.binary_cross_entropy_with_logits(logits, target.expand_as(logits), reduction="none")
    entropy = (entropy * weight).sum((2, 3)) / weight.sum((2, 3))
    return 1 - (shared + 1) / (union + 1) + entropy


def overlaps(logits, target):
    """[n, k]: IoU of the masks at one half."""
    found, target = logits > 0, target.unsqueeze(1) > .5
    return (found & target).sum((2, 3)) / (found | target).sum((2, 3)).clamp(min=1)


def total(logits, qualities, target):
    """The best hypothesis learns most, so that hypotheses part where a box means several things; each learns its IoU."""
    losses = mask_losses(logits, target)
    best = losses.min(1).values
    spread = losses.mean(1)
    quality = F.binary_cross_entropy_with_logits(qualities, overlaps(logits, target).detach())
    return (.7 * best + .3 * spread).mean() + .3 * quality
