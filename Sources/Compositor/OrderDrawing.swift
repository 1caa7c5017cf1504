import ActionSpec
import CCairo
import Foundation
import Raster
import Scene

/// A drawing of who is in front of whom and what stands on what.
///
/// Every layer is outlined and numbered from the back, as its file in a layer folder is. A black arrow runs from what hides to
/// what is hidden, a thin grey one where only depth tells, each with its confidence in percent; what the stacking order
/// had to leave out is dashed red. A green foot stands under what stands on the ground, and a green line leads from it to
/// the layer that carries it.
struct OrderDrawing {
    private let scene: Scene
    private let owners: [Int]
    /// Pixels of the drawing for one of the canvas: small pictures are drawn larger, so that numbers fit.
    private let zoom: Int
    /// The unit of line widths and letters, in pixels of the drawing.
    private let unit: Double
    private let nodes: [Point]

    init(_ scene: Scene) {
        self.scene = scene
        owners = Overlay.visibleOwner(scene)
        let side = max(scene.canvas.width, scene.canvas.height)
        zoom = max(1, (800 + side - 1) / side)
        unit = Double(side * zoom) / 400
        let (zoom, width) = (zoom, scene.canvas.width)
        nodes = Self.middles(owners, width: width, count: scene.layers.count).enumerated().map { index, middle in
            let center = scene.layers[index].extent.center
            guard let middle else { return Point(x: center.x * Double(zoom), y: center.y * Double(zoom)) }
            return Point(x: (middle.x + 0.5) * Double(zoom), y: (middle.y + 0.5) * Double(zoom))
        }
    }

    /// - Parameter picture: as large as the canvas.
    func draw(over picture: RGBAImage) -> RGBAImage {
        var buffer = PremultipliedBuffer(outlined(picture), averaging: 1)
        buffer.withSurface { surface in
            let context = cairo_create(surface)
            defer { cairo_destroy(context) }
            cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
            for layer in scene.layers { drawSupport(of: layer, context) }
            let edges = scene.order.filter { $0.isObeyed } + scene.order.filter { !$0.isObeyed }
            for edge in edges { drawArrow(edge, context) }
            for edge in edges { drawConfidence(edge, context) }
            for index in nodes.indices { drawNumber(index, context) }
        }
        return buffer.image
    }

    /// For each layer the visible pixel nearest to the middle of its visible pixels.
    private static func middles(_ owners: [Int], width: Int, count: Int) -> [(x: Double, y: Double)?] {
        var sums = [(x: Int, y: Int, area: Int)](repeating: (0, 0, 0), count: count)
        for (pixel, owner) in owners.enumerated() where owner >= 0 {
            sums[owner] = (sums[owner].x + pixel % width, sums[owner].y + pixel / width, sums[owner].area + 1)
        }
        let centers = sums.map { sum in
            (x: Double(sum.x) / Double(max(1, sum.area)), y: Double(sum.y) / Double(max(1, sum.area)))
        }
        var nearest = [(pixel: Int, distance: Double)](repeating: (-1, .infinity), count: count)
        for (pixel, owner) in owners.enumerated() where owner >= 0 {
            let distance = hypot(Double(pixel % width) - centers[owner].x, Double(pixel / width) - centers[owner].y)
            if distance < nearest[owner].distance { nearest[owner] = (pixel, distance) }
        }
        return nearest.map { $0.pixel < 0 ? nil : (x: Double($0.pixel % width), y: Double($0.pixel / width)) }
    }

    /// The picture, paled and enlarged, with the outline of every layer's visible part in its colour.
    private func outlined(_ picture: RGBAImage) -> RGBAImage {
        let (width, height) = (picture.width, picture.height)
        let reach = max(1, Int(unit / 2))
        var result = RGBAImage(size: PixelSize(width: width * zoom, height: height * zoom))
        func owner(_ x: Int, _ y: Int) -> Int {
            owners[min(height - 1, max(0, y) / zoom) * width + min(width - 1, max(0, x) / zoom)]
        }
        for y in 0..<result.height {
            for x in 0..<result.width {
                let own = owner(x, y)
                let isOutline =
                    own >= 0
                    && (owner(x - reach, y) != own || owner(x + reach, y) != own || owner(x, y - reach) != own
                        || owner(x, y + reach) != own)
                let pixel = picture[x / zoom, y / zoom]
                result[x, y] = isOutline ? Overlay.colors[own % Overlay.colors.count] : pixel.paled
            }
        }
        return result
    }

