"""The room as Blender sees it: built once, changed by edits, drawn whole or in part."""

import os
import tempfile

import bpy
import cv2
import numpy as np
from mathutils import Matrix, Vector

import shading
from setting import HEIGHT, WIDTH, bounds


class Stage:
    def __init__(self, setting, things, samples, percentage=100):
        """`percentage` of WIDTH × HEIGHT is drawn."""
        bpy.ops.wm.read_factory_settings(use_empty=True)
        self.setting, self.samples, self.scene = setting, samples, bpy.context.scene
        self.size = WIDTH * percentage // 100, HEIGHT * percentage // 100
        self.scratch = tempfile.TemporaryDirectory(prefix="rooms-")
        self._settings(percentage)
        self._surroundings()
        self.objects, self.finishes = {}, {}
        for thing in things: self._build(thing)
        self.show(things)

    def show(self, things):
        """Stands the things where they are now; what is not among them is gone."""
        present = {t.id: t for t in things}
        for id, item in self.objects.items():
            item.hide_render = id not in present
            if item.hide_render: continue
            thing = present[id]
            item.location, item.scale = (thing.x, thing.y, thing.base), (thing.factor,) * 3
            if self.finishes[id] is not thing.finish: self._coat(item, thing)

    def picture(self, region=None):
        """8-bit BGR of the whole canvas; outside `region` (left, top, right, bottom) it is black."""
        return self._draw(region, self.samples)[..., :3]

    def alone(self, thing):
        """8-bit straight BGRA of one thing, complete, lit as it is among the others; the rest is clear."""
        hidden = [o for o in self.scene.objects if o.type == "MESH" and o is not self.objects[thing.id]]
        for o in hidden: o.visible_camera = False
        self.scene.render.film_transparent = True
        region = bounds([self.setting.camera.project(c)[:2] for c in thing.corners], 4)
        cut = self._draw(region, max(16, self.samples), alpha=True)
        self.scene.render.film_transparent = False
        for o in hidden: o.visible_camera = True
        cut[cut[..., 3] == 0] = 0
        return cut

    def measure(self):
        """(index, depth) at pixel centres, without antialiasing."""
        scene, world = self.scene, self.scene.world.node_tree.nodes["Background"].inputs["Strength"]
        strength, world.default_value = world.default_value, 0
        layer = scene.view_layers[0]
        layer.material_override = shading.measuring()
        kept = scene.cycles.pixel_filter_type, scene.cycles.filter_width, scene.cycles.use_denoising
        scene.cycles.pixel_filter_type, scene.cycles.filter_width, scene.cycles.use_denoising = "BLACKMAN_HARRIS", .01, False
        exact = self._draw(None, 1, measured=True)
        scene.cycles.pixel_filter_type, scene.cycles.filter_width, scene.cycles.use_denoising = kept
        layer.material_override, world.default_value = None, strength
        return exact[..., 2].round(), exact[..., 1]

    def extents(self, things):
        """uint16 a pixel: bit k − 1 is set where thing k would show if it stood alone."""
        result = np.zeros(self.size[::-1], np.uint16)
        for thing in things:
            self.show([thing])
            result[self.measure()[0] == thing.id] |= 1 << (thing.id - 1)
        self.show(things)
        return result

    def _draw(self, region, samples, alpha=False, measured=False):
        render = self.scene.render
        render.use_border = region is not None
        if region:
            left, top, right, bottom = region
            render.border_min_x, render.border_max_x = left / WIDTH, right / WIDTH
            render.border_min_y, render.border_max_y = 1 - bottom / HEIGHT, 1 - top / HEIGHT
        self.scene.cycles.samples = samples
        file = render.image_settings
        file.file_format = "OPEN_EXR" if measured else "PNG"
        file.color_mode, file.color_depth = "RGBA" if alpha else "RGB", "32" if measured else "8"
        render.filepath = os.path.join(self.scratch.name, "drawn.exr" if measured else "drawn.png")
        bpy.ops.render.render(write_still=True)
        drawn = cv2.imread(render.filepath, cv2.IMREAD_UNCHANGED)
        assert drawn is not None and drawn.shape[1::-1] == self.size, f"{render.filepath} was not drawn"
        os.remove(render.filepath)
        return drawn

    def _settings(self, percentage):
        scene, render, cycles = self.scene, self.scene.render, self.scene.cycles
        render.engine, cycles.device = "CYCLES", "CPU"
        render.threads_mode, render.threads = "FIXED", 1
        render.resolution_x, render.resolution_y, render.resolution_percentage = WIDTH, HEIGHT, percentage
        render.use_persistent_data = True
        render.image_settings.compression = 0
        scene.view_settings.view_transform = "Standard"
        cycles.use_adaptive_sampling, cycles.use_light_tree = False, False
        cycles.use_denoising, cycles.denoiser, cycles.denoising_quality = True, "OPENIMAGEDENOISE", "FAST"
        cycles.denoising_input_passes, cycles.denoising_prefilter = "RGB_ALBEDO_NORMAL", "NONE"
        cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces, cycles.transmission_bounces = 4, 1, 1, 4
        cycles.caustics_reflective = cycles.caustics_refractive = False
        cycles.sample_clamp_indirect, cycles.seed = 3, 0

    def _surroundings(self):
        setting = self.setting
        camera = bpy.data.cameras.new("camera")
        camera.sensor_width, camera.lens = 36, 36 * setting.camera.focal / WIDTH
        self.scene.camera = self._link("camera", camera, setting.camera.matrix)
        for light in setting.lights:
            data = bpy.data.lights.new("light", light.kind)
            data.color = light.colour
            if light.kind == "SUN":
                data.angle, data.energy, toward = light.size, light.strength, -Vector(light.place)
            else:
                toward = Vector((0, 0, .3)) - Vector(light.place)
                data.size, data.energy = light.size, light.strength * 3.1416 * toward.length_squared
            turn = toward.to_track_quat("-Z", "Y").to_matrix().to_4x4()
            lamp = self._link("light", data, Matrix.Translation(light.place if light.kind == "AREA" else (0, 0, 9)) @ turn)
            lamp.visible_camera = False
        world = bpy.data.worlds.new("world")
        world.use_nodes = True
        background = world.node_tree.nodes["Background"]
        background.inputs["Color"].default_value, background.inputs["Strength"].default_value = (*setting.ambient_colour, 1), setting.ambient
        self.scene.world = world

        ground = setting.levels[-1]
        self._slab("floor", setting.floor, Matrix.Translation((0, 0, ground)), 60, 60)
        upright = Matrix.Rotation(1.5707963, 4, "X")
        wall = self._slab("wall", setting.wall, Matrix.Translation((0, setting.wall_at, ground)) @ upright, 60, 24)
        wall.visible_shadow = False
        if setting.side_wall:
            side = Matrix.Rotation(-1.5707963 if setting.side_wall > 0 else 1.5707963, 4, "Z")
            wall = self._slab("side wall", setting.wall, Matrix.Translation((setting.side_wall, 0, ground)) @ side @ upright, 60, 24)
            wall.visible_shadow = False
        if setting.skirting:
            pale = dict(kind="plain", first=(.85, .84, .82), second=(.85, .84, .82), roughness=.4)
            self._box("skirting", pale, (0, setting.wall_at - .03, ground + .12), (60, .06, .24))
        if setting.table:
            wide, deep, tall = setting.table
            self._box("table", setting.table_top, (0, 0, -.08), (2 * wide, 2 * deep, .16))
            for u in (-1, 1):
                for v in (-1, 1): self._box("leg", setting.table_top, (u * (wide - .2), v * (deep - .2), -.08 - tall / 2), (.2, .2, tall - .16))

    def _slab(self, name, surface, matrix, wide, deep):
        return self._faces(name, [(-wide / 2, -deep / 2, 0), (wide / 2, -deep / 2, 0), (wide / 2, deep / 2, 0), (-wide / 2, deep / 2, 0)],
                           [(0, 1, 2, 3)], surface, matrix)

    def _box(self, name, surface, centre, size):
        points = [(x * size[0] / 2, y * size[1] / 2, z * size[2] / 2) for z in (-1, 1) for y in (-1, 1) for x in (-1, 1)]
        faces = [(1, 0, 2, 3), (4, 5, 7, 6), (0, 1, 5, 4), (3, 2, 6, 7), (2, 0, 4, 6), (1, 3, 7, 5)]
        return self._faces(name, points, faces, surface, Matrix.Translation(centre))

    def _faces(self, name, points, faces, surface, matrix):
        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata(points, [], faces)
        mesh.materials.append(shading.surface(name, **surface))
        return self._link(name, mesh, matrix)

    def _build(self, thing):
        source = thing.form.mesh
        mesh = bpy.data.meshes.new(thing.name)
        mesh.from_pydata(source.points, [], source.faces)
        parts = list(dict.fromkeys(source.parts))
        for polygon, part, smooth in zip(mesh.polygons, source.parts, source.smooth):
            polygon.material_index, polygon.use_smooth = parts.index(part), smooth
        mesh["parts"] = parts
        item = self._link(thing.name, mesh, Matrix())
        item.pass_index = thing.id
        if thing.form.sharp:
            bevel = item.modifiers.new("bevel", "BEVEL")
            bevel.width, bevel.segments, bevel.limit_method = thing.form.sharp, 2, "ANGLE"
        elif any(source.smooth): mesh.set_sharp_from_angle(angle=.7)
        self.objects[thing.id] = item
        self._coat(item, thing)

    def _coat(self, item, thing):
        kept = [p.material_index for p in item.data.polygons]     # clearing the materials forgets them
        item.data.materials.clear()
        for part in item.data["parts"]: item.data.materials.append(thing.finish.material(part))
        for p, k in zip(item.data.polygons, kept): p.material_index = k
        self.finishes[thing.id] = thing.finish

    def _link(self, name, data, matrix):
        item = bpy.data.objects.new(name, data)
        item.matrix_world = matrix
        self.scene.collection.objects.link(item)
        return item
