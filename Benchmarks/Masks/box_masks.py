"""Masks from true boxes: mean IoU of `i2e decompose --box` and of OpenCV's GrabCut.

    python3 box_masks.py --i2e .build/release/i2e [--photos BSDS_SPLIT] [--polygons FOLDER] [--rooms FOLDER] [--count N]

photos: a folder of ID.jpg with annotators' label maps ID_J.png; segments of .4 to 35 % of the picture that touch at most one border,
N of them by a fixed seed. polygons: NAME.jpg with LabelMe's NAME.json. rooms: rendered scenes. Needs numpy and opencv-python-headless 4.x.
"""
import argparse
import glob
import json
import os
import subprocess
import tempfile

os.environ["OPENCV_IO_ENABLE_OPENEXR"] = "1"

import cv2                                             # noqa: E402
import numpy as np                                     # noqa: E402


def is_thing(mask):
    borders = int(mask[0].any()) + int(mask[-1].any()) + int(mask[:, 0].any()) + int(mask[:, -1].any())
    return .004 <= mask.mean() <= .35 and borders <= 1


def segments(folder, count, seed=20261122):
    """(picture path, mask) of annotators' segments."""
    places = []
    for path in sorted(glob.glob(os.path.join(folder, "*.jpg"))):
        for labels_path in sorted(glob.glob(path[:-4] + "_*.png")):
            labels = cv2.imread(labels_path, cv2.IMREAD_UNCHANGED)
            places += [(path, labels_path, k) for k in range(1, int(labels.max()) + 1) if is_thing(labels == k)]
    rng = np.random.default_rng(seed)
    for index in sorted(rng.permutation(len(places))[:count]):
        path, labels_path, label = places[index]
        yield path, cv2.imread(labels_path, cv2.IMREAD_UNCHANGED) == label


def polygons(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        document = json.load(open(path))
        if "shapes" not in document:
            continue
        picture = path[:-5] + ".jpg"
        height, width = cv2.imread(picture).shape[:2]
        groups = {}
        for number, shape in enumerate(document["shapes"]):
            group = shape.get("group_id")
            groups.setdefault((shape["label"], number if group is None else ("group", group)), []).append(shape["points"])
        for pieces in groups.values():
            mask = np.zeros((height, width), np.uint8)
            cv2.fillPoly(mask, [np.rint(np.array(p)).astype(np.int32) for p in pieces], 1)
            if mask.any():
                yield picture, mask > 0


def rooms(folder):
    for path in sorted(glob.glob(os.path.join(folder, "s*", "scene.json"))):
        here = os.path.dirname(path)
        index = cv2.imread(here + "/index.exr", cv2.IMREAD_UNCHANGED)
        index = np.rint(index[..., 0] if index.ndim == 3 else index).astype(int)
        for thing in json.load(open(path))["objects"]:
            mask = index == thing["id"]
            if mask.sum() > 60:
                yield here + "/image.png", mask


def grab_cut(picture, box):
    image = cv2.imread(picture)
    labels = np.zeros(image.shape[:2], np.uint8)
    cv2.setRNGSeed(1)
    try:
        cv2.grabCut(image, labels, box, np.zeros((1, 65)), np.zeros((1, 65)), 5, cv2.GC_INIT_WITH_RECT)
    except cv2.error:
        return np.zeros(image.shape[:2], bool)
    return (labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)


def ours(program, picture, box):
    """What of the layer is seen: its alpha where no layer before it covers it."""
    with tempfile.TemporaryDirectory() as folder:
        place = ",".join(map(str, box))
        subprocess.run([program, "decompose", picture, "-o", folder, "--box", f"{place}:target"], check=True, capture_output=True)
        scene = json.load(open(folder + "/scene.json"))
        shape = scene["canvas"]["height"], scene["canvas"]["width"]
        hidden = np.zeros(shape, bool)
        for layer in reversed(scene["layers"]):
            crop = cv2.imread(os.path.join(folder, layer["file"]), cv2.IMREAD_UNCHANGED)[..., 3] > 127
            alpha = np.zeros(shape, bool)
            alpha[layer["y"]:layer["y"] + crop.shape[0], layer["x"]:layer["x"] + crop.shape[1]] = crop
            if layer["name"] == "target":
                return alpha & ~hidden
            hidden |= alpha
    return np.zeros(shape, bool)


def overlap(first, second):
    return (first & second).sum() / max(1, (first | second).sum())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--i2e", required=True)
    parser.add_argument("--photos")
    parser.add_argument("--polygons")
    parser.add_argument("--rooms")
    parser.add_argument("--count", type=int, default=250)
    parser.add_argument("--skip-peer", action="store_true")
    parser.add_argument("--worst", type=int, default=0, help="name so many of the worst")
    options = parser.parse_args()
    sets = {}
    if options.photos:
        sets["photos"] = segments(options.photos, options.count)
    if options.polygons:
        sets["polygons"] = polygons(options.polygons)
    if options.rooms:
        sets["rooms"] = rooms(options.rooms)
    for name, cases in sets.items():
        scores, peers, rows = [], [], []
        for picture, mask in cases:
            box = cv2.boundingRect(mask.astype(np.uint8))
            scores.append(overlap(ours(options.i2e, picture, box), mask))
            if not options.skip_peer:
                peers.append(overlap(grab_cut(picture, box), mask))
            rows.append((scores[-1], picture, box))
        peer = f", GrabCut {np.mean(peers):.3f}" if peers else ""
        print(f"{name}: {len(scores)} boxes, i2e {np.mean(scores):.3f}{peer}", flush=True)
        for score, picture, box in sorted(rows)[:options.worst]:
            print(f"    {score:.2f} {picture} {','.join(map(str, box))}")


if __name__ == "__main__":
    main()
