#!/usr/bin/env python3
"""Draws rooms with exact truth: python3 render_rooms.py OUT --style similar|beyond --first 2001 --count 12 [--polished] [--no-edits]

See README.md for what a room holds. A room depends on its number, style and polish only; rooms already there are kept.
"""

import argparse
import json
import os
import random
import time

os.environ["OPENCV_IO_ENABLE_OPENEXR"] = "1"
import bpy  # noqa: F401  (before anything of Blender's)
import cv2
import numpy as np

import edits
import layout
import palette
import setting
import shapes
from stage import Stage

SIMILAR = layout.Style(shapes.PLAIN, layout.PLAIN_KINDS, (3, 6), (.8, 1.2), .3, .35)
BEYOND = layout.Style({**shapes.PLAIN, **shapes.MORE}, layout.MORE_KINDS, (2, 9), (.55, 1.35), .28, .5)
LEAST_SEEN = 150        # pixels; a room in which a thing shows less is drawn from the next seed


def conceive(style, number, samples, percentage=100, polished=False):
    """A stage whose things can all be seen, with its setting, things, index, depth and the random stream that goes on."""
    for attempt in range(20):
        rng = random.Random(f"{style}-{number}-{attempt}")
        if style == "similar":
            room = setting.similar(rng)
            things = layout.arrange(rng, SIMILAR, room)
        else:
            shared = rng.choice(sorted(palette.NAMED)) if rng.random() < .3 else None
            room = setting.beyond(rng, shared)
            things = layout.arrange(rng, BEYOND, room, shared)
        if len(things) < 2: continue
        if polished: room.polish(random.Random(f"polish-{style}-{number}"))
        stage = Stage(room, things, samples, percentage)
        index, depth = stage.measure()
        seen = {t.id: int((index == t.id).sum()) for t in things}
        if min(seen.values()) >= LEAST_SEEN * percentage ** 2 / 10_000: return stage, room, things, index, depth, seen, rng
    raise SystemExit(f"room {number}: in 20 attempts no arrangement of style {style} shows {LEAST_SEEN} pixels of every thing")


def record(number, style, room, things, asked):
    def entry(t):
        u, v, depth = room.camera.project((t.x, t.y, t.base + t.height / 2))
        return {"id": t.id, "shape": t.shape, "color": t.colour, "name": t.name, "material": t.finish.kind, "x": t.x, "y": t.y, "base": t.base,
                "half": t.half, "height": t.height, "flat": t.form.top is not None, "support": t.support and t.support.id,
                "center": [u, v], "depth": depth}
    return {"seed": number, "style": style, "roughness": room.ground["roughness"], "width": setting.WIDTH, "height": setting.HEIGHT,
            "objects": [entry(t) for t in things], "edits": asked}


def draw(folder, number, style, samples, with_edits, polished):
    stage, room, things, index, depth, seen, rng = conceive(style, number, samples, polished=polished)
    asked = edits.choose(rng, things, room, seen) if with_edits else []
    os.makedirs(folder, exist_ok=True)

    def keep(name, pixels): cv2.imwrite(os.path.join(folder, name), pixels)
    keep("index.exr", np.repeat(index[..., None], 3, 2).astype(np.float32))
    keep("depth.exr", np.repeat(depth[..., None], 3, 2).astype(np.float32))
    image = stage.picture()
    keep("image.png", image)
    for thing in things: keep(f"amodal_{thing.id}.png", stage.alone(thing))

    def changed(after, touching):
        """The picture with the things as they are `after`; only the region about what differs is drawn again."""
        left, top, right, bottom = region = room.touched(touching)
        stage.show(after)
        result = image.copy()
        result[top:bottom, left:right] = stage.picture(region)[top:bottom, left:right]
        stage.show(things)
        return result
    keep("background.png", changed([], things))
    for edit in asked:
        after = edits.applied(things, room, edit)
        differing = {edit["target"], *edit.get("falls", ())}
        keep(f"edit_{edit['id']}.png", changed(after, [t for t in things + after if t.id in differing]))
    with open(os.path.join(folder, "scene.json"), "w") as file: json.dump(record(number, style, room, things, asked), file, indent=1)
    return things, asked


def sketch(folder, number, style, samples, percentage, polished):
    """Just enough to learn finding and completing from: the picture, who is where, whole extents, and the room without things."""
    stage, room, things, index, _, _, _ = conceive(style, number, samples, percentage, polished)
    os.makedirs(folder, exist_ok=True)
    cv2.imwrite(os.path.join(folder, "index.png"), index.astype(np.uint8))
    cv2.imwrite(os.path.join(folder, "extents.png"), stage.extents(things))
    cv2.imwrite(os.path.join(folder, "image.png"), stage.picture())
    stage.show([])
    cv2.imwrite(os.path.join(folder, "background.png"), stage.picture())
    with open(os.path.join(folder, "scene.json"), "w") as file: json.dump(record(number, style, room, things, []), file)
    return things, []


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("--style", choices=("similar", "beyond"), default="beyond")
    ap.add_argument("--first", type=int, default=1)
    ap.add_argument("--count", type=int, default=1)
    ap.add_argument("--samples", type=int, default=8, help="light paths a pixel before denoising")
    ap.add_argument("--polished", action="store_true", help="the ground mirrors what stands on it")
    ap.add_argument("--no-edits", action="store_true")
    ap.add_argument("--sketch", type=int, metavar="PERCENT", help="image, index.png and background only, at this much of the size")
    a = ap.parse_args()
    for number in range(a.first, a.first + a.count):
        folder = os.path.join(a.out, f"s{number:04d}")
        if os.path.exists(os.path.join(folder, "scene.json")): continue
        wall, cpu = time.time(), time.process_time()
        if a.sketch: things, asked = sketch(folder, number, a.style, a.samples, a.sketch, a.polished)
        else: things, asked = draw(folder, number, a.style, a.samples, not a.no_edits, a.polished)
        print(f"s{number:04d}: {len(things)} things, {len(asked)} edits, {time.time() - wall:.0f} s, {time.process_time() - cpu:.0f} s of one core", flush=True)


main()
