"""Pictures and what the proposal network should say of them: rendered rooms, and photographs with things pasted onto them."""
import glob
import json
import os

import cv2
import numpy as np

WIDTH, HEIGHT = 320, 256        # of what the network sees; pictures are fitted in at the top left
STRIDE = 4                      # of what it says
THING, STUFF, UNKNOWN = 1, 0, -1
DARKER = .86                    # a cast shadow leaves at most this much of the light


class Picture:
    """RGB; who is where (0 nobody, -1 unknown); how much light is left where nobody is (1 unshadowed, 0 unknown)."""

    def __init__(self, image, index, light):
        self.image, self.index, self.light = image, index, light


def rooms(folder):
    """Rooms drawn with `--sketch`; {number: Picture}."""
    found = {}
    for scene in sorted(glob.glob(os.path.join(folder, "s*", "scene.json"))):
        here = os.path.dirname(scene)
        image, background = cv2.imread(here + "/image.png"), cv2.imread(here + "/background.png")
        index = cv2.imread(here + "/index.png", cv2.IMREAD_UNCHANGED)
        found[json.load(open(scene))["seed"]] = Picture(
            np.ascontiguousarray(image[..., ::-1]), index.astype(np.int16), remaining(image, background))
    return found


def remaining(image, background):
    """The share of the empty room's light that is left; 0 where the room is too dark to tell."""
    lit = cv2.GaussianBlur(background.astype(np.float32).sum(2), (0, 0), 1)
    now = cv2.GaussianBlur(image.astype(np.float32).sum(2), (0, 0), 1)
    return np.where(lit > 30, np.clip(now / np.maximum(lit, 1), .02, 2), 0).astype(np.float32)


