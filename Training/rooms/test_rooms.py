"""python3 -m unittest test_rooms: what must hold of every room, before anything is drawn."""

import math
import random
import unittest

import bpy  # noqa: F401  (before mathutils)
import edits
import finish
import layout
import palette
import setting
import shapes
from mesh import Mesh
from stage import Stage

EVERY = {**shapes.PLAIN, **shapes.MORE}
STYLE = layout.Style(EVERY, layout.MORE_KINDS, (2, 9), (.55, 1.35), .4, .5)


def rooms(count):
    for seed in range(count):
        rng = random.Random(seed)
        room = setting.beyond(rng)
        yield seed, rng, room, layout.arrange(rng, STYLE, room)


class Rooms(unittest.TestCase):
    def test_a_form_rests_on_the_ground_within_its_radius(self):
        for name, (make, half) in EVERY.items():
            form = make(random.Random(name)).settled(1.0, half)
            self.assertAlmostEqual(min(z for _, _, z in form.mesh.points), 0, 6, name)
            self.assertAlmostEqual(max(math.hypot(x, y) for x, y, _ in form.mesh.points), form.half, 6, name)
            self.assertEqual(len(form.mesh.faces), len(form.mesh.parts), name)
            self.assertLessEqual(form.foot, form.half + 1e-6, name)
            if form.top: self.assertLessEqual(form.top[0], form.height + 1e-6, name)

    def test_a_box_has_outward_faces(self):
        mesh = Mesh().box((0, 0, 0), (1, 1, 1))
        for face in mesh.faces:
            a, b, c = (mesh.points[i] for i in face[:3])
            u, v = [q - p for p, q in zip(a, b)], [q - p for p, q in zip(a, c)]
            normal = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
            self.assertGreater(sum(n * p for n, p in zip(normal, a)), 0, face)

    def test_only_the_ground_is_polished(self):
        for seed, _, room, _ in rooms(6):
            wall = dict(room.wall)
            room.polish(random.Random(seed))
            self.assertTrue(.02 <= room.ground["roughness"] <= .15, seed)
            self.assertEqual(room.wall, wall, seed)

    def test_things_rest_apart_and_have_names_of_their_own(self):
        for seed, _, room, things in rooms(12):
            self.assertEqual(len({t.name for t in things}), len(things), seed)
            for t in things:
                self.assertTrue(layout.clear(t, things), (seed, t.name))
                want = t.support.base + t.support.form.top[0] if t.support else 0
                self.assertAlmostEqual(t.base, want, 9, (seed, t.name))
                if t.support: self.assertLess(math.hypot(t.x - t.support.x, t.y - t.support.y), t.support.form.top[1], (seed, t.name))

    def test_every_part_wears_its_own_material(self):
        rng = random.Random(1)
        lamp = layout.Thing(1, "lamp", "red", shapes.lamp(rng).settled(0, .6), finish.draw(rng, "red", (("matte", 1),)))
        stage = Stage(setting.beyond(rng), [lamp], 1)
        for colour in ("red", "blue"):
            lamp.finish = lamp.finish.painted(palette.NAMED[colour])
            stage.show([lamp])
            mesh = stage.objects[1].data
            worn = [mesh.materials[p.material_index].name.split(".")[0] for p in mesh.polygons]
            self.assertEqual(worn, lamp.form.mesh.parts, colour)

    def test_rooms_repeat(self):
        tell = lambda count: [[(t.name, t.x, t.y, t.finish) for t in things] for _, _, _, things in rooms(count)]
        self.assertEqual(tell(3), tell(3))

    def test_an_edit_leaves_things_apart_and_supported(self):
        for seed, rng, room, things in rooms(12):
            seen = {t.id: 1000 for t in things}
            for edit in edits.choose(rng, things, room, seen):
                after = {t.id: t for t in edits.applied(things, room, edit)}
                self.assertEqual(set(t.id for t in things) - set(after), {edit["target"]} if edit["action"] == "REMOVE" else set(), seed)
                for t in after.values():
                    self.assertTrue(layout.clear(t, list(after.values())), (seed, edit["instruction"], t.name))
                    self.assertGreaterEqual(t.base, -1e-9, (seed, edit["instruction"], t.name))
                    if t.support: self.assertIs(t.support, after[t.support.id], seed)

    def test_a_move_is_as_many_pixels_as_asked(self):
        for seed, rng, room, things in rooms(12):
            for edit in edits.choose(rng, things, room, {t.id: 1000 for t in things}):
                if edit["action"] != "MOVE": continue
                before = next(t for t in things if t.id == edit["target"])
                after = next(t for t in edits.applied(things, room, edit) if t.id == edit["target"])
                (u, v), (p, q) = [room.camera.project((t.x, t.y, t.base + t.height / 2))[:2] for t in (before, after)]
                self.assertAlmostEqual(math.hypot(p - u, q - v), abs(edit["dx"]), delta=.5, msg=str(seed))

    def test_named_colours_are_within_the_gamut(self):
        for name, colour in palette.NAMED.items():
            self.assertTrue(all(0 <= c <= 1 for c in palette.linear(colour)), name)


if __name__ == "__main__": unittest.main()
