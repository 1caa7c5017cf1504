"""Where things stand: camera, light, floor or table, walls; drawn as plain values."""

import math
from dataclasses import dataclass, field

from mathutils import Matrix, Vector

import palette
import shading

WIDTH, HEIGHT = 640, 480


class Camera:
    def __init__(self, distance, pitch, focal, roll=0.0, aim=(0, 0, .7)):
        """Looks at `aim` from `distance`, `pitch` radians from above; `focal` in pixels."""
        self.focal, self.pitch = focal, pitch
        eye = Vector(aim) + distance * Vector((0, -math.cos(pitch), math.sin(pitch)))
        self.matrix = Matrix.Translation(eye) @ Matrix.Rotation(math.pi / 2 - pitch, 4, "X") @ Matrix.Rotation(roll, 4, "Z")
        self.inverse, self.eye = self.matrix.inverted(), eye

    def project(self, point):
        """(column, row, depth along the optical axis)."""
        x, y, z = self.inverse @ Vector(point)
        depth = max(-z, 1e-3)
        return WIDTH / 2 + self.focal * x / depth, HEIGHT / 2 - self.focal * y / depth, depth


@dataclass
class Light:
    kind: str               # "AREA" or "SUN"
    place: tuple            # where an area light hangs; the direction a sun shines from
    size: float             # metres, or radians for a sun
    strength: float         # irradiance where it strikes squarely, pi lights white to white
    colour: tuple = (1, 1, 1)

    def through(self, point):
        """The way on from the light's middle through `point`, as long as the way here, and the half-shadow's growth along it."""
        if self.kind == "SUN": return -Vector(self.place), self.size
        way = Vector(point) - Vector(self.place)
        return way, self.size / 2


@dataclass
class Setting:
    camera: Camera
    lights: list
    ambient: float
    ambient_colour: tuple
    floor: dict
    wall: dict
    wall_at: float
    reach: tuple            # half width and half depth of the ground that things may stand on
    side_wall: float = None
    table: tuple = None     # half width, half depth and height over the floor of a table that carries the things
    table_top: dict = None
    skirting: bool = False
    levels: list = field(default_factory=lambda: [0.0])

    @property
    def ground(self):
        """The surface that carries the things."""
        return self.table_top or self.floor

    def polish(self, rng):
        """The ground mirrors what stands on it, more or less clearly: lacquered, waxed or wet, and darker for it."""
        depth = rng.uniform(.08, .6)
        self.ground.update(roughness=rng.uniform(.02, .15), ior=rng.uniform(1.6, 2.6), relief=0.0,
                           **{k: palette.mixed((0, 0, 0), self.ground[k], depth) for k in ("first", "second")})

    def shadowed(self, point):
        """Points about where the lights throw `point`: on the ground, or on a wall before it."""
        for light in self.lights:
            way, growth = light.through(point)
            for level in self.levels:
                stops = [(level - point[2]) / way.z if way.z < -.01 else 9]
                if way.y > .01: stops.append((self.wall_at - point[1]) / way.y)
                if self.side_wall and way.x * self.side_wall > 0: stops.append((self.side_wall - point[0]) / way.x)
                along = min(stops)
                x, y, z = Vector(point) + along * way
                spread = growth * along
                yield from ((x + u * spread, y + v * spread, z) for u in (-1, 1) for v in (-1, 1))

    def touched(self, things, margin=16):
        """The part of the picture (left, top, right, bottom) that things, their shadows and their reflections change."""
        points = []
        for thing in things:
            for corner in thing.corners:
                points += [corner, (corner[0], corner[1], -corner[2]), *self.shadowed(corner)]
        return bounds([self.camera.project(p)[:2] for p in points], margin)


def _surface(rng, kind, first, second, scale, roughness, relief=0.0):
    return dict(kind=kind, first=first, second=second, scale=scale, roughness=roughness, relief=relief,
                shift=tuple(rng.uniform(-9, 9) for _ in range(3)), turn=rng.choice((0, 0, math.pi / 2)))


def _overhead(rng, far, strength, size, colour=(1, 1, 1)):
    turn, height = rng.uniform(0, 2 * math.pi), rng.uniform(4.5, 7.5)
    return Light("AREA", (far * math.cos(turn), far * math.sin(turn) * .6 - 1, height), size, strength, colour)


