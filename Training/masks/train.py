"""Trains the mask network. See ../README.md; ends when its minutes are over, and goes on from its last checkpoint."""
import argparse
import os
import sys
import time

import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from encoder import Encoder                                    # noqa: E402
from masks import samples                                      # noqa: E402
from masks.losses import overlaps, total                       # noqa: E402
from masks.network import MaskNetwork                          # noqa: E402


class Batches(torch.utils.data.IterableDataset):
    def __init__(self, seed, size, data):
        self.seed, self.size, self.data = seed, size, data

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        sampler = samples.Sampler(*self.data, seed=[self.seed, worker.id if worker else 0])
        while True:
            yield batch([sampler.next() for _ in range(self.size)])


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


@torch.no_grad()
def measure(encode, network, sets):
    network.eval()
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
    network.train()
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", required=True, help="BSDS500 folder with train and val")
    parser.add_argument("--rooms", nargs="+", required=True)
    parser.add_argument("--encoder", required=True, help="the detector's frozen graph")
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--total-minutes", type=float, help="of all runs together; the learning rate falls over them")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--held-out", type=int, default=40, help="photographs kept from training")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)

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

    encoder = Encoder(options.encoder).to(memory_format=torch.channels_last)
    torch._inductor.config.freezing = True
    encode = torch.compile(encoder)
    network = MaskNetwork().to(memory_format=torch.channels_last)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(.999), use_buffers=True)
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=.02)
    state = {"seconds": 0.0, "steps": 0}
    if os.path.exists(options.out):
        saved = torch.load(options.out, weights_only=True)
        network.load_state_dict(saved["network"])
        average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        state = saved["state"]
    total_seconds = (options.total_minutes or options.minutes) * 60
    print(f"{sum(p.numel() for p in network.parameters()) / 1e6:.2f} M parameters", flush=True)

    def save():
        torch.save({"network": network.state_dict(), "average": average.state_dict(),
                    "optimizer": optimizer.state_dict(), "state": state}, options.out + ".new")
        os.replace(options.out + ".new", options.out)

    loader = torch.utils.data.DataLoader(
        Batches(options.seed + state["steps"], options.batch, data), batch_size=None, num_workers=1, prefetch_factor=4)
    start, before = time.time(), state["seconds"]
    losses, shown = [], time.time()
    for pictures, targets in loader:
        progress = min(1, state["seconds"] / total_seconds)
        warm = min(1, (state["steps"] + 1) / 200)
        rate = float(options.rate * warm * max(.01, .5 * (1 + np.cos(np.pi * progress))))
        for group in optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits, qualities = network(pictures, encode(pictures[:, :3]))
        loss = total(logits.float(), qualities.float(), targets)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2)
        optimizer.step()
        average.update_parameters(network)
        state["steps"] += 1
        state["seconds"] = before + time.time() - start
        losses.append(loss.item())
        done = state["seconds"] - before >= options.minutes * 60
        if done or time.time() - shown > 300:
            shown = time.time()
            print(f"{state['seconds'] / 60:.1f} min, {state['steps']} steps, loss {np.mean(losses):.4f}, "
                  f"{measure(encode, average, sets)}", flush=True)
            losses = []
            save()
        if done:
            break


if __name__ == "__main__":
    main()
