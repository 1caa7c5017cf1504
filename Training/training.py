"""What all trainings share: their options, batches from a process of their own, the learning rate, averaged weights, checkpoints."""
import argparse
import os
import time

import cv2
import numpy as np
import torch

WARM = 200                             # steps over which the learning rate rises
SHOWN = 240                            # seconds between two checkpoints


def arguments(minutes, batch, rate, **more):
    """The options of every training, and `more`: {name: keywords of add_argument}."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True, help="the checkpoint, which an earlier run may have begun")
    parser.add_argument("--minutes", type=float, default=minutes)
    parser.add_argument("--total-minutes", type=float, help="of all runs together; the learning rate falls over them")
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    for name, keywords in more.items():
        parser.add_argument("--" + name.replace("_", "-"), **keywords)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    return options


class Batches(torch.utils.data.IterableDataset):
    """Endless batches: `sampler(seed)` has `next()`, and `batch(rows)` makes tensors of what it gives."""

    def __init__(self, sampler, batch, size, seed):
        self.sampler, self.batch, self.size, self.seed = sampler, batch, size, seed

    def __iter__(self):
        cv2.setNumThreads(1)
        sampler = self.sampler(self.seed)
        while True:
            yield self.batch([sampler.next() for _ in range(self.size)])


def train(network, options, sampler, batch, loss_of, measure, decay=.998, weight_decay=.02, clip=2):
    """Trains until the minutes are over, from the checkpoint on where there is one.

    `loss_of(network, *tensors)` is a batch's loss; `measure(network)` is asked of the averaged weights and printed.
    The rate rises over `WARM` steps and falls as half a cosine (Loshchilov 2017), to a hundredth.
    """
    network = network.to(memory_format=torch.channels_last)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(decay), use_buffers=True).eval()
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=weight_decay)
    parts = {"network": network, "average": average, "optimizer": optimizer}
    state = {"seconds": 0.0, "steps": 0}
    if os.path.exists(options.out):
        saved = torch.load(options.out, weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(saved[name])
        state = saved["state"]
    print(f"{sum(p.numel() for p in network.parameters()) / 1e6:.2f} M parameters", flush=True)

    loader = torch.utils.data.DataLoader(
        Batches(sampler, batch, options.batch, options.seed + state["steps"]), batch_size=None, num_workers=1, prefetch_factor=4)
    start = shown = time.time()
    before, losses = state["seconds"], []
    for tensors in loader:
        progress = min(1, state["seconds"] / 60 / (options.total_minutes or options.minutes))
        warm = min(1, (state["steps"] + 1) / WARM)
        for group in optimizer.param_groups:
            group["lr"] = float(options.rate * warm * max(.01, .5 * (1 + np.cos(np.pi * progress))))
        loss = loss_of(network, *tensors)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), clip)
        optimizer.step()
        average.update_parameters(network)
        state = {"seconds": before + time.time() - start, "steps": state["steps"] + 1}
        losses.append(loss.item())
        done = state["seconds"] - before >= options.minutes * 60
        if done or time.time() - shown > SHOWN:
            with torch.no_grad():
                measured = measure(average)
            print(f"{state['seconds'] / 60:.1f} min, {state['steps']} steps, loss {np.mean(losses):.4f}, {measured}", flush=True)
            shown, losses = time.time(), []
            torch.save({**{name: part.state_dict() for name, part in parts.items()}, "state": state}, options.out + ".new")
            os.replace(options.out + ".new", options.out)
        if done:
            break
