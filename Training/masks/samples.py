"""Boxes and the masks they stand for: segments of photographs, of rendered rooms, and cut-outs pasted onto other pictures."""
import glob
import json
import os

os.environ["OPENCV_IO_ENABLE_OPENEXR"] = "1"            # read when OpenCV is loaded

import cv2                                             # noqa: E402
import numpy as np                                     # noqa: E402

SIDE = 192                     # of the crop that the network sees, in pixels
MARGINS = (1.25, 2.0)          # crop side over the longer side of the box; 1.5 when not training


def photographs(folder):
    """[(picture RGB, [mask])] of a BSDS500 split: one mask for every annotator's segment that could be a thing's."""
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "*.jpg"))):
        image = cv2.imread(path)[..., ::-1]
        masks = []
        for label_path in sorted(glob.glob(path[:-4] + "_*.png")):
            labels = cv2.imread(label_path, cv2.IMREAD_UNCHANGED)
            for label in range(1, int(labels.max()) + 1):
                mask = labels == label
                if is_thing(mask):
                    masks.append(np.packbits(mask))
        found.append((np.ascontiguousarray(image), masks))
    return found


def is_thing(mask):
    """.4 to 35 % of the picture, touching at most one of its borders."""
    share = mask.mean()
    borders = int(mask[0].any()) + int(mask[-1].any()) + int(mask[:, 0].any()) + int(mask[:, -1].any())
    return .004 <= share <= .35 and borders <= 1


def rooms(folder):
    """[(picture RGB, [visible mask])] and [complete RGBA cut-out] of rendered rooms."""
    found, cutouts = [], []
    for scene in sorted(glob.glob(os.path.join(folder, "s*", "scene.json"))):
        here = os.path.dirname(scene)
        image = cv2.imread(here + "/image.png")
        index = cv2.imread(here + "/index.exr", cv2.IMREAD_UNCHANGED)
        if image is None or index is None:
            continue
        index = np.rint(index[..., 0] if index.ndim == 3 else index).astype(int)
        masks = []
        for thing in json.load(open(scene))["objects"]:
            mask = index == thing["id"]
            if mask.sum() > 60:
                masks.append(np.packbits(mask))
            whole = cv2.imread(f"{here}/amodal_{thing['id']}.png", cv2.IMREAD_UNCHANGED)
            if whole is not None and (whole[..., 3] > 127).sum() > 60:
                rows, columns = np.where(whole[..., 3] > 0)
                cut = whole[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
                cutouts.append(np.ascontiguousarray(cut[..., [2, 1, 0, 3]]))
        found.append((np.ascontiguousarray(image[..., ::-1]), masks))
    return found, cutouts


def unpack(mask, shape):
    return np.unpackbits(mask, count=shape[0] * shape[1]).reshape(shape)


def bounds(mask):
    """x, y, width, height of what is set."""
    return cv2.boundingRect(mask)


def window(box, margin, rng=None):
    """The square crop around a box: x, y, side in pixels, real-valued."""
    x, y, w, h = box
    side = max(max(w, h) * margin, 16)
    cx, cy = x + w / 2, y + h / 2
    if rng is not None:
        slack = (side - max(w, h)) / 2
        cx += rng.uniform(-.6, .6) * slack
        cy += rng.uniform(-.6, .6) * slack
    return round(cx - side / 2), round(cy - side / 2), round(side)


def crop(image, place, side=SIDE, border=cv2.BORDER_REPLICATE, interpolation=None):
    """The square at `place` brought to `side`; edge pixels repeat outside the picture. Averaged where it shrinks."""
    x, y, size = place
    height, width = image.shape[:2]
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + size, width), min(y + size, height)
    part = image[y0:y1, x0:x1]
    if (x1 - x0, y1 - y0) != (size, size):
        part = cv2.copyMakeBorder(part, y0 - y, y + size - y1, x0 - x, x + size - x1, border, value=0)
    if interpolation is None:
        interpolation = cv2.INTER_AREA if size > side else cv2.INTER_LINEAR
    return cv2.resize(part, (side, side), interpolation=interpolation)


def box_channels(box, place, side=SIDE):
    """[3, side, side]: inside the box or not, and where in it: -1...1 across it, held to -2...2."""
    x, y, w, h = box
    at = (np.arange(side) + .5) * place[2] / side
    u = np.clip((at + place[0] - x - w / 2) / (w / 2), -2, 2)
    v = np.clip((at + place[1] - y - h / 2) / (h / 2), -2, 2)
    inside = (np.abs(v) <= 1)[:, None] & (np.abs(u) <= 1)[None]
    return np.stack([inside, np.broadcast_to(u, inside.shape), np.broadcast_to(v[:, None], inside.shape)]).astype(np.float32)


def sample(image, mask, box, place):
    """(picture and box uint8/float, mask uint8 0...255), each SIDE pixels a side."""
    target = crop(mask * np.uint8(255), place, border=cv2.BORDER_CONSTANT)
    return crop(image, place), box_channels(box, place), target


