"""Colours by their names, as (red, green, blue) in sRGB."""

NAMED = {"red": (.78, .11, .11), "green": (.10, .52, .18), "blue": (.14, .24, .78), "yellow": (.93, .78, .10), "orange": (.92, .45, .07),
         "purple": (.48, .16, .62), "pink": (.93, .50, .65), "brown": (.40, .22, .11), "black": (.055, .055, .06), "white": (.90, .90, .90),
         "gray": (.46, .46, .47)}
MUTED = [(.50, .50, .49), (.62, .60, .55), (.55, .44, .32), (.46, .40, .40), (.42, .47, .44), (.45, .47, .55), (.68, .66, .63), (.60, .50, .40),
         (.50, .55, .48), (.40, .38, .36), (.58, .48, .46), (.52, .56, .60)]


def jittered(rng, colour, amount=.06):
    return tuple(min(max(c * (1 + rng.uniform(-amount, amount)), .02), .97) for c in colour)


def mixed(a, b, share): return tuple(x + (y - x) * share for x, y in zip(a, b))


def linear(colour):
    """sRGB to the linear values a shader wants, with alpha."""
    return tuple(c / 12.92 if c <= .04045 else ((c + .055) / 1.055) ** 2.4 for c in colour) + (1,)
