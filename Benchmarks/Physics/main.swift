// How long gravity takes: benchmark-physics [THINGS]
// A table full of things goes, and all of them come down; then the lowest things of piles.

import ActionSpec
import Foundation
import Physics
import Raster
import Scene

let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 50
let limit = 0.050

/// A cup as seen from a little above, 60 pixels wide and 66 high.
func thing(_ number: Int, x: Int, base: Int, on support: Support) -> Layer {
    let size = PixelSize(width: 60, height: 66)
    var image = RGBAImage(size: size)
    for y in 0..<size.height {
        for x in 0..<size.width {
            let across = (Double(x) + 0.5) / 30 - 1
            let depth = 8 * (1 - across * across).squareRoot()
            if Double(y) + 0.5 >= 8 - depth && Double(y) + 0.5 <= 58 + depth { image[x, y] = RGBA8(90, 90, 90) }
        }
    }
    return Layer(
        id: LayerID("thing \(number)"), name: "thing \(number)", original: image,
        origin: PixelPoint(x: x - 30, y: base - size.height), support: support)
}

func scene(piled: Bool) -> Scene {
    let canvas = PixelSize(width: 1920, height: 1080)
    let table = LayerID("table")
    let board = RGBAImage(size: PixelSize(width: 1800, height: 300), filledWith: RGBA8(120, 90, 60))
    var layers = [Layer(id: table, name: "table", original: board, origin: PixelPoint(x: 60, y: 600), support: .ground)]
    for number in 0..<count {
        if piled {
            let below = number % 5 == 0 ? Support.layer(table) : .layer(LayerID("thing \(number - 1)"))
            layers.append(thing(number, x: 120 + number / 5 * 150, base: 720 - number % 5 * 50, on: below))
        } else {
            layers.append(thing(number, x: 100 + number % 25 * 70, base: 680 + number / 25 * 60, on: .layer(table)))
        }
    }
    return Scene(background: RGBAImage(size: canvas, filledWith: RGBA8(200, 200, 200)), layers: layers)
}

let clock = ContinuousClock()
var isWithin = true
for (name, scene) in [("side by side", scene(piled: false)), ("in piles of five", scene(piled: true))] {
    var times: [Double] = []
    var settlement = Settlement(actions: [], reasons: [])
    for _ in 0..<9 {
        let time = try clock.measure {
            settlement = try Physics().settle([.remove(LayerID("table"))], in: scene, policy: .auto)
        }
        times.append(Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds))
    }
    let median = times.sorted()[times.count / 2]
    isWithin = isWithin && median <= limit
    print(
        "\(count) things \(name): \((median * 1e4).rounded() / 10) ms,",
        "\((median / limit * 100).rounded() / 100) of the limit; \(settlement.actions.count) actions")
}
exit(isWithin ? 0 : 1)
