// Draws Examples/pumpkin.png: a pumpkin with a crow on it under a moon.
// Run `swift run -c release Pumpkin Examples/pumpkin.png`, then `i2e edit Examples/pumpkin.png "remove the pumpkin"`: the
// crow lands.

import Raster

let drawing = Drawing(width: 640, height: 480)
drawing.drawNight()
drawing.drawGround()
drawing.drawPumpkin(x: 356, base: 420)
drawing.drawCrow(x: 302, feet: 290)
let image = RGBAImage(size: PixelSize(width: drawing.width, height: drawing.height), bytes: drawing.pixels())
try Picture(image: image).write(to: CommandLine.arguments.dropFirst().first ?? "Examples/pumpkin.png")
