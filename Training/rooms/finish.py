"""What things are made of: a recipe of plain values, so that an edit may change its colour and nothing else."""

from dataclasses import dataclass, replace

import palette
import shading

PARTS = {"dark": (.06, .06, .065), "metal": (.62, .62, .64), "pale": (.85, .83, .78), "wood": (.55, .38, .22), "leaf": (.16, .40, .13)}
KINDS = {  # pattern, roughness, metallic, glass, relief
    "matte": ("plain", .6, 0, 0, 0), "glossy": ("plain", .12, 0, 0, 0), "metal": ("plain", .28, 1, 0, 0), "rough": ("plaster", .95, 0, 0, .6),
    "glass": ("plain", .06, 0, .85, 0), "mottled": ("mottled", .5, 0, 0, 0), "fabric": ("weave", .9, 0, 0, .5), "wood": ("grain", .5, 0, 0, .1),
    "checker": ("checker", .5, 0, 0, 0), "stripes": ("stripes", .45, 0, 0, 0), "dots": ("dots", .4, 0, 0, 0), "brick": ("brick", .8, 0, 0, .4)}


@dataclass
class Finish:
    kind: str
    colour: tuple
    second: tuple
    accent: tuple
    scale: float
    shift: tuple
    turn: float

    def material(self, part):
        if part in PARTS: return shading.surface(part, "plain", PARTS[part], PARTS[part], roughness=.25 if part == "metal" else .6, metallic=float(part == "metal"))
        pattern, roughness, metallic, glass, relief = KINDS[self.kind]
        first, second = (self.accent, self.accent) if part == "accent" else (self.colour, self.second)
        return shading.surface(part, pattern, first, second, self.scale, roughness, metallic, glass, relief, self.shift, self.turn)

    def painted(self, colour): return replace(self, colour=colour, second=_companion(self.kind, colour, self.second))


def _companion(kind, colour, wanted):
    """Textures that belong to one stuff keep to shades of it; prints have a second colour of their own."""
    if kind in ("checker", "stripes", "dots"): return wanted
    bright = sum(colour) / 3
    return palette.mixed(colour, (0, 0, 0) if bright > .25 else (1, 1, 1), .35)


def draw(rng, colour, kinds):
    names, weights = zip(*kinds)
    kind = rng.choices(names, weights)[0]
    colour = palette.jittered(rng, palette.NAMED[colour])
    other = rng.choice([palette.mixed(colour, (0, 0, 0), .55), palette.mixed(colour, (1, 1, 1), .6), (.9, .9, .88)])
    accent = palette.NAMED[rng.choice(sorted(palette.NAMED))]
    shift = tuple(rng.uniform(-9, 9) for _ in range(3))
    return Finish(kind, colour, _companion(kind, colour, other), accent, rng.uniform(3, 7), shift, rng.uniform(0, 1.5))
