"""Time and memory of `i2e models bench` beside ONNX Runtime and OpenCV's DNN module, in one run on two threads.

    python3 Benchmarks/NeuralCore/speed.py [--i2e PATH] [--threads 2] [--rounds 5] [--runs 10] [--only REGEX]

Rounds are interleaved (ours, each peer, ours, …). Of a round counts the median of its runs; of the rounds the fastest,
because other work on the machine only adds time; the ratio of the medians is printed too. Memory is the peak resident
set of a process that loads the network and runs it three times. Exit code 1 where a limit is missed.
"""

import argparse
import json
import math
import pathlib
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import peers
from engines import Failed, default_command
from networks import named, picture
from one_run import RUNS as MEMORY_RUNS
from tensor_files import write_tensors
from trained import DETECTOR_ARGUMENTS, detector_model, detector_picture, ocr_model, page

MEAN_LIMIT = 1.3  # geometric mean of our time over the fastest peer's
SINGLE_LIMIT = 2.0
MEMORY_LIMIT = 1.3
PRODUCTS = ((1024, 1024, 1024), (3136, 64, 576), (784, 128, 1152), (197, 1152, 384), (197, 1536, 384), (22500, 96, 16))
HERE = Path(__file__).resolve().parent


@dataclass
class Subject:
    """A network to time; `peers` are names in `LOADERS`, the first is the one whose memory is compared."""

    name: str
    model: Path
    feeds: dict
    peers: tuple = ("ort", "opencv")
    arguments: tuple = ()


@dataclass
class Timing:
    """The median of each round, in milliseconds."""

    rounds: list = field(default_factory=list)

    @property
    def fastest(self):
        return min(self.rounds)

    @property
    def median(self):
        return statistics.median(self.rounds)


LOADERS: dict[str, Callable] = {
    "ort": peers.onnx_runtime,
    "opencv": peers.opencv_onnx,
    "detector": peers.opencv_detector,
}


def subjects():
    if detector_model():
        yield Subject("detector 300x300", detector_model(), detector_picture(), ("detector",), DETECTOR_ARGUMENTS)
    else:
        print("skipped: the detector is not installed (i2e models pull coco-detector)", file=sys.stderr)
    yield Subject("pp-ocr det 736x736", ocr_model("det"), page(736, 736))
    yield Subject("pp-ocr rec 48x320", ocr_model("rec"), page(48, 320))
    for name in ("resnet50", "mobilenet-v2", "vit-s16"):
        yield Subject(f"{name} 224x224", named(name).file(), picture())


def our_command(options, subject, inputs, runs):
    command = [options.i2e, "models", "bench", str(subject.model), "--inputs", inputs, "--json"]
    return [*command, "--threads", str(options.threads), "--runs", str(runs), *subject.arguments]


def our_round(options, subject, inputs):
    """Milliseconds of a run: the median in a new process, or of processor time what more runs add to one."""
    if options.clock == "wall":
        return json.loads(output_of(our_command(options, subject, inputs, options.runs)))["median_ms"]
    once, more = (processor_time(our_command(options, subject, inputs, runs)) for runs in (1, options.runs + 1))
    return (more - once) * 1000 / options.runs


