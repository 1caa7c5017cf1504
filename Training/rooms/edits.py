"""What may be asked of a room, and what it does to the things in it."""

import copy

import palette
from layout import clear, inside

PAINTS = ("yellow", "green", "blue", "red")


def choose(rng, things, setting, seen, steps=(60, 80, 100)):
    """Edits as scene.json holds them; only what shows well is named, and no result has things inside each other."""
    visible = [t for t in things if seen[t.id] >= 300]
    carried = {t.support.id for t in things if t.support}
    free = [t for t in visible if t.id not in carried]
    edits = []

    def ask(instruction, action, target, **more):
        edits.append({"id": len(edits), "instruction": instruction, "action": action, "target": target.id, **more})

    def possible(edit):
        after = applied(things, setting, edit)
        return all(clear(t, after) for t in after)

    if free:
        target = rng.choice(free)
        ask(f"remove the {target.name}", "REMOVE", target)
    for target in rng.sample(free, len(free)):
        offers = [{"action": "MOVE", "target": target.id, "dx": s * d} for s in (-1, 1) for d in steps]
        offers = [o for o in offers if not target.support and possible(o) and inside(_after(things, setting, o), setting)]
        if offers:
            dx = rng.choice(offers)["dx"]
            ask(f"move the {target.name} {abs(dx)} pixels to the {'right' if dx > 0 else 'left'}", "MOVE", target, dx=dx)
            break
    for target in rng.sample(free, len(free)):
        scale = rng.choice((.7, 1.3))
        if not possible({"action": "RESIZE", "target": target.id, "scale": scale}): scale = .7
        ask(f"make the {target.name} " + ("30% smaller" if scale < 1 else "1.3 times larger"), "RESIZE", target, scale=scale)
        break
    loaded = [t for t in visible if t.id in carried]
    for target in rng.sample(loaded, len(loaded)):
        falls = [t.id for t in things if _stands_on(t, target)]
        edit = {"action": "REMOVE", "target": target.id, "falls": falls}
        if possible(edit):
            ask(f"remove the {target.name}", "REMOVE", target, falls=falls)
            break
    if visible:
        target = rng.choice(visible)
        colour = rng.choice([p for p in PAINTS if p != target.colour])
        ask(f"paint the {target.name} {colour}", "EDIT", target, color=colour)
    return edits


def applied(things, setting, edit):
    """The things after the edit; ids stay, what is removed is gone."""
    after = {t.id: copy.copy(t) for t in things}
    for t in after.values(): t.support = t.support and after[t.support.id]
    target = after[edit["target"]]
    if edit["action"] == "REMOVE":
        del after[target.id]
        for t in after.values():
            if t.id in edit.get("falls", ()): t.base -= target.form.top[0]
            if t.support is target: t.support = target.support
    if edit["action"] == "MOVE":
        depth = setting.camera.project((target.x, target.y, target.base + target.height / 2))[2]
        target.x += edit["dx"] * depth / setting.camera.focal
    if edit["action"] == "RESIZE": target.factor *= edit["scale"]
    if edit["action"] == "EDIT": target.finish = target.finish.painted(palette.NAMED[edit["color"]])
    return list(after.values())


def _after(things, setting, edit): return next(t for t in applied(things, setting, edit) if t.id == edit["target"])


def _stands_on(thing, below): return thing.support is not None and (thing.support is below or _stands_on(thing.support, below))
