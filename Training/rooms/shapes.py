"""The things that stand in a room: each maker takes a random stream and gives a Form that rests on z = 0."""

import math
from dataclasses import dataclass

from mesh import Mesh


@dataclass
class Form:
    mesh: Mesh
    top: tuple = None       # (z, radius) of a flat place that can carry something, or None
    foot: float = None      # radius of what touches the support; the bounding radius where not given
    sharp: float = 0.0      # width of the bevel on hard edges

    def settled(self, angle, half):
        """Turned by `angle` and scaled so that the bounding radius about its axis is `half`."""
        self.mesh.moved(angle)
        factor = half / max(math.hypot(x, y) for x, y, _ in self.mesh.points)
        self.mesh.moved(0, factor)
        self.half = max(math.hypot(x, y) for x, y, _ in self.mesh.points)
        self.height = max(z for _, _, z in self.mesh.points)
        self.top = self.top and tuple(factor * v for v in self.top)
        self.foot = self.foot * factor if self.foot else self.half
        self.sharp *= factor
        return self


def handle(mesh, low, high, reach, thickness):
    """A bow between two (x, z) points in the wall of a vessel."""
    path = []
    for k in range(13):
        share = (1 - math.cos(math.pi * k / 12)) / 2
        path.append((low[0] + (high[0] - low[0]) * share + reach * math.sin(math.pi * k / 12), 0, low[1] + (high[1] - low[1]) * share))
    mesh.tube(path, thickness)


def hollow(mesh, outer, wall=.05, part="main"):
    """A vessel: the outer profile from bottom to rim, then down again inside."""
    inner = [(max(r - wall, .01), max(z, outer[0][1] + wall)) for r, z in reversed(outer)]
    mesh.lathe(list(outer) + inner, part)


def box(rng):
    x, y, z = 1, rng.uniform(.8, 1.2), rng.uniform(.7, 1.1)
    return Form(Mesh().box((0, 0, 0), (x, y, z)), (z, .5 * min(x, y)), sharp=.02)


def book(rng):
    x, z = rng.uniform(1.15, 1.4), rng.uniform(.22, .3)
    return Form(Mesh().box((0, 0, 0), (x, 1, z)), (z, .5), sharp=.01)


def pyramid(rng):
    return Form(Mesh().add([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0), (0, 0, 2.8)],
                           [(3, 2, 1, 0), (0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)]), sharp=.01)


def ball(rng): return Form(Mesh().ball((0, 0, 0), 1, segments=48), foot=.35)


def can(rng):
    h = rng.uniform(1.8, 3)
    return Form(Mesh().lathe([(0, 0), (.94, 0), (1, .06), (1, h - .06), (.94, h), (0, h)]), (h, .9))


def cup(rng):
    mesh = Mesh()
    hollow(mesh, [(0, 0), (.5, 0), (.66, .3), (.76, .8), (.8, 1.3)], .07)
    handle(mesh, (.705, .4), (.80, 1.05), .38, .085)
    return Form(mesh, foot=.5)


def bowl(rng):
    mesh = Mesh()
    hollow(mesh, [(0, 0), (.45, 0), (.6, .12), (.85, .5), (1, .8)], .06)
    return Form(mesh, foot=.45)


def mug(rng):
    mesh = Mesh()
    h = rng.uniform(1.3, 2)
    hollow(mesh, [(0, 0), (.64, 0), (.7, .06), (.7, h)], .07)
    handle(mesh, (.72, .22 * h), (.72, .82 * h), .42, .085)
    return Form(mesh, foot=.64)


def cone(rng):
    h = rng.uniform(1.6, 2.6)
    return Form(Mesh().lathe([(0, 0), (1, 0), (1, .05), (.03, h), (0, h + .02)]))


def torus(rng):
    t = rng.uniform(.2, .4)
    return Form(Mesh().ring((0, 0, 0), 1, t))


def egg(rng):
    profile = [(0, 0)] + [(.75 * math.sin(t) * (1 - .18 * -math.cos(t) * 1), 1 - math.cos(t)) for t in
                          (math.pi * k / 20 for k in range(1, 20))] + [(0, 2)]
    return Form(Mesh().lathe(profile), foot=.3)


