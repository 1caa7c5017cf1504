"""Trains the completion network. See ../README.md; ends when its minutes are over, and goes on from its last checkpoint."""
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from completion import samples                                 # noqa: E402
from completion.network import CompletionNetwork               # noqa: E402
from masks.samples import photographs                          # noqa: E402
from training import arguments, train                          # noqa: E402


def batch(rows):
    pictures, masks, wholes, insides = (torch.from_numpy(np.stack(column)) for column in zip(*rows))
    given = torch.cat([pictures.permute(0, 3, 1, 2).float() / 127.5 - 1, masks.float() / 255], 1)
    return given.contiguous(memory_format=torch.channels_last), wholes.float() / 255, insides.float() / 255


def total(logits, given, whole, inside):
    """Cross entropy, mostly where something may hide the thing, and the soft IoU of what is hidden."""
    own, front, other = given[:, 3], given[:, 4], given[:, 5]
    weight = (front + .08 * own + .04 * (1 - own - front).clamp(0, 1)) * (1 - other) * inside
    cross = (F.binary_cross_entropy_with_logits(logits, whole, reduction="none") * weight).sum() / weight.sum()
    said, hidden = torch.sigmoid(logits) * front, whole * front
    both, either = (said * hidden).sum((1, 2)), (said + hidden - said * hidden).sum((1, 2))
    counts = (hidden.sum((1, 2)) > 20).float()
    overlap = ((1 - (both + 1) / (either + 1)) * counts).sum() / counts.sum().clamp(min=1)
    return cross + .3 * overlap


def evaluation(scenes):
    """Every thing hidden by a tenth or more, with all that hides it; and every pair of which one hides part of the other."""
    hidden, pairs = [], []
    for image, index, extents, around in scenes:
        things = list(around)
        whole = {k: ((extents >> (k - 1)) & 1) > 0 for k in things}
        def row(k, front):
            own = index == k
            return samples.sample(image, own, front, (index > 0) & ~own & ~front, whole[k], samples.square(own, front))
        for k in things:
            hiding = [v for v in things if v != k and (whole[k] & (index == v)).any()]
            if (index == k).sum() < .9 * whole[k].sum() and hiding: hidden.append(row(k, np.isin(index, hiding)))
            for v in things:
                if v > k and (whole[k] & whole[v]).sum() >= 12:
                    front = (whole[k] & whole[v] & (index == k)).sum() > (whole[k] & whole[v] & (index == v)).sum()
                    pairs.append((row(k, index == v), row(v, index == k), front))
    return hidden, pairs


def measure(network, sets):
    hidden, pairs = sets
    def run(rows):
        out = []
        for k in range(0, len(rows), 32):
            given, whole, _ = batch(rows[k:k + 32])
            with torch.autocast("cpu", dtype=torch.bfloat16): said = torch.sigmoid(network(given).float())
            out.append((given, whole, said))
        return [torch.cat(c) for c in zip(*out)]
    given, whole, said = run(hidden)
    own, front = given[:, 3], given[:, 4]
    guess = ((own > .5) | ((front > .5) & (said > .5))).float()
    whole = (whole > .5).float()
    iou = ((guess * whole).sum((1, 2)) / torch.maximum(guess, whole).sum((1, 2))).mean().item()
    seen = (((own > .5) * whole).sum((1, 2)) / whole.sum((1, 2))).mean().item()
    reach = []
    for side in (0, 1):
        given, _, said = run([p[side] for p in pairs])
        reach.append((said * (given[:, 4] > .5)).sum((1, 2)))
    # the one whose hidden part is the smaller is in front
    right = ((reach[0] < reach[1]) == torch.tensor([bool(p[2]) for p in pairs])).float().mean().item()
    return {"amodal": round(iou, 4), "visible alone": round(seen, 4), "order": round(right, 4), "things": len(hidden), "pairs": len(pairs)}


def loss_of(network, given, whole, inside):
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network(given)
    return total(logits.float(), given, whole, inside)


def main():
    options = arguments(
        minutes=40, batch=32, rate=2e-3,
        rooms=dict(nargs="+", required=True, help="folders of sketched rooms with extents.png"),
        photos=dict(required=True, help="BSDS500 folder with train and val"),
        held_out=dict(type=int, default=12, help="every so manieth room is kept from training"))
    scenes = [scene for folder in options.rooms for scene in samples.rooms(folder)]
    sets = evaluation(scenes[::options.held_out])
    scenes = [s for k, s in enumerate(scenes) if k % options.held_out]
    photos = photographs(options.photos + "/train")
    print(f"{len(scenes)} rooms, {sum(len(m) for _, m in photos)} segments", flush=True)
    train(CompletionNetwork(), options, lambda seed: samples.Sampler(scenes, photos, seed=seed), batch, loss_of,
          lambda network: measure(network, sets))


if __name__ == "__main__":
    main()
