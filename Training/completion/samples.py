"""Things that others hide and their whole extents: in rendered rooms, and in photographs with another segment pasted over."""
import glob
import os

import cv2
import numpy as np

from masks import samples as segments

from .network import SIDE

REACH = .6          # how far beyond its box a thing may go on, over the box's longer side
MARGIN = 1.1        # the square's side over the longer side of what is looked at


def rooms(folder):
    """[(picture RGB, index uint8, extents uint16, {thing: (what hides it, what touches it)})]: bit k − 1 of extents is set where
    thing k would show alone."""
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "s*", "extents.png"))):
        here = os.path.dirname(path)
        image, index, extents = (cv2.imread(f"{here}/{name}.png", cv2.IMREAD_UNCHANGED) for name in ("image", "index", "extents"))
        found.append((np.ascontiguousarray(image[..., ::-1]), index, extents, neighbours(index, extents)))
    return found


def neighbours(index, extents):
    result = {}
    for k in range(1, int(index.max()) + 1):
        own = index == k
        if own.sum() <= 40: continue
        hiding = np.unique(index[(((extents >> (k - 1)) & 1) > 0) & ~own])
        touching = np.unique(index[cv2.dilate(own.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0])
        result[k] = [int(v) for v in hiding if v], [int(v) for v in touching if v not in (0, k)]
    return result


def square(own, front):
    """x, y, side of what to look at: the thing, and what may hide it as far as the thing may reach."""
    own, front = own.astype(np.uint8), front.astype(np.uint8)
    x, y, w, h = cv2.boundingRect(own)
    reach = int(round(REACH * max(w, h)))
    left, top = max(0, x - reach), max(0, y - reach)
    near = cv2.boundingRect(np.ascontiguousarray(front[top:y + h + reach, left:x + w + reach]))
    x1, y1 = x + w, y + h
    if near[2]:
        x, y = min(x, left + near[0]), min(y, top + near[1])
        x1, y1 = max(x1, left + near[0] + near[2]), max(y1, top + near[1] + near[3])
    side = max(max(x1 - x, y1 - y) * MARGIN, 12)
    return round((x + x1) / 2 - side / 2), round((y + y1) / 2 - side / 2), round(side)


def sample(image, own, front, other, whole, place):
    """(picture uint8, masks uint8 [3], whole uint8, known uint8): masks and extents 0...255, each SIDE pixels a side."""
    def mask(m): return segments.crop(m.astype(np.uint8) * 255, place, SIDE, cv2.BORDER_CONSTANT)
    inside = mask(np.ones_like(own))
    return (segments.crop(image, place, SIDE), np.stack([mask(own), mask(front), mask(other)]), mask(whole), inside)


class Sampler:
    """Endless training samples; one seed, one sequence."""

    def __init__(self, scenes, photos, seed):
        self.rng = np.random.default_rng(seed)
        self.scenes, self.photos = scenes, photos
        self.segments = [(i, j) for i, (_, masks) in enumerate(photos) for j in range(len(masks))]
        self.helper = segments.Sampler([], [], [], seed)

    def next(self):
        rng = self.rng
        found = self.in_photograph() if self.segments and rng.uniform() < .3 else self.in_room()
        if found is None:
            return self.next()
        image, own, front, other, whole = found
        place = square(own, front)
        x, y, side = place
        side = side * rng.uniform(.95, 1.25)
        place = round(x + place[2] / 2 - side / 2 + rng.normal(0, .03) * side), round(y + place[2] / 2 - side / 2 + rng.normal(0, .03) * side), round(side)
        picture, masks, whole, inside = sample(image, own, front, other, whole, place)
        if rng.uniform() < .5:
            picture, masks, whole, inside = picture[:, ::-1], masks[..., ::-1], whole[:, ::-1], inside[:, ::-1]
        return tuple(np.ascontiguousarray(a) for a in (self.helper.recoloured(picture), masks, whole, inside))

    def in_room(self):
        rng = self.rng
        image, index, extents, things = self.scenes[rng.integers(len(self.scenes))]
        if len(things) < 2: return None
        k = list(things)[rng.integers(len(things))]
        hiding, touching = things[k]
        beside = sorted(set(hiding) | set(touching))
        if not beside or not hiding and rng.uniform() < .6: return None
        # alone, as when two are compared; or all that hide it; or any of those about it
        kind = rng.uniform()
        if kind < .45: chosen = [beside[rng.integers(len(beside))]]
        elif kind < .85 and hiding: chosen = hiding
        else: chosen = [b for b in beside if rng.uniform() < .7] or beside
        role = np.full(int(index.max()) + 1, 3, np.uint8)
        role[0], role[k], role[chosen] = 0, 1, 2
        return self.cut(image, role[index], ((extents >> (k - 1)) & 1).astype(np.uint8))

    def in_photograph(self):
        """A segment taken as whole, and another one pasted before it or beside it; or the pasted one asked about, which nothing hides."""
        rng = self.rng
        i, j = self.segments[rng.integers(len(self.segments))]
        image, masks = self.photos[i]
        whole = segments.unpack(masks[j], image.shape[:2]).astype(np.uint8)
        m, n = self.segments[rng.integers(len(self.segments))]
        source, others = self.photos[m]
        cover = segments.unpack(others[n], source.shape[:2]).astype(np.uint8)
        ax, ay, aw, ah = cv2.boundingRect(whole)
        bx, by, bw, bh = cv2.boundingRect(cover)
        if min(aw, ah, bw, bh) < 12: return None
        scale = np.sqrt(aw * ah / (bw * bh)) * rng.uniform(.45, 1.2)
        w, h = max(8, int(bw * scale)), max(8, int(bh * scale))
        pixels = cv2.resize(self.helper.recoloured(source[by:by + bh, bx:bx + bw]), (w, h), interpolation=cv2.INTER_AREA)
        alpha = cv2.resize(cover[by:by + bh, bx:bx + bw] * np.uint8(255), (w, h), interpolation=cv2.INTER_AREA)
        cx, cy = ax + rng.uniform(-.1, 1.1) * aw, ay + rng.uniform(-.1, 1.2) * ah
        x, y = int(cx - w / 2), int(cy - h / 2)
        height, width = whole.shape
        x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + w, width), min(y + h, height)
        if x1 - x0 < 6 or y1 - y0 < 6: return None
        image, front = image.copy(), np.zeros_like(whole)
        soft = alpha[y0 - y:y1 - y, x0 - x:x1 - x]
        share = soft[..., None].astype(np.float32) / 255
        image[y0:y1, x0:x1] = np.rint(pixels[y0 - y:y1 - y, x0 - x:x1 - x] * share + image[y0:y1, x0:x1] * (1 - share)).astype(np.uint8)
        front[y0:y1, x0:x1] = soft > 127
        own = whole & (1 - front)
        if not .25 < own.sum() / whole.sum() < .97: return None
        if rng.uniform() < .25: return self.cut(image, front + 2 * own, front)
        return self.cut(image, own + 2 * front, whole)

    def cut(self, image, role, whole):
        """What is to be seen of it, the outlines off by a pixel or two; `role` is 1 for the thing, 2 before it, 3 other things."""
        x, y, side = square(role == 1, role == 2)
        slack = side // 4 + 2
        x0, y0, x1, y1 = max(0, x - slack), max(0, y - slack), x + side + slack, y + side + slack
        role = self.shaken(np.ascontiguousarray(role[y0:y1, x0:x1]))
        if (role == 1).sum() < 20: return None
        return image[y0:y1, x0:x1], role == 1, role == 2, role == 3, whole[y0:y1, x0:x1]

    def shaken(self, index):
        """Outlines off by a pixel or two here and there, as cut ones are."""
        rng = self.rng
        height, width = index.shape
        reach = rng.uniform(0, 1.6)
        field = cv2.resize(rng.normal(0, reach, (max(2, height // 8), max(2, width // 8), 2)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        return cv2.remap(index, x + field[..., 0], y + field[..., 1], cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