def bottle(rng):
    h, neck = rng.uniform(2.6, 3.6), rng.uniform(.22, .32)
    mesh = Mesh().lathe([(0, 0), (.62, 0), (.7, .08), (.7, .58 * h), (.6, .68 * h), (neck, .78 * h), (neck, .93 * h)])
    mesh.lathe([(0, .93 * h), (neck + .05, .93 * h), (neck + .05, h), (0, h)], "accent")
    return Form(mesh, foot=.62)


def vase(rng):
    belly, lip = rng.uniform(.6, 1), rng.uniform(.4, .75)
    mesh = Mesh()
    outer = [(0, 0), (.42, 0)] + [(.42 + (belly - .42) * math.sin(math.pi * k / 16), .15 + 1.5 * k / 16) for k in range(1, 14)]
    hollow(mesh, outer + [(.34, 1.8), (lip, 2.15)], .05)
    return Form(mesh, foot=.42)


def teapot(rng):
    mesh = Mesh().lathe([(0, 0), (.55, 0), (.85, .3), (.95, .6), (.82, .95), (.5, 1.15), (.42, 1.18), (0, 1.25)])
    mesh.ball((0, 0, 1.33), .13)
    mesh.tube([(.8, 0, .45), (1.15, 0, .6), (1.35, 0, .95), (1.55, 0, 1.15)], [.2, .15, .11, .08])
    handle(mesh, (-.8, .35), (-.75, 1.0), -.55, .08)
    return Form(mesh, foot=.55)


def plate(rng):
    mesh = Mesh()
    hollow(mesh, [(0, 0), (.6, 0), (.7, .06), (1, .17)], .03)
    return Form(mesh, (.035, .55), foot=.6)


def bucket(rng):
    mesh = Mesh()
    hollow(mesh, [(0, 0), (.62, 0), (.66, .1), (.9, 1.5)], .04)
    arc = [(.9 * math.cos(math.pi * k / 16), 0, 1.45 + .75 * math.sin(math.pi * k / 16)) for k in range(17)]
    mesh.tube(arc, .03, "metal")
    return Form(mesh, foot=.62)


def basket(rng):
    mesh = Mesh().lathe([(0, 0), (.7, 0), (.7, .06), (0, .06)])
    for k in range(18):
        t = 2 * math.pi * k / 18
        mesh.tube([(.68 * math.cos(t), .68 * math.sin(t), .03), (.95 * math.cos(t), .95 * math.sin(t), 1)], .035, segments=8)
    for level in (.28, .55, .8, 1): mesh.ring((0, 0, level), .68 + .27 * level, .045)
    return Form(mesh, foot=.7)


def apple(rng):
    def point(t):
        r = math.sin(t)
        dent = math.exp(-(r / .35) ** 2)
        return r * (1 + .08 * -math.cos(t)), .9 - .9 * math.cos(t) + (-.32 if t > math.pi / 2 else .15) * dent
    middle = [point(math.pi * k / 28) for k in range(1, 28)]
    mesh = Mesh().lathe([(0, middle[0][1])] + middle + [(0, middle[-1][1])])
    mesh.tube([(0, 0, 1.4), (.05, 0, 1.75), (.14, .02, 2.0)], .05, "wood", 8)
    return Form(mesh, foot=.45)


def pear(rng):
    mesh = Mesh().lathe([(0, 0), (.35, .02), (.75, .3), (.85, .7), (.72, 1.1), (.48, 1.5), (.36, 1.85), (.2, 2.05), (0, 2.1)])
    mesh.tube([(0, 0, 2.05), (.06, 0, 2.45)], .045, "wood", 8)
    return Form(mesh, foot=.35)


def mushroom(rng):
    mesh = Mesh().lathe([(0, 0), (.4, 0), (.3, .3), (.28, .9), (0, .95)], "pale")
    mesh.lathe([(0, .8), (.95, .78)] + [(math.cos(t), .86 + .75 * math.sin(t)) for t in (math.pi * k / 24 for k in range(12))] + [(0, 1.61)])
    return Form(mesh, foot=.4)


def candle(rng):
    h = rng.uniform(1.5, 3)
    mesh = Mesh().lathe([(0, 0), (.5, 0), (.5, h), (.42, h + .03), (0, h - .03)])
    mesh.tube([(0, 0, h - .05), (.02, 0, h + .25)], .03, "dark", 8)
    return Form(mesh)