class Sampler:
    """Endless training samples; one seed, one sequence."""

    def __init__(self, photos, scenes, cutouts, seed):
        self.rng = np.random.default_rng(seed)
        self.photos, self.scenes, self.cutouts = photos, scenes, cutouts
        self.segments = [(i, j) for i, (_, masks) in enumerate(photos) for j in range(len(masks))]
        self.things = [(i, j) for i, (_, masks) in enumerate(scenes) for j in range(len(masks))]

    def next(self):
        rng = self.rng
        kind = rng.uniform()
        if kind < .60:
            image, mask = self.photograph()
        elif kind < .82:
            image, mask = self.pasted(*self.photograph())
        elif kind < .91 and self.things:
            i, j = self.things[rng.integers(len(self.things))]
            image, masks = self.scenes[i]
            mask = unpack(masks[j], image.shape[:2])
        else:
            cut = self.cutouts[rng.integers(len(self.cutouts))]
            image, mask = self.paste(cut[..., :3], cut[..., 3], self.background())
        box = bounds(mask)
        if box[2] < 4 or box[3] < 4:
            return self.next()
        box = self.shaken(box)
        place = window(box, rng.uniform(*MARGINS), rng)
        picture, channels, target = sample(image, mask, box, place)
        if rng.uniform() < .5:
            picture, target, channels = picture[:, ::-1], target[:, ::-1], channels[:, :, ::-1].copy()
            channels[1] *= -1
        return self.recoloured(picture), np.ascontiguousarray(channels), np.ascontiguousarray(target)

    def photograph(self):
        i, j = self.segments[self.rng.integers(len(self.segments))]
        image, masks = self.photos[i]
        return image, unpack(masks[j], image.shape[:2])

    def background(self):
        pool = self.photos if self.rng.uniform() < .7 or not self.scenes else self.scenes
        return pool[self.rng.integers(len(pool))][0]

    def pasted(self, image, mask):
        x, y, w, h = bounds(mask)
        return self.paste(image[y:y + h, x:x + w], mask[y:y + h, x:x + w] * np.uint8(255), self.background())

    def paste(self, pixels, alpha, ground):
        """A cut-out, scaled, recoloured and softened, on another picture; sometimes partly behind the picture's edge."""
        rng = self.rng
        height, width = ground.shape[:2]
        scale = rng.uniform(.5, 1.6)
        w = int(np.clip(pixels.shape[1] * scale, 8, width * .9))
        h = int(np.clip(pixels.shape[0] * w / pixels.shape[1], 8, height * .9))
        small = cv2.INTER_AREA if w < pixels.shape[1] else cv2.INTER_LINEAR
        pixels = cv2.resize(self.recoloured(pixels), (w, h), interpolation=small)
        alpha = cv2.resize(alpha, (w, h), interpolation=small)
        x = int(rng.integers(-w // 5, max(1, width - w + w // 5)))
        y = int(rng.integers(-h // 5, max(1, height - h + h // 5)))
        x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + w, width), min(y + h, height)
        image, mask = ground.copy(), np.zeros((height, width), np.uint8)
        soft = alpha[y0 - y:y1 - y, x0 - x:x1 - x]
        if rng.uniform() < .7:
            soft = cv2.GaussianBlur(soft, (0, 0), rng.uniform(.5, 1.2))
        share = soft[..., None].astype(np.float32) / 255
        under = image[y0:y1, x0:x1]
        image[y0:y1, x0:x1] = np.rint(pixels[y0 - y:y1 - y, x0 - x:x1 - x] * share + under * (1 - share)).astype(np.uint8)
        mask[y0:y1, x0:x1] = soft > 127
        return image, mask

    def shaken(self, box):
        """A box as a person or a detector draws it: exact half of the time, else off by up to an eighth."""
        rng = self.rng
        if rng.uniform() < .5:
            return box
        x, y, w, h = box
        reach = rng.uniform(.02, .12)
        left, right = rng.uniform(-reach, reach, 2) * w
        top, bottom = rng.uniform(-reach, reach, 2) * h
        return x + left, y + top, max(4, w + right - left), max(4, h + bottom - top)

    def recoloured(self, image):
        """Other light, colours and noise."""
        rng = self.rng
        kind = rng.uniform()
        if kind < .25:
            return np.ascontiguousarray(image)
        result = image.astype(np.float32)
        if kind < .33:
            result[:] = result.mean(2, keepdims=True)
        gain = rng.uniform(.75, 1.3) * rng.uniform(.9, 1.1, 3)
        result = (result - 128) * rng.uniform(.7, 1.25) + 128
        result = result * gain.astype(np.float32) + np.float32(rng.uniform(-20, 20))
        if rng.uniform() < .3:
            result += rng.normal(0, rng.uniform(1, 8), image.shape).astype(np.float32)
        if rng.uniform() < .15:
            result = cv2.GaussianBlur(result, (0, 0), rng.uniform(.4, 1.2))
        return np.clip(result, 0, 255).astype(np.uint8)
