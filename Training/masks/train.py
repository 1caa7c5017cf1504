"""Trains the mask network. See ../README.md; ends when its minutes are over, and goes on from its last checkpoint."""
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from encoder import Encoder                                    # noqa: E402
from masks import samples                                      # noqa: E402
from masks.losses import overlaps, total                       # noqa: E402
from masks.network import MaskNetwork                          # noqa: E402
from training import arguments, train                          # noqa: E402


def batch(rows):
    pictures = torch.from_numpy(np.stack([r[0] for r in rows])).permute(0, 3, 1, 2).float() / 127.5 - 1
    channels = torch.from_numpy(np.stack([r[1] for r in rows]))
    targets = torch.from_numpy(np.stack([r[2] for r in rows])).float() / 255
    return torch.cat([pictures, channels], 1).contiguous(memory_format=torch.channels_last), targets


def evaluation(photos, scenes, count, seed=7):
    """Exact boxes of held-out pictures: {name: batches}."""
    rng = np.random.default_rng(seed)
    result = {}
    for name, pictures in (("photos", photos), ("rooms", scenes)):
        every = [(i, j) for i, (_, masks) in enumerate(pictures) for j in range(len(masks))]
        picked = [every[k] for k in rng.permutation(len(every))[:count]]
        rows = []
        for i, j in picked:
            image, masks = pictures[i]
            mask = samples.unpack(masks[j], image.shape[:2])
            box = samples.bounds(mask)
            rows.append(samples.sample(image, mask, box, samples.window(box, 1.5)))
        result[name] = [batch(rows[k:k + 25]) for k in range(0, len(rows), 25)]
    return result


def measure(encode, network, sets):
    found = {}
    for name, batches in sets.items():
        chosen, best = [], []
        for pictures, targets in batches:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits, qualities = network(pictures, encode(pictures[:, :3]))
            scores = overlaps(logits.float(), targets)
            chosen.append(scores.gather(1, qualities.argmax(1, keepdim=True)).squeeze(1))
            best.append(scores.max(1).values)
        found[name] = (round(torch.cat(chosen).mean().item(), 4), round(torch.cat(best).mean().item(), 4))
    return found


def main():
    options = arguments(
        minutes=60, batch=16, rate=1.5e-3,
        photos=dict(required=True, help="BSDS500 folder with train and val"),
        rooms=dict(nargs="+", required=True),
        encoder=dict(required=True, help="the detector's frozen graph"),
        held_out=dict(type=int, default=40, help="photographs kept from training"))
    photos = samples.photographs(options.photos + "/train") + samples.photographs(options.photos + "/val")
    scenes, cutouts = [], []
    for folder in options.rooms:
        more, cut = samples.rooms(folder)
        scenes += more
        cutouts += cut
    held = len(photos) - options.held_out
    room_held = max(1, len(scenes) - 2) if len(scenes) < 40 else len(scenes) - 10
    sets = evaluation(photos[held:], scenes[room_held:], 250)
    data = (photos[:held], scenes[:room_held], cutouts)
    print(f"{sum(len(m) for _, m in data[0])} segments, {sum(len(m) for _, m in data[1])} things in rooms", flush=True)

    torch._inductor.config.freezing = True
    encode = torch.compile(Encoder(options.encoder).to(memory_format=torch.channels_last))

    def loss_of(network, pictures, targets):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits, qualities = network(pictures, encode(pictures[:, :3]))
        return total(logits.float(), qualities.float(), targets)

    train(MaskNetwork(), options, lambda seed: samples.Sampler(*data, seed=seed), batch, loss_of,
          lambda network: measure(encode, network, sets), decay=.999)


if __name__ == "__main__":
    main()