def output_of(command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode != 0:
        raise Failed(done.stderr.decode(errors="replace").strip())
    return done.stdout


def processor_time(command):
    """Seconds that a process spends on all of its threads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output_of(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peer_round(options, run, feeds):
    """The same of a peer that is loaded and warm."""
    clock = time.perf_counter if options.clock == "wall" else time.process_time
    times = []
    for _ in range(options.runs):
        start = clock()
        run(feeds)
        times.append((clock() - start) * 1000)
    return statistics.median(times)


def loaded_peers(subject, threads):
    """The peers that can read and run the network, warm."""
    loaded = {}
    for name in subject.peers:
        try:
            _, run = LOADERS[name](subject.model, threads)
            run(subject.feeds)
        except Exception as error:
            print(f"{subject.name}: {name} cannot run it ({str(error).splitlines()[0][:90]})", file=sys.stderr)
            continue
        loaded[name] = run
    return loaded


def timings(options, subject, inputs):
    """{runtime: Timing}, ours as "i2e"."""
    loaded = loaded_peers(subject, options.threads)
    times = {name: Timing() for name in ("i2e", *loaded)}
    for _ in range(options.rounds):
        times["i2e"].rounds.append(our_round(options, subject, inputs))
        for name, run in loaded.items():
            times[name].rounds.append(peer_round(options, run, subject.feeds))
    return times


def peak_megabytes(command):
    """The peak resident set of a process."""
    done = subprocess.run([sys.executable, str(HERE / "peak_memory.py"), *command], capture_output=True)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)} failed: {done.stderr.decode(errors='replace').strip()}")
    return int(done.stdout) / 1e6


def memory(options, subject, inputs, folder):
    """(ours, the first peer's, of that the interpreter and its imports) in MB."""
    arrays = Path(folder) / "feeds.npz"
    np.savez(arrays, **subject.feeds)
    peer = subject.peers[0]
    child = [sys.executable, str(HERE / "one_run.py")]
    return (
        peak_megabytes(our_command(options, subject, inputs, MEMORY_RUNS)),
        peak_megabytes([*child, peer, str(subject.model), str(arrays)]),
        peak_megabytes([*child, "import-ort" if peer == "ort" else "import-opencv"]),
    )


def print_times(subject, times):
    """One row; (ratio of the fastest, ratio of the medians) to the fastest peer."""
    others = {name: timing for name, timing in times.items() if name != "i2e"}
    ours = times["i2e"]
    ratios = (
        ours.fastest / min(timing.fastest for timing in others.values()),
        ours.median / min(timing.median for timing in others.values()),
    )
    cells = [f"{name} {timing.fastest:.1f} / {timing.median:.1f}" for name, timing in others.items()]
    row = f"{subject.name:<20} {ours.fastest:8.1f} / {ours.median:6.1f} ms   {ratios[0]:5.2f} {ratios[1]:7.2f}"
    print(row, *cells, sep="   ", flush=True)
    return ratios


def print_memory(rows):
    """Ours and the first peer's peak; what of the peer's is the interpreter is said, and not taken off."""
    print(f"\n{'peak resident set':<20} {'ours MB':>8} {'peer MB':>8} {'ratio':>6}   the peer's imports alone")
    for name, ours, theirs, bare in rows:
        print(f"{name:<20} {ours:8.0f} {theirs:8.0f} {ours / theirs:6.2f}   {bare:.0f} MB")


def print_products(command):
    """Single-precision matrix products against OpenBLAS's own, one thread each."""
    benchmark = str(pathlib.Path(command).with_name("benchmark-matrix-products"))
    print(f"\n{'product M,N,K':<20} {'ours':>8} {'OpenBLAS':>8}  GFLOP/s")
    for size in PRODUCTS:
        text = ",".join(map(str, size))
        result = json.loads(output_of([benchmark, text]))[0]
        ours, theirs = result["ours_gflops"], result["openblas_gflops"]
        print(f"{text:<20} {ours:8.1f} {theirs:8.1f}  {ours / theirs:.2f}")


def geometric_mean(values):
    return math.exp(statistics.fmean(math.log(value) for value in values))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--i2e", default=default_command())
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--only", type=re.compile, default=re.compile(""))
    parser.add_argument(
        "--clock", choices=("wall", "cpu"), default="wall", help="cpu: on a busy machine, with --threads 1"
    )
    parser.add_argument("--products", action=argparse.BooleanOptionalAction, default=True, help="matrix products too")
    options = parser.parse_args()

    print(f"OPENBLAS_CORETYPE {os.environ.get('OPENBLAS_CORETYPE', 'is not set')}; {options.threads} threads")
    print(f"{options.clock + ' time, ms':<20} {'fastest /  median':>17}      {'ratio':>5} {'medians':>7}   peers")
    ratios, rows, failed = [], [], 0
    for subject in subjects():
        if not options.only.search(subject.name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            inputs = str(Path(folder) / "inputs")
            write_tensors(Path(inputs), subject.feeds)
            try:
                ratios.append(print_times(subject, timings(options, subject, inputs)))
                rows.append((subject.name, *memory(options, subject, inputs, folder)))
            except Failed as reason:
                failed += 1
                print(f"{subject.name:<20} {reason}")
    missed = report(ratios, rows)
    if options.products:
        print_products(options.i2e)
    return missed or failed > 0


def report(ratios, rows):
    """The means and the memory, and whether a limit is missed."""
    if not ratios:
        return True
    times, medians = zip(*ratios)
    mean = geometric_mean(times)
    print(
        f"geometric mean {mean:.2f} (of medians {geometric_mean(medians):.2f}; limit {MEAN_LIMIT}),"
        f" worst {max(times):.2f} (limit {SINGLE_LIMIT:g})"
    )
    print_memory(rows)
    worst_memory = max(ours / theirs for _, ours, theirs, _ in rows)
    print(f"worst memory {worst_memory:.2f} (limit {MEMORY_LIMIT})")
    return mean > MEAN_LIMIT or max(times) > SINGLE_LIMIT or worst_memory > MEMORY_LIMIT


if __name__ == "__main__":
    sys.exit(main())
