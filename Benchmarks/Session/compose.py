"""All of a 4K scene of 12 layers and their shadows, drawn here and composited by libvips, in one run.

    python3 Benchmarks/Session/compose.py [--benchmark .build/release/benchmark-session]

Needs pyvips (`pip install pyvips-binary pyvips`). Exits with 1 where libvips is faster.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import pyvips

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def load(folder):
    """The background and every raster over it, decoded, with where it lies."""
    with open(os.path.join(folder, "scene.json")) as file:
        scene = json.load(file)
    rasters = [layer["effect"] for layer in scene["layers"]] + scene["layers"]
    background = pyvips.Image.new_from_file(os.path.join(folder, scene["background"])).copy_memory()
    images = [pyvips.Image.new_from_file(os.path.join(folder, raster["file"])).copy_memory() for raster in rasters]
    return background, images, [raster["x"] for raster in rasters], [raster["y"] for raster in rasters]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--benchmark", default=os.path.join(ROOT, ".build/release/benchmark-session"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.join(folder, "layers")
        ours = float(subprocess.run([options.benchmark, "compose", folder], check=True, capture_output=True).stdout)
        background, images, xs, ys = load(folder)
    theirs = []
    for _ in range(9):
        start = time.perf_counter()
        background.composite(images, "over", x=xs, y=ys).cast("uchar").write_to_memory()
        theirs.append(1000 * (time.perf_counter() - start))
    peer = statistics.median(theirs)
    print(f"{background.width}×{background.height}, {len(images)} rasters: {ours:.0f} ms here, {peer:.0f} ms by libvips "
          f"{pyvips.version(0)}.{pyvips.version(1)} on {os.cpu_count()} cores, {ours / peer:.2f} times")
    sys.exit(ours > peer)


if __name__ == "__main__":
    main()
