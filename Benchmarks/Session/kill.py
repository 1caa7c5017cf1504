"""Kills chats at random moments of their rounds and looks at what is left.

    python3 Benchmarks/Session/kill.py [--kills 200] [--i2e .build/release/i2e] [--seed 1]

Every file must open, pass SQLite's integrity_check and hold every round that was acknowledged; at most the round that was just being
acknowledged may be there besides. Exits with 1 where one does not.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def chat(i2e, folder, kill_after, generator):
    """Starts a chat that has much to do, kills it, and returns how many rounds it acknowledged."""
    process = subprocess.Popen(
        [i2e, "chat", "room.png"], cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1)
    ways = ["left", "right", "up", "down"]
    lines = [f"move the yellow mug {generator.randint(1, 9)} pixels {generator.choice(ways)}\n" for _ in range(400)]

    def feed():
        try:
            process.stdin.writelines(lines)
            process.stdin.close()
        except (BrokenPipeError, OSError):
            pass

    feeder = threading.Thread(target=feed)
    feeder.start()
    acknowledged = 0
    started = False
    timer = threading.Timer(kill_after, lambda: process.send_signal(signal.SIGKILL))
    for line in process.stderr:
        if not started and line.startswith("layers:"):
            started = True
            timer.start()
        acknowledged += line.startswith("wrote room-edited.png")
    process.wait()
    timer.cancel()
    feeder.join()
    return acknowledged


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--i2e", default=os.path.join(ROOT, ".build/release/i2e"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = random.Random(options.seed)
    i2e = os.path.abspath(options.i2e)
    faults = journals = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(os.path.join(ROOT, "Examples/rooms/mugs.png"), os.path.join(folder, "room.png"))
        file = os.path.join(folder, "room.i2e")
        subprocess.run([i2e, "session", "new", "room.png", "-o", "room.i2e"], cwd=folder, check=True,
                       stderr=subprocess.DEVNULL)
        total = 0
        for kill in range(options.kills):
            acknowledged = chat(i2e, folder, generator.uniform(0, 0.6), generator)
            journals += os.path.exists(file + "-journal")
            opened = subprocess.run([i2e, "session", "log", "room.i2e"], cwd=folder, stderr=subprocess.PIPE, text=True)
            database = sqlite3.connect(file)
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
            rounds = database.execute("SELECT count(*) FROM round").fetchone()[0]
            database.close()
            made = rounds - total
            total = rounds
            if opened.returncode or verdict != "ok" or made not in (acknowledged, acknowledged + 1):
                faults += 1
                print(f"kill {kill}: opens with {opened.returncode}, integrity_check {verdict}, "
                      f"{made} rounds made, {acknowledged} acknowledged")
    print(f"{options.kills} kills, {total} rounds, {journals} in the middle of a transaction, {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