def photographs(folder, side=WIDTH):
    """BSDS500's, as grounds: stuff where every annotator has a segment too large for a thing or cut by borders, else unknown."""
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "*.jpg"))):
        image = cv2.imread(path)[..., ::-1]
        stuff = np.ones(image.shape[:2], bool)
        for label_path in glob.glob(path[:-4] + "_*.png"):
            labels = cv2.imread(label_path, cv2.IMREAD_UNCHANGED)
            for label in range(1, int(labels.max()) + 1):
                mask = labels == label
                if not is_stuff(mask): stuff &= ~mask
        scale = side / max(image.shape[:2])
        size = round(image.shape[1] * scale), round(image.shape[0] * scale)
        index = np.where(cv2.resize(stuff.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0, 0, -1)
        small = cv2.resize(np.ascontiguousarray(image), size, interpolation=cv2.INTER_AREA)
        found.append(Picture(small, index.astype(np.int16), np.zeros(index.shape, np.float32)))
    return found


def is_stuff(mask):
    """Over 15 % of the picture and touching two borders or more."""
    borders = int(mask[0].any()) + int(mask[-1].any()) + int(mask[:, 0].any()) + int(mask[:, -1].any())
    return mask.mean() > .15 and borders >= 2


class Sampler:
    """Endless training samples; one seed, one sequence."""

    def __init__(self, scenes, photos, seed):
        self.rng, self.scenes, self.photos = np.random.default_rng(seed), scenes, photos
        cv2.setRNGSeed(seed % 2 ** 31)

    def next(self):
        kind = self.rng.uniform()
        if kind < .78 or not self.photos:
            picture = self.pick(self.scenes)
            if kind < .12: picture = self.pasted(picture)
        else:
            picture = self.pasted(self.pick(self.photos))
        return sample(self.recoloured(self.seen(picture)))

    def pick(self, pool): return pool[self.rng.integers(len(pool))]

    def seen(self, picture):
        """Enlarged or shrunk, cropped, perhaps mirrored."""
        rng, (height, width) = self.rng, picture.index.shape
        scale = float(np.exp(rng.uniform(np.log(.65), np.log(1.5)))) if rng.uniform() < .7 else 1
        w, h = max(64, round(width * scale)), max(64, round(height * scale))
        stretch = float(np.exp(rng.uniform(-.15, .15))) if rng.uniform() < .3 else 1
        h = max(64, round(h * stretch))
        image = cv2.resize(picture.image, (w, h), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        index = cv2.resize(picture.index, (w, h), interpolation=cv2.INTER_NEAREST)
        light = cv2.resize(picture.light, (w, h), interpolation=cv2.INTER_LINEAR)
        x = int(rng.integers(0, max(1, w - WIDTH + 1)))
        y = int(rng.integers(0, max(1, h - HEIGHT + 1)))
        rows, columns = slice(y, y + HEIGHT), slice(x, x + WIDTH)
        image, index, light = image[rows, columns], index[rows, columns], light[rows, columns]
        if rng.uniform() < .5: image, index, light = image[:, ::-1], index[:, ::-1], light[:, ::-1]
        return Picture(np.ascontiguousarray(image), np.ascontiguousarray(index), np.ascontiguousarray(light))

    def pasted(self, picture):
        """With one to four things of rooms on it, recoloured, scaled and softened; they hide what was there."""
        rng = self.rng
        image, index, light = picture.image.copy(), picture.index.copy(), picture.light.copy()
        height, width = index.shape
        for _ in range(int(rng.integers(1, 5))):
            source = self.pick(self.scenes)
            thing = int(rng.choice(np.unique(source.index)[1:]))
            mask = (source.index == thing).astype(np.uint8)
            x, y, w, h = cv2.boundingRect(mask)
            scale = float(np.exp(rng.uniform(np.log(.6), np.log(2.2))))
            tw, th = int(np.clip(w * scale, 6, width * .6)), int(np.clip(h * scale, 6, height * .7))
            pixels = self.recoloured(Picture(source.image[y:y + h, x:x + w], mask, None)).image
            pixels = cv2.resize(pixels, (tw, th), interpolation=cv2.INTER_LINEAR)
            soft = cv2.resize(mask[y:y + h, x:x + w].astype(np.float32), (tw, th), interpolation=cv2.INTER_LINEAR)
            left, top = int(rng.integers(0, width - tw + 1)), int(rng.integers(0, height - th + 1))
            at = slice(top, top + th), slice(left, left + tw)
            share = cv2.GaussianBlur(soft, (0, 0), .6)[..., None]
            image[at] = np.rint(pixels * share + image[at] * (1 - share)).astype(np.uint8)
            index[at] = np.where(soft > .5, index.max() + 1, index[at])
            light[at] = np.where(soft > .5, 0, light[at])
        return Picture(image, index, light)

    def recoloured(self, picture):
        """Other light, colours and noise."""
        rng, image = self.rng, np.ascontiguousarray(picture.image)
        if rng.uniform() < .2: return picture
        kind = rng.uniform()
        if kind < .08:
            image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        elif kind < .38:
            turned = cv2.cvtColor(image, cv2.COLOR_RGB2HSV)
            turned[..., 0] = (turned[..., 0].astype(np.int16) + int(rng.integers(180))) % 180
            image = cv2.cvtColor(turned, cv2.COLOR_HSV2RGB)
        levels = 255 * (np.arange(256) / 255) ** float(np.exp(rng.uniform(-.5, .4)))
        levels = (levels - 128) * rng.uniform(.8, 1.2) + 128 + rng.uniform(-15, 25)
        table = np.clip(levels[:, None] * rng.uniform(.9, 1.1, 3), 0, 255).astype(np.uint8)
        result = cv2.LUT(image, table[None])
        if rng.uniform() < .15: result = cv2.GaussianBlur(result, (0, 0), rng.uniform(.4, 1))
        if rng.uniform() < .3:
            noise = cv2.randn(np.empty(image.shape, np.int16), 0, rng.uniform(1, 6))
            result = cv2.add(result, noise, dtype=cv2.CV_8U)
        return Picture(result, picture.index, picture.light)


def sample(picture):
    """(RGB uint8[HEIGHT, WIDTH, 3], thing float, box distances, weight, shadow), the rest at 1/STRIDE; -1 is unknown."""
    height, width = picture.index.shape
    image = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    image[:height, :width] = picture.image
    index = np.full((HEIGHT, WIDTH), -1, np.int16)
    index[:height, :width] = picture.index
    light = np.zeros((HEIGHT, WIDTH), np.float32)
    light[:height, :width] = picture.light
    index_small = index[STRIDE // 2::STRIDE, STRIDE // 2::STRIDE]
    light_small = light[STRIDE // 2::STRIDE, STRIDE // 2::STRIDE]
    thing = np.where(index_small > 0, 1, index_small).astype(np.float32)
    boxes = np.zeros((4, *thing.shape), np.float32)
    weight = np.zeros(thing.shape, np.float32)
    ys, xs = np.mgrid[0:thing.shape[0], 0:thing.shape[1]] * STRIDE + STRIDE / 2
    for id in np.unique(index_small[index_small > 0]):
        x, y, w, h = cv2.boundingRect((index == id).astype(np.uint8))
        own = index_small == id
        boxes[:, own] = np.stack([xs - x, ys - y, x + w - xs, y + h - ys])[:, own]
        weight[own] = 1 / np.sqrt(own.sum())
    shadow = np.where(index_small == 0, np.where(light_small > 0, (light_small < DARKER).astype(np.float32), -1), -1).astype(np.float32)
    shadow[(index_small == 0) & (np.abs(light_small - DARKER) < .04)] = -1
    return image, thing, boxes, weight, shadow
