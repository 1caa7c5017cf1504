"""Trains the proposal network. See ../README.md; ends when its minutes are over, and goes on from its last checkpoint."""
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from encoder import Encoder                                    # noqa: E402
from proposals import samples                                  # noqa: E402
from proposals.network import ProposalNetwork, box_overlap, distances  # noqa: E402
from training import arguments, train                          # noqa: E402


def batch(rows):
    pictures = torch.from_numpy(np.stack([r[0] for r in rows])).permute(0, 3, 1, 2).float() / 127.5 - 1
    return (pictures.contiguous(memory_format=torch.channels_last),
            *(torch.from_numpy(np.stack([r[k] for r in rows])) for k in range(1, 5)))


def total(output, thing, boxes, weight, shadow):
    """Cross entropy of things and shadows where known, and generalised IoU (Rezatofighi 2019) of the boxes, a thing counting by its side."""
    output = output.float()
    known = (thing >= 0).float()
    at = F.binary_cross_entropy_with_logits(output[:, 0], thing.clamp(min=0), reduction="none")
    chance = torch.sigmoid(output[:, 0])
    focus = (thing.clamp(min=0) - chance).abs().detach()            # the hard ones count (Lin 2017)
    things = (at * known * (.25 + focus)).sum() / known.sum().clamp(min=1)
    overlap, generalised = box_overlap(distances(output), boxes)
    share = weight / weight.sum().clamp(min=1e-6)
    box = ((1 - generalised) * share).sum()
    quality = F.binary_cross_entropy_with_logits(output[:, 2], overlap.detach(), reduction="none")
    quality = (quality * share).sum()
    dark = (shadow >= 0).float()
    shade = F.binary_cross_entropy_with_logits(output[:, 1], shadow.clamp(min=0), reduction="none")
    shade = (shade * dark).sum() / dark.sum().clamp(min=1)
    return 3 * things + box + .3 * quality + shade


def proposals(output, least=.3, apart=.6):
    """Boxes (left, top, right, bottom) with scores, best first, after non-maximum suppression; of one picture, output [7, h, w]."""
    reach = distances(output[None])[0].numpy()
    score = (torch.sigmoid(output[0].float()) * torch.sigmoid(output[2].float())).sqrt().numpy()
    ys, xs = np.where(score > least)
    x, y = xs * samples.STRIDE + samples.STRIDE / 2, ys * samples.STRIDE + samples.STRIDE / 2
    l, t, r, b = reach[:, ys, xs]
    boxes, scores = np.stack([x - l, y - t, x + r, y + b], 1), score[ys, xs]
    kept = []
    for i in np.argsort(-scores, kind="stable"):
        if all(overlap(boxes[i], boxes[k]) < apart for k in kept): kept.append(i)
    return boxes[kept], scores[kept]


def overlap(a, b):
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    shared = max(0, w) * max(0, h)
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared + 1e-6)


def measure(encode, network, pictures, least=.5):
    """Recall at box IoU .5 and .75, false boxes a picture, and the mean IoU of shadow."""
    hits, tight, truths, false, shared, union = 0, 0, 0, 0, 0, 0
    for picture in pictures:
        row = samples.sample(picture)
        x = batch([row])[0]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            output = network(x, encode(x))[0].float()
        boxes, _ = proposals(output, least)
        best = np.zeros(len(boxes))
        for id in np.unique(picture.index[picture.index > 0]):
            x, y, w, h = samples.cv2.boundingRect((picture.index == id).astype(np.uint8))
            overlaps = [overlap((x, y, x + w, y + h), b) for b in boxes]
            top = max(overlaps, default=0)
            hits, tight, truths = hits + (top > .5), tight + (top > .75), truths + 1
            best = np.maximum(best, overlaps) if len(boxes) else best
        false += int((best < .5).sum())
        dark, said = row[4] == 1, (output[1].numpy() > 0) & (row[4] >= 0)
        shared, union = shared + (dark & said).sum(), union + (dark | said).sum()
    return (f"recall {hits / truths:.3f} / {tight / truths:.3f}, false {false / len(pictures):.2f} a picture, "
            f"shadow IoU {shared / max(1, union):.3f}")


def main():
    options = arguments(
        minutes=40, batch=12, rate=2e-3,
        rooms=dict(nargs="+", required=True, help="folders drawn by rooms/render_rooms.py --sketch 50"),
        photos=dict(required=True, help="BSDS500 folder with train and val"),
        encoder=dict(required=True, help="the detector's frozen graph"),
        held_out=dict(type=int, default=40, help="photographs kept from training"))
    drawn = {}
    for folder in options.rooms: drawn.update(samples.rooms(folder))
    held = [drawn[n] for n in sorted(drawn) if n % 16 == 0]
    photos = (samples.photographs(options.photos + "/train") + samples.photographs(options.photos + "/val"))[:-options.held_out]
    data = ([drawn[n] for n in sorted(drawn) if n % 16], photos)
    print(f"{len(data[0])} rooms, {len(held)} kept from training, {len(photos)} photographs", flush=True)
    encoder = Encoder(options.encoder).to(memory_format=torch.channels_last)

    def loss_of(network, pictures, *truth):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            output = network(pictures, encoder(pictures))
        return total(output, *truth)

    train(ProposalNetwork(), options, lambda seed: samples.Sampler(*data, seed=seed), batch, loss_of,
          lambda network: measure(encoder, network, held))


if __name__ == "__main__":
    main()