def lamp(rng):
    mesh = Mesh().lathe([(0, 0), (.55, 0), (.5, .1), (.12, .22), (0, .22)], "metal")
    mesh.tube([(0, 0, .15), (0, 0, 1.9)], .06, "metal")
    mesh.lathe([(.85, 1.45), (.5, 2.35), (.47, 2.35), (.82, 1.45), (.85, 1.45)])
    return Form(mesh, foot=.55)


def stool(rng):
    h, r = rng.uniform(1.3, 1.9), .75
    mesh = Mesh().lathe([(0, h - .14), (r, h - .14), (r + .04, h - .07), (r, h), (0, h)])
    legs = rng.choice((3, 4))
    for k in range(legs):
        t = 2 * math.pi * (k + .5) / legs
        mesh.tube([(.62 * r * math.cos(t), .62 * r * math.sin(t), h - .1), (1.1 * r * math.cos(t), 1.1 * r * math.sin(t), 0)], .06)
    return Form(mesh, (h, .95 * r))


def four_legs(mesh, x, y, h, thickness, part="main"):
    for u in (-1, 1):
        for v in (-1, 1): mesh.box((u * x, v * y, h / 2), (thickness, thickness, h), part)


def table(rng):
    x, y, h = rng.uniform(.8, 1.1), rng.uniform(.6, .8), rng.uniform(.8, 1.3)
    mesh = Mesh().box((0, 0, h - .05), (2 * x, 2 * y, .1))
    four_legs(mesh, x - .1, y - .1, h - .1, .1)
    return Form(mesh, (h, .95 * y), sharp=.01)


def chair(rng):
    mesh = Mesh().box((0, 0, .95), (1.1, 1.1, .1))
    four_legs(mesh, .48, .48, .9, .09)
    for u in (-.48, .48): mesh.box((u, .5, 1.5), (.09, .09, 1.1))
    for z in (1.35, 1.65, 1.95): mesh.box((0, .5, z), (.9, .06, .14))
    return Form(mesh, sharp=.01)


def shelf(rng):
    mesh = Mesh()
    for u in (-.75, .75): mesh.box((u, 0, 1), (.08, .7, 2))
    for z in (.04, .7, 1.36, 1.96): mesh.box((0, 0, z), (1.42, .7, .08))
    return Form(mesh, (2, .34), sharp=.01)


def pencil(rng):
    mesh = Mesh().lathe([(0, 0), (.16, 0), (.16, 3.2)], segments=6, smooth=False)
    mesh.lathe([(.16, 3.2), (.06, 3.6)], "wood", 6, smooth=False)
    mesh.lathe([(.06, 3.6), (0, 3.75)], "dark", 6)
    mesh.moved(0, 1, tip=math.pi / 2)
    return Form(mesh, foot=.2)


def log(rng):
    h = rng.uniform(1.6, 3)
    return Form(Mesh().lathe([(0, 0), (.48, 0), (.5, .02), (.5, h - .02), (.48, h), (0, h)]).moved(0, 1, tip=math.pi / 2))


def wheel(rng):
    """A ring standing upright, held by a small foot."""
    mesh = Mesh().ring((0, 0, 1.3), 1, .18, upright=True)
    mesh.box((0, 0, .1), (.9, .6, .2))
    return Form(mesh)


def car(rng):
    mesh = Mesh().box((0, 0, .55), (2.6, 1.1, .5))
    cabin = [(-.9, .8), (.6, .8), (.35, 1.25), (-.65, 1.25)]
    mesh.add([(x, y, z) for y in (-.48, .48) for x, z in cabin],
             [(0, 1, 2, 3), (7, 6, 5, 4), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0)], rng.choice(("main", "dark")))
    for x in (-.8, .8):
        for y in (-.52, .52):
            rim = [(x + .32 * math.cos(2 * math.pi * k / 24), .32 + .32 * math.sin(2 * math.pi * k / 24)) for k in range(24)]
            points = [(u, y + d, v) for d in (-.09, .09) for u, v in rim]
            mesh.add(points, [tuple(range(24)), tuple(range(24, 48))[::-1]] + [(i, (i + 1) % 24, 24 + (i + 1) % 24, 24 + i) for i in range(24)], "dark")
    return Form(mesh, sharp=.06)


