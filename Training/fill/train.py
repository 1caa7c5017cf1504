"""Trains the fill network. See ../README.md; ends when its minutes are over, and goes on from its last checkpoint."""
import argparse
import os
import sys
import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from encoder import Encoder                                    # noqa: E402
from fill import samples                                       # noqa: E402
from fill.losses import distance, features                     # noqa: E402
from fill.network import FillNetwork, smooth_fill              # noqa: E402

CLOSE = .75                            # side of the crop around a hole that the encoder judges, over the sample's


def batch(rows):
    """(seen, truth in -1...1, hole 0 or 1), channels last in memory."""
    seen, truth = (torch.from_numpy(np.stack([r[k] for r in rows])).permute(0, 3, 1, 2).float() / 127.5 - 1 for k in (0, 1))
    return seen, truth, torch.from_numpy(np.stack([r[2] for r in rows])).float().unsqueeze(1)


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


@torch.no_grad()
def measure(encoder, network, held):
    """PSNR in holes, and the distance of features there."""
    network.eval()
    rows = []
    for start, truth, hole in held:
        result = filled(network, start, hole).clamp(-1, 1)
        error = ((result - truth) ** 2 * hole).sum((1, 2, 3)) / hole.sum((1, 2, 3)).clamp(min=1) / 3
        rows.append((10 * torch.log10(4 / error.clamp(min=1e-9)).mean().item(),
                     losses(encoder, result, truth, hole)[1].item()))
    network.train()
    return np.mean(rows, 0).round(3).tolist()


def batches(sampler, size):
    """Endless (start, truth, hole): `start` has its hole filled smoothly."""
    while True:
        seen, truth, hole = batch([sampler.next() for _ in range(size)])
        yield smooth_fill(seen, hole), truth, hole


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", nargs="+", required=True, help="folders of JPEG files")
    parser.add_argument("--silhouettes", nargs="+", required=True, help="folders of label maps, for the shapes of holes")
    parser.add_argument("--held-out", required=True, help="a folder of photographs kept from training, to measure on")
    parser.add_argument("--rooms", nargs="*", default=[])
    parser.add_argument("--encoder", required=True, help="the detector's frozen graph")
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--total-minutes", type=float, help="of all runs together; the learning rate falls over them")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--perceptual", type=float, default=.2, help="weight of the features' distance")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(options.seed)

    kept = {os.path.basename(p) for p in os.listdir(options.held_out)}
    photos = [p for folder in options.photos for p in samples.photographs(folder, kept)]
    scenes = [s for folder in options.rooms for s in samples.rooms(folder)]
    shapes = [s for folder in options.silhouettes for s in samples.silhouettes(folder)]
    print(f"{len(photos)} photographs, {len(scenes)} rooms, {len(shapes)} silhouettes", flush=True)
    held = batches(samples.Sampler(samples.photographs(options.held_out), [], shapes, seed=7), 16)
    held = [next(held) for _ in range(6)]
    encoder = Encoder(options.encoder).to(memory_format=torch.channels_last)
    network = FillNetwork().to(memory_format=torch.channels_last)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(.998), use_buffers=True)
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=.01)
    state = {"seconds": 0.0, "steps": 0}
    if os.path.exists(options.out):
        saved = torch.load(options.out, weights_only=True)
        network.load_state_dict(saved["network"])
        average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        state = saved["state"]
    total_seconds = (options.total_minutes or options.minutes) * 60
    print(f"{sum(p.numel() for p in network.parameters()) / 1e6:.2f} M parameters", flush=True)

    sampler = samples.Sampler(photos, scenes, shapes, seed=[options.seed, state["steps"]])
    training = batches(sampler, options.batch)
    start, before, shown, sums = time.time(), state["seconds"], time.time(), []
    while True:
        progress = min(1, state["seconds"] / total_seconds)
        warm = min(1, (state["steps"] + 1) / 150)
        for group in optimizer.param_groups:
            group["lr"] = float(options.rate * warm * max(.01, .5 * (1 + np.cos(np.pi * progress))))
        given, truth, hole = next(training)
        plain, felt = losses(encoder, filled(network, given, hole), truth, hole)
        optimizer.zero_grad(set_to_none=True)
        (plain + options.perceptual * felt).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1)
        optimizer.step()
        average.update_parameters(network)
        state["steps"] += 1
        state["seconds"] = before + time.time() - start
        sums.append((plain.item(), felt.item()))
        done = state["seconds"] - before >= options.minutes * 60
        if done or time.time() - shown > 240:
            shown = time.time()
            print(f"{state['seconds'] / 60:.1f} min, {state['steps']} steps, losses {np.mean(sums, 0).round(4)}, "
                  f"held out {measure(encoder, average, held)}", flush=True)
            sums = []
            torch.save({"network": network.state_dict(), "average": average.state_dict(),
                        "optimizer": optimizer.state_dict(), "state": state}, options.out + ".new")
            os.replace(options.out + ".new", options.out)
        if done:
            break


if __name__ == "__main__":
    main()
