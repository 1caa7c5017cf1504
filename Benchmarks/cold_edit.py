"""How long a cold `i2e edit` of a 640x480 picture takes and how much memory it peaks at, against the limits.

    python3 Benchmarks/cold_edit.py [--i2e .build/release/i2e] [--rounds 3]

Every measurement is a new process with no session to start from. Exit code 1 where the worst one is over a limit.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WALL_LIMIT = 6.0  # seconds, on two cores
MEMORY_LIMIT = 600.0  # MB of resident set

EXAMPLES = Path(__file__).resolve().parent.parent / "Examples"
CASES = [
    ("rooms/mugs.png", "move the yellow mug left"),
    ("rooms/shapes.png", "remove the red ball"),
    ("pumpkin.png", "remove the pumpkin"),
]


def measure(command):
    """Wall seconds, CPU seconds and peak megabytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    prose = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"error: {' '.join(command)} exited with {process.returncode}\n{prose}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--i2e", default=str(EXAMPLES.parent / ".build/release/i2e"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    print(f"{'picture':<18} {'instruction':<28} {'wall s':>14} {'cpu s':>6} {'peak MB':>8}  of limit")
    worst_wall = worst_memory = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for picture, instruction in CASES:
            command = [options.i2e, "edit", str(EXAMPLES / picture), instruction, "-o", f"{folder}/out.png"]
            runs = [measure(command) for _ in range(options.rounds)]
            walls = [wall for wall, _, _ in runs]
            wall, cpu, memory = max(walls), max(run[1] for run in runs), max(run[2] for run in runs)
            worst_wall, worst_memory = max(worst_wall, wall), max(worst_memory, memory)
            print(
                f"{picture:<18} {instruction:<28} {min(walls):6.2f} … {wall:5.2f} {cpu:6.2f} {memory:8.0f}"
                f"  time {wall / WALL_LIMIT:.2f}, memory {memory / MEMORY_LIMIT:.2f}"
            )
    print(
        f"worst: {worst_wall:.2f} s of {WALL_LIMIT:g} s ({worst_wall / WALL_LIMIT:.2f}),"
        f" {worst_memory:.0f} MB of {MEMORY_LIMIT:g} MB ({worst_memory / MEMORY_LIMIT:.2f})"
    )
    return worst_wall > WALL_LIMIT or worst_memory > MEMORY_LIMIT


if __name__ == "__main__":
    sys.exit(main())
