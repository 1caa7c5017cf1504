"""Cycles node trees: a pattern of two colours, then a surface that carries it."""

import bpy

import palette

PATTERNS = ("plain", "mottled", "wavy", "brick", "checker", "planks", "carpet", "plaster", "stripes", "dots", "weave", "grain")


class Tree:
    def __init__(self, name):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.nodes, self.links = self.material.node_tree.nodes, self.material.node_tree.links
        self.nodes.clear()

    def node(self, kind, inputs=None, **properties):
        """A node with inputs by socket name or index: a value is set, a socket is linked."""
        node = self.nodes.new("ShaderNode" + kind)
        for name, value in properties.items(): setattr(node, name, value)
        for key, value in (inputs or {}).items():
            if isinstance(value, bpy.types.NodeSocket): self.links.new(value, node.inputs[key])
            else: node.inputs[key].default_value = value
        return node.outputs


def pattern(tree, kind, first, second, scale, shift=(0, 0, 0), turn=0.0):
    """(colour, height) sockets of a pattern that is mostly `first`; `scale` is its repeats per unit length."""
    place = tree.node("Mapping", {"Vector": tree.node("TexCoord")["Object"], "Location": shift, "Rotation": (0, 0, turn)})["Vector"]
    a, b = palette.linear(first), palette.linear(second)

    def blend(factor, low, high):
        ramp = tree.node("MapRange", {"Value": factor, "From Min": low, "From Max": high})["Result"]
        return tree.node("Mix", {"Factor": ramp, 6: a, 7: b}, data_type="RGBA")[2], ramp

    def noise(detail, s=scale): return tree.node("TexNoise", {"Vector": place, "Scale": s, "Detail": detail})[0]
    def bricks(width, height, mortar, *colours):
        return tree.node("TexBrick", {"Vector": place, "Color1": colours[0], "Color2": colours[1], "Mortar": colours[2], "Scale": scale,
                                      "Mortar Size": mortar, "Brick Width": width, "Row Height": height})

    if kind == "mottled": return blend(noise(3), .45, .75)
    if kind == "plaster": return blend(noise(6, scale * 2), .5, 1.4)
    if kind == "carpet": return blend(noise(2, scale * 14), .35, 1.1)
    if kind == "wavy":
        return blend(tree.node("TexWave", {"Vector": place, "Scale": scale * .5, "Distortion": 4, "Detail": 2})["Fac"], .3, .8)
    if kind == "grain":
        stretched = tree.node("Mapping", {"Vector": place, "Scale": (1, .12, .12)})["Vector"]
        return blend(tree.node("TexNoise", {"Vector": stretched, "Scale": scale * 6, "Detail": 4, "Distortion": .6})[0], .4, .7)
    if kind == "brick":
        out = bricks(.5, .25, .02, a, palette.linear(palette.mixed(first, second, .3)), b)
        return out["Color"], out["Fac"]
    if kind == "checker": return tree.node("TexChecker", {"Vector": place, "Color1": a, "Color2": b, "Scale": scale})[:2]
    if kind == "planks":
        out = bricks(2.2, .3, .006, a, palette.linear(palette.mixed(first, second, .45)), palette.linear(palette.mixed(second, (0, 0, 0), .5)))
        stretched = tree.node("Mapping", {"Vector": place, "Scale": (.15, 1, 1)})["Vector"]
        grain = tree.node("TexNoise", {"Vector": stretched, "Scale": scale * 18, "Detail": 3})[0]
        amount = tree.node("MapRange", {"Value": grain, "From Min": .3, "From Max": .8, "To Max": .6})["Result"]
        return tree.node("Mix", {"Factor": amount, 6: out["Color"], 7: b}, data_type="RGBA")[2], out["Fac"]
    if kind == "stripes": return blend(tree.node("TexWave", {"Vector": place, "Scale": scale * .5})["Fac"], .60, .64)
    if kind == "dots":
        out = tree.node("TexVoronoi", {"Vector": place, "Scale": scale, "Randomness": .15})
        return blend(out["Distance"], .34, .31)
    if kind == "weave":
        waves = [tree.node("TexWave", {"Vector": place, "Scale": scale * 3}, bands_direction=axis)["Fac"] for axis in "XY"]
        return blend(tree.node("Math", {0: waves[0], 1: waves[1]}, operation="MULTIPLY")[0], 0, .9)
    return _constant(tree, a), None


def _constant(tree, colour):
    out = tree.node("RGB")[0]
    out.default_value = colour
    return out


def surface(name, kind, first, second, scale=3.0, roughness=.6, metallic=0.0, glass=0.0, relief=0.0, shift=(0, 0, 0), turn=0.0, ior=1.5):
    """A material: a pattern under a principled surface; `relief` is the depth of the bumps its pattern raises."""
    tree = Tree(name)
    colour, height = pattern(tree, kind, first, second, scale, shift, turn)
    inputs = {"Base Color": colour, "Roughness": roughness, "Metallic": metallic, "Transmission Weight": glass, "IOR": ior}
    if relief and height is not None:
        inputs["Normal"] = tree.node("Bump", {"Height": height, "Strength": relief, "Distance": .02})["Normal"]
    shader = tree.node("BsdfPrincipled", inputs)["BSDF"]
    tree.node("OutputMaterial", {"Surface": shader})
    return tree.material


def measuring():
    """Emits (object index, depth along the optical axis, 0): drawn with one sample at pixel centres it is exact."""
    tree = Tree("measuring")
    index, depth = tree.node("ObjectInfo")["Object Index"], tree.node("CameraData")["View Z Depth"]
    colour = tree.node("CombineXYZ", {"X": index, "Y": depth})["Vector"]
    tree.node("OutputMaterial", {"Surface": tree.node("Emission", {"Color": colour})["Emission"]})
    return tree.material
