"""Trains the fill network. See ../README.md; ends when its minutes are over, and goes on from its last checkpoint."""
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from encoder import Encoder                                    # noqa: E402
from fill import samples                                       # noqa: E402
from fill.losses import distance, features                     # noqa: E402
from fill.network import FillNetwork, smooth_fill              # noqa: E402
from training import Batches, arguments, train                 # noqa: E402

CLOSE = .75                            # side of the crop around a hole that the encoder judges, over the sample's


def batch(rows):
    """(picture with its hole filled smoothly, truth in -1...1, hole 0 or 1)."""
    seen, truth = (torch.from_numpy(np.stack([r[k] for r in rows])).permute(0, 3, 1, 2).float() / 127.5 - 1 for k in (0, 1))
    hole = torch.from_numpy(np.stack([r[2] for r in rows])).float().unsqueeze(1)
    return smooth_fill(seen, hole), truth, hole


def filled(network, start, hole):
    """The picture with its hole filled, and elsewhere as it was; `start` has some fill already."""
    given = torch.cat([start, hole], 1).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        change = network(given)
    return start + change.float() * hole


def around(hole, *pictures):
    """Crops around each hole's middle, enlarged to the sample's side."""
    side = hole.shape[2]
    close = round(CLOSE * side)
    corners = []
    for mask in hole[:, 0]:
        rows, columns = mask.amax(1).nonzero(), mask.amax(0).nonzero()
        middle = [(int(k.min()) + int(k.max()) + 1) // 2 if len(k) else side // 2 for k in (rows, columns)]
        corners.append([min(max(m - close // 2, 0), side - close) for m in middle])
    return [F.interpolate(
        torch.stack([p[i, :, y:y + close, x:x + close] for i, (y, x) in enumerate(corners)]), size=(side, side),
        mode="bilinear", align_corners=False).contiguous(memory_format=torch.channels_last) for p in (hole, *pictures)]


def losses(encoder, found, truth, hole):
    """Mean absolute error in the hole, and the distance of features there."""
    plain = ((found - truth).abs() * hole).sum() / hole.sum().clamp(min=1) / 3
    close, mine, theirs = around(hole, found, truth)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        with torch.no_grad():
            theirs = features(encoder, theirs)
        mine = features(encoder, mine)
    return plain, distance(mine, theirs, close)


def measure(encoder, network, held):
    """PSNR in holes, and the distance of features there."""
    rows = []
    for start, truth, hole in held:
        result = filled(network, start, hole).clamp(-1, 1)
        error = ((result - truth) ** 2 * hole).sum((1, 2, 3)) / hole.sum((1, 2, 3)).clamp(min=1) / 3
        rows.append((10 * torch.log10(4 / error.clamp(min=1e-9)).mean().item(),
                     losses(encoder, result, truth, hole)[1].item()))
    return np.mean(rows, 0).round(3).tolist()


def main():
    options = arguments(
        minutes=60, batch=8, rate=1e-3,
        photos=dict(nargs="+", required=True, help="folders of JPEG files"),
        silhouettes=dict(nargs="+", required=True, help="folders of label maps, for the shapes of holes"),
        held_out=dict(required=True, help="a folder of photographs kept from training, to measure on"),
        rooms=dict(nargs="*", default=[]),
        encoder=dict(required=True, help="the detector's frozen graph"),
        perceptual=dict(type=float, default=.2, help="weight of the features' distance"))
    kept = {os.path.basename(p) for p in os.listdir(options.held_out)}
    photos = [p for folder in options.photos for p in samples.photographs(folder, kept)]
    scenes = [s for folder in options.rooms for s in samples.rooms(folder)]
    shapes = [s for folder in options.silhouettes for s in samples.silhouettes(folder)]
    print(f"{len(photos)} photographs, {len(scenes)} rooms, {len(shapes)} silhouettes", flush=True)
    kept_photos = samples.photographs(options.held_out)
    held = iter(Batches(lambda seed: samples.Sampler(kept_photos, [], shapes, seed=seed), batch, 16, seed=7))
    held = [next(held) for _ in range(6)]
    encoder = Encoder(options.encoder).to(memory_format=torch.channels_last)

    def loss_of(network, start, truth, hole):
        plain, felt = losses(encoder, filled(network, start, hole), truth, hole)
        return plain + options.perceptual * felt

    train(FillNetwork(), options, lambda seed: samples.Sampler(photos, scenes, shapes, seed=seed), batch, loss_of,
          lambda network: measure(encoder, network, held), weight_decay=.01, clip=1)


if __name__ == "__main__":
    main()
