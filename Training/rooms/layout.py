"""Puts things in a setting so that each rests on something and none cuts into another."""

import math
from dataclasses import dataclass

import finish
import palette
from setting import HEIGHT, WIDTH


@dataclass
class Thing:
    id: int
    shape: str
    colour: str
    form: object
    finish: object
    x: float = 0.0
    y: float = 0.0
    base: float = 0.0
    support: "Thing" = None
    factor: float = 1.0

    @property
    def name(self): return f"{self.colour} {self.shape}"

    @property
    def half(self): return self.form.half * self.factor

    @property
    def height(self): return self.form.height * self.factor

    @property
    def corners(self):
        """The eight corners of the upright box about it."""
        return [(self.x + u * self.half, self.y + v * self.half, self.base + w * self.height)
                for u in (-1, 1) for v in (-1, 1) for w in (0, 1)]


@dataclass
class Style:
    shapes: dict
    kinds: tuple            # (finish, weight)
    count: tuple
    spread: tuple           # sizes, relative to each shape's own
    stacked: float          # the chance that a thing stands on another
    crowded: float          # the chance that it stands close before or behind another


PLAIN_KINDS = (("matte", 5), ("glossy", 2), ("mottled", 2))
MORE_KINDS = (("matte", 4), ("glossy", 3), ("metal", 1.5), ("rough", 1.5), ("glass", .7), ("mottled", 1), ("fabric", 1.5), ("wood", 1.5),
              ("checker", 1), ("stripes", 1.2), ("dots", 1), ("brick", .6))


def clear(thing, others):
    """Whether upright cylinders about the things keep apart."""
    for o in others:
        if o is thing: continue
        apart = math.hypot(thing.x - o.x, thing.y - o.y) > thing.half + o.half + .02
        over = thing.base > o.base + o.height - .01 or o.base > thing.base + thing.height - .01
        if not (apart or over or o is thing.support or thing is o.support): return False
    return True


def inside(thing, setting, truncated=False):
    """Whether it stands on the ground that is there and is seen."""
    wide, deep = setting.reach
    edge = thing.form.foot * thing.factor if setting.table else 0
    if abs(thing.x) > wide - edge or abs(thing.y) > deep - edge: return False
    if setting.side_wall and thing.half + .05 > (setting.side_wall - thing.x) * math.copysign(1, setting.side_wall): return False
    if thing.y + thing.half > setting.wall_at - .05: return False
    seen = [setting.camera.project(c)[:2] for c in thing.corners]
    if truncated: seen = [tuple(sum(s) / 8 for s in zip(*seen))]
    return all(4 < u < WIDTH - 4 and 4 < v < HEIGHT - 4 for u, v in seen)


def arrange(rng, style, setting, shared_colour=None):
    """A list of things, supports before what they carry."""
    things, names, wanted = [], set(), rng.randint(*style.count)
    for _ in range(wanted * 12):
        if len(things) == wanted: break
        shape = rng.choice(list(style.shapes))
        colour = shared_colour if shared_colour and not things else rng.choice(list(palette.NAMED))
        if (shape, colour) in names: continue
        make, size = style.shapes[shape]
        form = make(rng).settled(rng.uniform(0, 2 * math.pi), size * math.exp(rng.uniform(*map(math.log, style.spread))))
        thing = Thing(len(things) + 1, shape, colour, form, finish.draw(rng, colour, style.kinds))
        if rng.random() < style.stacked: placed = _carried(rng, thing, things, setting)
        else: placed = _grounded(rng, thing, things, setting, style)
        if placed:
            things.append(thing)
            names.add((shape, colour))
    return things


def _storeys(thing): return 1 + (_storeys(thing.support) if thing.support else 0)


def _carried(rng, thing, things, setting):
    taken = {t.support.id for t in things if t.support}
    for below in rng.sample(things, len(things)):
        if not below.form.top or below.id in taken or _storeys(below) > 2: continue
        level, radius = below.form.top
        if thing.form.foot > 1.05 * radius or thing.half > 1.8 * below.half: continue
        slack, turn = max(radius - thing.form.foot, 0) * .7 * rng.random(), rng.uniform(0, 2 * math.pi)
        thing.x, thing.y = below.x + slack * math.cos(turn), below.y + slack * math.sin(turn)
        thing.base, thing.support = below.base + level, below
        if clear(thing, things) and inside(thing, setting): return True
        thing.support, thing.base = None, 0.0
    return False


def _grounded(rng, thing, things, setting, style):
    standing = [t for t in things if not t.support]
    truncated = rng.random() < .12
    for attempt in range(40):
        if standing and rng.random() < style.crowded:
            near = rng.choice(standing)
            away = near.half + thing.half + rng.uniform(.03, .5)
            ray = math.atan2(near.y - setting.camera.eye.y, near.x - setting.camera.eye.x) + rng.uniform(-.6, .6) + rng.choice((0, math.pi))
            thing.x, thing.y = near.x + away * math.cos(ray), near.y + away * math.sin(ray)
        else:
            thing.x, thing.y = (rng.uniform(-r, r) for r in setting.reach)
        if clear(thing, things) and inside(thing, setting, truncated): return True
    return False
