"""Trains the completion network. See README.md; ends when its minutes are over, and goes on from its last checkpoint."""
import argparse
import os
import sys
import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from completion import samples                                 # noqa: E402
from completion.network import CompletionNetwork               # noqa: E402
from masks.samples import photographs                          # noqa: E402


class Batches(torch.utils.data.IterableDataset):
    def __init__(self, seed, size, data):
        self.seed, self.size, self.data = seed, size, data

    def __iter__(self):
        cv2.setNumThreads(1)
        worker = torch.utils.data.get_worker_info()
        sampler = samples.Sampler(*self.data, seed=[self.seed, worker.id if worker else 0])
        while True:
            yield batch([sampler.next() for _ in range(self.size)])


def batch(rows):
    pictures, masks, wholes, insides = (torch.from_numpy(np.stack(column)) for column in zip(*rows))
    given = torch.cat([pictures.permute(0, 3, 1, 2).float() / 127.5 - 1, masks.float() / 255], 1)
    return given.contiguous(memory_format=torch.channels_last), wholes.float() / 255, insides.float() / 255


def loss_of(logits, given, whole, inside):
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


@torch.no_grad()
def measure(network, sets):
    network.eval()
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
    network.train()
    return {"amodal": round(iou, 4), "visible alone": round(seen, 4), "order": round(right, 4), "things": len(hidden), "pairs": len(pairs)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rooms", nargs="+", required=True, help="folders of sketched rooms with extents.png")
    parser.add_argument("--photos", required=True, help="BSDS500 folder with train and val")
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--held-out", type=int, default=12, help="every so manieth room is kept from training")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    scenes = [scene for folder in options.rooms for scene in samples.rooms(folder)]
    sets = evaluation(scenes[::options.held_out])
    scenes = [s for k, s in enumerate(scenes) if k % options.held_out]
    photos = photographs(options.photos + "/train")
    network = CompletionNetwork().to(memory_format=torch.channels_last)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(.998), use_buffers=True)
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=.02)
    state = {"seconds": 0.0, "steps": 0}
    if os.path.exists(options.out):
        saved = torch.load(options.out, weights_only=True)
        network.load_state_dict(saved["network"])
        average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        state = saved["state"]
    print(f"{sum(p.numel() for p in network.parameters()) / 1e6:.2f} M parameters, {len(scenes)} rooms, "
          f"{sum(len(m) for _, m in photos)} segments", flush=True)

    def save():
        torch.save({"network": network.state_dict(), "average": average.state_dict(),
                    "optimizer": optimizer.state_dict(), "state": state}, options.out + ".new")
        os.replace(options.out + ".new", options.out)

    loader = torch.utils.data.DataLoader(
        Batches(options.seed + state["steps"], options.batch, (scenes, photos)), batch_size=None, num_workers=1, prefetch_factor=4)
    start = shown = time.time()
    before, losses = state["seconds"], []
    for given, whole, inside in loader:
        progress = min(1, state["seconds"] / (options.minutes * 60))
        rate = float(options.rate * min(1, (state["steps"] + 1) / 200) * max(.01, .5 * (1 + np.cos(np.pi * progress))))
        for group in optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(given)
        loss = loss_of(logits.float(), given, whole, inside)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2)
        optimizer.step()
        average.update_parameters(network)
        state["steps"] += 1
        state["seconds"] = before + time.time() - start
        losses.append(loss.item())
        done = state["seconds"] >= options.minutes * 60
        if done or time.time() - shown > 240:
            shown = time.time()
            print(f"{state['seconds'] / 60:.1f} min, {state['steps']} steps, loss {np.mean(losses):.4f}, {measure(average, sets)}", flush=True)
            losses = []
            save()
        if done:
            break


if __name__ == "__main__":
    main()