    private func drawSupport(of layer: Layer, _ context: OpaquePointer?) {
        guard layer.support != .unknown else { return }
        let foot = Point(x: layer.base.x * Double(zoom), y: layer.base.y * Double(zoom))
        let half = max(3 * unit, min(8 * unit, Double(layer.extent.width * zoom) / 4))
        cairo_set_source_rgb(context, 0.05, 0.55, 0.2)
        cairo_set_line_width(context, 1.4 * unit)
        cairo_move_to(context, foot.x - half, foot.y)
        cairo_line_to(context, foot.x + half, foot.y)
        if case .layer(let id) = layer.support, let carrier = scene.layers.firstIndex(where: { $0.id == id }) {
            cairo_move_to(context, foot.x, foot.y)
            cairo_line_to(context, nodes[carrier].x, nodes[carrier].y)
        }
        cairo_stroke(context)
    }

    private func ends(of edge: OrderEdge) -> (from: Point, to: Point, length: Double)? {
        guard let front = scene.layers.firstIndex(where: { $0.id == edge.front }),
            let behind = scene.layers.firstIndex(where: { $0.id == edge.behind })
        else { return nil }
        let (from, to) = (nodes[front], nodes[behind])
        let length = hypot(to.x - from.x, to.y - from.y)
        return length > 0 ? (from, to, length) : nil
    }

    private func drawArrow(_ edge: OrderEdge, _ context: OpaquePointer?) {
        guard let (from, to, length) = ends(of: edge) else { return }
        let along = Point(x: (to.x - from.x) / length, y: (to.y - from.y) / length)
        // up to the rim of the number it points at
        let tip = Point(x: to.x - along.x * 8 * unit, y: to.y - along.y * 8 * unit)
        let back = Point(x: tip.x - along.x * 6 * unit, y: tip.y - along.y * 6 * unit)
        let width = edge.kind == .occlusion ? 1.6 * unit : 0.8 * unit
        for isCasing in [true, false] {
            if isCasing {
                cairo_set_source_rgb(context, 1, 1, 1)
            } else if !edge.isObeyed {
                cairo_set_source_rgb(context, 0.85, 0.1, 0.1)
            } else {
                let grey = edge.kind == .occlusion ? 0 : 0.4
                cairo_set_source_rgb(context, grey, grey, grey)
            }
            if !edge.isObeyed && !isCasing { cairo_set_dash(context, [4 * unit, 3 * unit], 2, 0) }
            cairo_set_line_width(context, isCasing ? width + unit : width)
            cairo_move_to(context, from.x, from.y)
            cairo_line_to(context, back.x, back.y)
            cairo_stroke(context)
            cairo_set_dash(context, nil, 0, 0)
            cairo_move_to(context, tip.x, tip.y)
            cairo_line_to(context, back.x - along.y * 3 * unit, back.y + along.x * 3 * unit)
            cairo_line_to(context, back.x + along.y * 3 * unit, back.y - along.x * 3 * unit)
            cairo_close_path(context)
            if isCasing { cairo_stroke(context) } else { cairo_fill(context) }
        }
    }

    private func drawConfidence(_ edge: OrderEdge, _ context: OpaquePointer?) {
        guard let (from, to, _) = ends(of: edge) else { return }
        let digits = SegmentDigits(Int((edge.confidence * 100).rounded()), height: 6 * unit)
        let middle = Point(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2)
        cairo_rectangle(
            context, middle.x - digits.width / 2 - 2 * unit, middle.y - 5 * unit, digits.width + 4 * unit, 10 * unit)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_fill(context)
        cairo_set_source_rgb(context, edge.isObeyed ? 0.15 : 0.85, 0.1, 0.1)
        digits.stroke(in: context, x: middle.x, y: middle.y)
    }

    private func drawNumber(_ index: Int, _ context: OpaquePointer?) {
        let color = Overlay.colors[index % Overlay.colors.count]
        let digits = SegmentDigits(index + 1, height: 8 * unit)
        cairo_arc(context, nodes[index].x, nodes[index].y, max(7.5 * unit, digits.width), 0, 2 * .pi)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_fill_preserve(context)
        cairo_set_source_rgb(
            context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255)
        cairo_set_line_width(context, 1.6 * unit)
        cairo_stroke(context)
        cairo_set_source_rgb(context, 0, 0, 0)
        digits.stroke(in: context, x: nodes[index].x, y: nodes[index].y)
    }
}

extension RGBA8 {
    /// Half way to white, opaque.
    fileprivate var paled: RGBA8 {
        let opacity = Int(alpha)
        let white = 2 * 255 - opacity
        func pale(_ value: UInt8) -> UInt8 {
            let seen = Int(value) * opacity / 255
            return UInt8((seen + white) / 2)
        }
        return RGBA8(pale(red), pale(green), pale(blue))
    }
}
