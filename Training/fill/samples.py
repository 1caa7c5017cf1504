"""Pictures with holes shaped like things: photographs, and rendered rooms whose true background is known."""
import glob
import os

import cv2
import numpy as np

SIDE = 128                             # of the crop that the network sees, in pixels
HOLES = (.2, .6)                       # longer side of a hole over the crop's side
LARGEST = 1600                         # pixels along a photograph; larger ones are reduced


def photographs(folder, without=()):
    """[picture RGB] of a folder's JPEG files, sorted by name, but for those named in `without`."""
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "*.jpg"))):
        if os.path.basename(path) in without:
            continue
        image = cv2.imread(path)
        factor = LARGEST / max(image.shape[:2])
        if factor < 1:
            image = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        found.append(np.ascontiguousarray(image[..., ::-1]))
    return found


def silhouettes(folder, side=96):
    """[uint8 0 or 255, longer side `side`]: annotators' segments of .4 to 35 % of the picture that touch at most one border."""
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "*_*.png"))):
        labels = cv2.imread(path, cv2.IMREAD_UNCHANGED)
        for label in range(1, int(labels.max()) + 1):
            mask = labels == label
            borders = int(mask[0].any()) + int(mask[-1].any()) + int(mask[:, 0].any()) + int(mask[:, -1].any())
            if .004 <= mask.mean() <= .35 and borders <= 1:
                x, y, w, h = cv2.boundingRect(mask.astype(np.uint8))
                factor = side / max(w, h)
                size = max(8, round(w * factor)), max(8, round(h * factor))
                found.append(cv2.resize(mask[y:y + h, x:x + w] * np.uint8(255), size, interpolation=cv2.INTER_AREA))
    return found


def rooms(folder):
    """[(picture, background, hole)] of rendered rooms: the hole is wherever things and their shadows changed the picture."""
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "**", "background.png"), recursive=True)):
        image, background = cv2.imread(os.path.dirname(path) + "/image.png"), cv2.imread(path)
        if image is None or image.shape != background.shape:
            continue
        changed = (np.abs(image.astype(int) - background).max(2) > 12).astype(np.uint8)
        hole = cv2.dilate(cv2.morphologyEx(changed, cv2.MORPH_OPEN, np.ones((3, 3))), np.ones((7, 7)))
        found.append((np.ascontiguousarray(image[..., ::-1]), np.ascontiguousarray(background[..., ::-1]), hole))
    return found


class Sampler:
    """Endless training samples; one seed, one sequence."""

    def __init__(self, photos, scenes, shapes, seed):
        self.rng = np.random.default_rng(seed)
        self.photos, self.scenes, self.shapes = photos, scenes, shapes

    def next(self):
        """(what is seen, the truth, the hole): uint8 [SIDE, SIDE, 3] twice and [SIDE, SIDE] of 0 and 1."""
        rng = self.rng
        if self.scenes and rng.uniform() < .2:
            image, background, hole = self.scenes[rng.integers(len(self.scenes))]
            if rng.uniform() < .5:
                seen, truth, hole = self.crop(image, background, hole)
                if 200 < hole.sum() < .5 * hole.size:
                    return self.varied(seen, truth, hole)
            truth, = self.crop(background)
        else:
            truth, = self.crop(self.photos[rng.integers(len(self.photos))])
        return self.varied(truth, truth, self.hole())

    def crop(self, *rasters):
        """A square of all of them, from SIDE to what fits, small ones more often."""
        rng = self.rng
        height, width = rasters[0].shape[:2]
        largest = min(height, width)
        side = int(np.exp(rng.uniform(np.log(min(112, largest)), np.log(min(largest, 480)))))
        x, y = int(rng.integers(width - side + 1)), int(rng.integers(height - side + 1))
        kind = cv2.INTER_AREA if side > SIDE else cv2.INTER_LINEAR
        parts = [cv2.resize(r[y:y + side, x:x + side], (SIDE, SIDE), interpolation=kind) for r in rasters]
        return [p if p.ndim == 3 else (p > 0).astype(np.uint8) for p in parts]

    def hole(self):
        rng = self.rng
        mask = np.zeros((SIDE, SIDE), np.uint8)
        for number in range(1 if rng.uniform() < .75 else 2):
            shape = self.blob() if rng.uniform() < .5 else self.shapes[rng.integers(len(self.shapes))]
            extent = SIDE * rng.uniform(*HOLES) / (1 + number)
            factor = extent / max(shape.shape)
            size = max(6, round(shape.shape[1] * factor)), max(6, round(shape.shape[0] * factor))
            shape = cv2.resize(shape, size, interpolation=cv2.INTER_LINEAR)
            if rng.uniform() < .5:
                shape = shape[:, ::-1]
            edge = .12 if rng.uniform() < .2 or number else .3
            x = int(rng.uniform(edge, 1 - edge) * SIDE - size[0] / 2)
            y = int(rng.uniform(edge, 1 - edge) * SIDE - size[1] / 2)
            x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + size[0], SIDE), min(y + size[1], SIDE)
            mask[y0:y1, x0:x1] |= (shape[y0 - y:y1 - y, x0 - x:x1 - x] > 127).astype(np.uint8)
        grown = int(rng.integers(0, 3))
        return cv2.dilate(mask, np.ones((2 * grown + 1, 2 * grown + 1))) if grown else mask

    def blob(self):
        """A wobbly star-convex shape."""
        rng = self.rng
        t = np.linspace(0, 2 * np.pi, 90, endpoint=False)
        reach = 1 + sum(rng.uniform(-.18, .18) * np.sin(k * t + rng.uniform(0, 6)) for k in range(1, 6))
        points = np.stack([reach * np.cos(t) * rng.uniform(.7, 1.3), reach * np.sin(t)], 1)
        points = (points - points.min(0)) * (95 / np.ptp(points, 0).max())
        mask = np.zeros(np.ptp(points, 0).astype(int)[::-1] + 1, np.uint8)
        return cv2.fillPoly(mask, [points.astype(np.int32)], 255)

    def varied(self, seen, truth, hole):
        """Mirrored, and in other light and colours."""
        rng = self.rng
        pair = np.stack([seen, truth])
        if rng.uniform() < .5:
            pair, hole = pair[:, :, ::-1], hole[:, ::-1]
        if rng.uniform() < .6:
            pair = pair.astype(np.float32)
            if rng.uniform() < .1:
                pair[:] = pair.mean(3, keepdims=True)
            gain = rng.uniform(.8, 1.2) * rng.uniform(.93, 1.07, 3).astype(np.float32)
            pair = np.clip((pair - 128) * np.float32(rng.uniform(.75, 1.2)) * gain + 128 + np.float32(rng.uniform(-15, 15)), 0, 255)
        return pair[0].astype(np.uint8), pair[1].astype(np.uint8), np.ascontiguousarray(hole)