def shoe(rng):
    outline = [(-1, -.36), (-.3, -.3), (.4, -.42), (.9, -.34), (1.15, 0), (.9, .36), (.4, .42), (-.3, .32), (-1, .36), (-1.15, 0)]
    mesh = Mesh().extrude(outline, 0, .16, "pale")
    inner = [(.96 * x, .94 * y) for x, y in outline]
    def height(x): return .95 if x < -.5 else .9 if x < 0 else .62 if x < .6 else .42 if x < 1 else .34
    n = len(inner)
    points = [(x, y, .16) for x, y in inner] + [(x * .93, y * .72, height(x)) for x, y in inner]
    mesh.add(points, [tuple(range(n, 2 * n))] + [(i, (i + 1) % n, n + (i + 1) % n, n + i) for i in range(n)], smooth=True)
    return Form(mesh, sharp=.03)


def plant(rng):
    mesh = Mesh().lathe([(0, 0), (.42, 0), (.6, .75), (.66, .75), (.66, .9), (0, .88)])
    for k in range(rng.randint(9, 14)):
        turn, reach, rise, width = 2.4 * k + rng.uniform(-.3, .3), rng.uniform(.3, .85), rng.uniform(.9, 1.7), rng.uniform(.1, .2)
        points, faces = [], []
        for i in range(8):
            t = i / 7
            r, z, w = reach * t ** 1.3, .85 + rise * t - .5 * reach * t * t, width * math.sin(math.pi * min(.12 + t, 1)) + .004
            for side in (-w, w):
                points.append((r * math.cos(turn) - side * math.sin(turn), r * math.sin(turn) + side * math.cos(turn), z))
        faces = [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(7)]
        mesh.add(points, faces, "leaf", True)
    return Form(mesh, foot=.42)


def rings(rng):
    mesh = Mesh().lathe([(0, 0), (.9, 0), (.9, .12), (0, .12)], "wood")
    z = .12
    for k in range(5):
        t = .2
        mesh.ring((0, 0, z + t), .72 - .1 * k, t, "accent" if k % 2 else "main")
        z += 2 * t * .96
    mesh.lathe([(.08, .1), (.08, z + .1), (0, z + .2)], "wood", 12)
    return Form(mesh)


def star(rng):
    outline = [((1 if k % 2 == 0 else .45) * math.cos(math.pi * k / 5), (1 if k % 2 == 0 else .45) * math.sin(math.pi * k / 5)) for k in range(10)]
    return Form(Mesh().extrude(outline, 0, .4), (.4, .4), sharp=.02)


def wedge(rng):
    return Form(Mesh().add([(-1, -.6, 0), (1, -.6, 0), (1, .6, 0), (-1, .6, 0), (-1, -.6, .9), (-1, .6, .9)],
                           [(3, 2, 1, 0), (0, 1, 4), (3, 5, 2), (0, 4, 5, 3), (1, 2, 5, 4)]), sharp=.02)


def arch(rng):
    outline = [(-1, 0), (-1, 1.4), (1, 1.4), (1, 0), (.55, 0)] + [(.55 * math.cos(math.pi * k / 12), .25 + .55 * math.sin(math.pi * k / 12)) for k in range(13)] + [(-.55, 0)]
    mesh = Mesh().extrude(outline[::-1], -.4, .4)
    mesh.moved(0, 1, tip=math.pi / 2)
    return Form(mesh, (1.4, .4))


PLAIN = {f.__name__: (f, size) for f, size in
         ((box, .57), (ball, .46), (can, .35), (cup, .63), (bowl, .6), (pyramid, .5), (book, .95))}
MORE = {f.__name__: (f, size) for f, size in
        ((mug, .45), (cone, .5), (torus, .6), (egg, .4), (bottle, .33), (vase, .45), (teapot, .75), (plate, .75), (bucket, .55),
         (basket, .6), (apple, .42), (pear, .42), (mushroom, .5), (candle, .25), (lamp, .6), (stool, .6), (table, .95), (chair, .6),
         (shelf, .75), (pencil, .9), (log, .65), (wheel, .55), (car, .85), (shoe, .75), (plant, .55), (rings, .5), (star, .55),
         (wedge, .75), (arch, .6))}