def similar(rng):
    def plane():
        first = palette.jittered(rng, rng.choice(palette.MUTED))
        second = palette.mixed(palette.jittered(rng, rng.choice(palette.MUTED)), first, .3)
        return _surface(rng, rng.choice(("plain", "plain", "mottled", "wavy", "brick")), first, second, rng.uniform(2, 6), .8)
    lights = [_overhead(rng, rng.uniform(1.5, 3.5), rng.uniform(1.8, 2.5), rng.uniform(2, 4))]
    return Setting(Camera(8.2, rng.uniform(.2, .38), 698), lights, rng.uniform(.3, .5), (1, 1, 1), plane(), plane(), 4.8, (2.7, 1.9))


def beyond(rng, wanted=None):
    """`wanted` is the name of a colour that the ground is to share with a thing."""
    focal = rng.uniform(520, 1150)
    pitch = rng.choice((rng.uniform(.12, .25), rng.uniform(.25, .5), rng.uniform(.5, .8)))
    distance = 8.2 * focal / 698 * rng.uniform(.72, 1.1)
    camera = Camera(distance, pitch, focal, rng.uniform(-.06, .06), (rng.uniform(-.3, .3), rng.uniform(-.2, .3), rng.uniform(.3, .9)))

    def plane(kinds, colour=None):
        base = palette.NAMED[colour] if colour else rng.choice(palette.MUTED + [palette.NAMED[n] for n in sorted(palette.NAMED)])
        first = palette.jittered(rng, base, .12)
        second = rng.choice([palette.mixed(first, (0, 0, 0), rng.uniform(.15, .5)), palette.mixed(first, (1, 1, 1), rng.uniform(.15, .6)), rng.choice(palette.MUTED)])
        kind = "plain" if colour and rng.random() < .6 else rng.choice(kinds)
        return _surface(rng, kind, first, second, rng.uniform(.8, 3.5), rng.choice((.9, .7, .4, .25)), rng.choice((0, .3)))
    floors = ("checker", "planks", "planks", "brick", "carpet", "plaster", "plain", "mottled", "grain", "dots")
    walls = ("plain", "plaster", "stripes", "dots", "brick", "wavy", "planks", "mottled")

    lamp, sun = rng.uniform(1.8, 3.2), rng.uniform(2.0, 3.4)
    turn, high = rng.uniform(math.pi * .9, math.pi * 2.1), rng.uniform(.5, 1.1)
    sunny = Light("SUN", (math.cos(turn) * math.cos(high), math.sin(turn) * math.cos(high), math.sin(high)), rng.choice((.01, .05)), sun, (1, .95, .86))
    warm, cool = (1, .78, .55), (.65, .8, 1)
    lights = rng.choice(([sunny], [sunny], [_overhead(rng, rng.uniform(1, 4), lamp, rng.uniform(1, 4))],
                         [_overhead(rng, rng.uniform(1, 4), lamp, rng.uniform(.3, 1.2), rng.choice((warm, cool)))],
                         [_overhead(rng, 3.5, lamp * .6, .8, warm), _overhead(rng, 3.5, lamp * .6, .8, cool)]))
    dim = .5 if rng.random() < .12 else 1
    for light in lights: light.strength *= dim
    room = Setting(camera, lights, dim * rng.uniform(.2, .55), rng.choice(((1, 1, 1), (1, .93, .85), (.86, .93, 1))),
                   plane(floors, wanted), plane(walls), rng.uniform(2.8, 6), (2.6, 2.0), skirting=rng.random() < .4)
    kind = rng.choice(("room", "room", "corner", "table", "table"))
    if kind == "corner": room.side_wall = rng.choice((-1, 1)) * rng.uniform(3.2, 4.2)
    if kind == "table":
        half = (rng.uniform(2.6, 3.6), rng.uniform(1.7, 2.2))
        room.table, room.table_top = half + (rng.uniform(1.8, 3),), plane(("grain", "planks", "plain", "checker", "weave", "mottled"), wanted)
        room.floor = plane(floors)
        room.reach, room.levels, room.wall_at = (min(half[0] - .1, 2.7), half[1] - .1), [0.0, -room.table[2]], rng.uniform(4, 8)
    return room


def bounds(points, margin):
    """A rectangle of whole pixels about the points, inside the picture."""
    (left, top), (right, bottom) = ([f(p[k] for p in points) for k in (0, 1)] for f in (min, max))
    left, right = (min(max(v, 0), WIDTH) for v in (math.floor(left) - margin, math.ceil(right) + margin))
    top, bottom = (min(max(v, 0), HEIGHT) for v in (math.floor(top) - margin, math.ceil(bottom) + margin))
    return left, top, max(right, left + 1), max(bottom, top + 1)
