"""Meshes built from a few primitives; every face carries the name of the material part it belongs to."""

import math


class Mesh:
    def __init__(self):
        self.points, self.faces, self.parts, self.smooth = [], [], [], []

    def add(self, points, faces, part="main", smooth=False):
        start = len(self.points)
        self.points += [tuple(p) for p in points]
        self.faces += [tuple(start + i for i in f) for f in faces]
        self.parts += [part] * len(faces)
        self.smooth += [smooth] * len(faces)
        return self

    def lathe(self, profile, part="main", segments=40, at=(0, 0), smooth=True):
        """Turns (radius, z) points about a vertical axis; an open end is capped, unless the profile returns to its start."""
        profile = list(profile)
        if profile[0] != profile[-1]:
            if profile[0][0] > 0: profile.insert(0, (0, profile[0][1]))
            if profile[-1][0] > 0: profile.append((0, profile[-1][1]))
        rings = [[(at[0] + r * math.cos(2 * math.pi * k / segments), at[1] + r * math.sin(2 * math.pi * k / segments), z)
                  for k in range(segments)] for r, z in profile]
        faces = []
        for i in range(len(profile) - 1):
            for k in range(segments):
                a, b = i * segments + k, i * segments + (k + 1) % segments
                lower = (a,) if profile[i][0] == 0 else (a, b)
                upper = (a + segments,) if profile[i + 1][0] == 0 else (b + segments, a + segments)
                if len(lower) + len(upper) > 2: faces.append(lower + upper)
        return self.add([p for ring in rings for p in ring], faces, part, smooth)

    def ball(self, centre, radius, part="main", squash=1.0, segments=32):
        steps = segments // 2
        turns = [math.pi * i / steps for i in range(steps + 1)]
        profile = [(radius * math.sin(t) if 0 < i < steps else 0, centre[2] - radius * squash * math.cos(t))
                   for i, t in enumerate(turns)]
        return self.lathe(profile, part, segments, centre[:2])

    def box(self, centre, size, part="main", turn=0.0):
        c, s = math.cos(turn), math.sin(turn)
        points = []
        for z in (-.5, .5):
            for x, y in ((-.5, -.5), (.5, -.5), (.5, .5), (-.5, .5)):
                x, y = x * size[0], y * size[1]
                points.append((centre[0] + c * x - s * y, centre[1] + s * x + c * y, centre[2] + z * size[2]))
        return self.add(points, [(3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)], part)

    def extrude(self, outline, low, high, part="main", smooth=False):
        """A prism over a counter-clockwise outline of (x, y)."""
        n = len(outline)
        points = [(x, y, low) for x, y in outline] + [(x, y, high) for x, y in outline]
        self.add(points, [tuple(range(n))[::-1], tuple(range(n, 2 * n))], part)
        return self.add(points, [(i, (i + 1) % n, n + (i + 1) % n, n + i) for i in range(n)], part, smooth)

    def tube(self, path, radius, part="main", segments=12, closed=False):
        """Sweeps a circle along a path of 3D points; `radius` is a number or one for each point."""
        n = len(path)
        radii = radius if isinstance(radius, (list, tuple)) else [radius] * n
        points, side = [], None
        for i, p in enumerate(path):
            before, after = (path[i - 1] if closed or i else p), (path[(i + 1) % n] if closed or i < n - 1 else p)
            along = _unit([b - a for a, b in zip(before, after)])
            if side is None: side = _unit(_cross(along, (0, 0, 1) if abs(along[2]) < .9 else (1, 0, 0)))
            drift = sum(a * b for a, b in zip(side, along))
            side = _unit([s - drift * a for s, a in zip(side, along)])
            other = _cross(along, side)
            for k in range(segments):
                c, s = math.cos(2 * math.pi * k / segments), math.sin(2 * math.pi * k / segments)
                points.append([q + radii[i] * (c * u + s * v) for q, u, v in zip(p, side, other)])
        faces = [(i * segments + k, i * segments + (k + 1) % segments,
                  (i + 1) % n * segments + (k + 1) % segments, (i + 1) % n * segments + k)
                 for i in range(n if closed else n - 1) for k in range(segments)]
        if not closed: faces += [tuple(range(segments))[::-1], tuple(range((n - 1) * segments, n * segments))]
        return self.add(points, faces, part, True)

    def ring(self, centre, radius, thickness, part="main", upright=False, segments=40):
        def at(t):
            a, b = radius * math.cos(t), radius * math.sin(t)
            return (centre[0] + a, centre[1], centre[2] + b) if upright else (centre[0] + a, centre[1] + b, centre[2])
        return self.tube([at(2 * math.pi * k / segments) for k in range(segments)], thickness, part, 14, closed=True)

    def moved(self, angle=0.0, factor=1.0, tip=None):
        """Laid down about the x axis (`tip` radians), centred, set on z = 0, turned and scaled."""
        points = self.points
        if tip:
            c, s = math.cos(tip), math.sin(tip)
            points = [(x, c * y - s * z, s * y + c * z) for x, y, z in points]
        low, high = [[f(p[k] for p in points) for k in range(3)] for f in (min, max)]
        cx, cy = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
        c, s = math.cos(angle), math.sin(angle)
        self.points = [(factor * (c * (x - cx) - s * (y - cy)), factor * (s * (x - cx) + c * (y - cy)), factor * (z - low[2]))
                       for x, y, z in points]
        return self


def _unit(v):
    length = math.sqrt(sum(c * c for c in v)) or 1
    return [c / length for c in v]


def _cross(a, b):
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
