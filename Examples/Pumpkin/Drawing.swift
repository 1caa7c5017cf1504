import CCairo

/// A thin skin over a Cairo context: flat shapes, straight gradients.
struct Drawing {
    let width: Int
    let height: Int
    private let surface: OpaquePointer
    private let context: OpaquePointer

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        context = cairo_create(surface)
    }

    /// A paint: one colour, or two from top to bottom or left to right.
    enum Paint {
        case flat(UInt32)
        case down([(Double, UInt32)], from: Double, to: Double)
        case across([(Double, UInt32)], from: Double, to: Double)
    }

    enum Step {
        case move(Double, Double)
        case line(Double, Double)
        case curve(Double, Double, Double, Double, Double, Double)
    }

    func fill(_ steps: [Step], _ paint: Paint) {
        trace(steps)
        cairo_close_path(context)
        apply(paint)
        cairo_fill(context)
    }

    func stroke(_ steps: [Step], width: Double, _ paint: Paint) {
        trace(steps)
        cairo_set_line_width(context, width)
        cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        apply(paint)
        cairo_stroke(context)
    }

    func ellipse(x: Double, y: Double, radiusX: Double, radiusY: Double, turned: Double = 0, _ paint: Paint) {
        cairo_new_path(context)
        cairo_save(context)
        cairo_translate(context, x, y)
        cairo_rotate(context, turned)
        cairo_scale(context, radiusX, radiusY)
        cairo_arc(context, 0, 0, 1, 0, 2 * .pi)
        cairo_restore(context)
        apply(paint)
        cairo_fill(context)
    }

    /// What `body` draws stays inside the shape.
    func clipped(to steps: [Step], _ body: () -> Void) {
        cairo_save(context)
        trace(steps)
        cairo_clip(context)
        body()
        cairo_restore(context)
    }

    func rectangle(x: Double, y: Double, width: Double, height: Double, _ paint: Paint) {
        cairo_new_path(context)
        cairo_rectangle(context, x, y, width, height)
        apply(paint)
        cairo_fill(context)
    }

    /// Straight RGBA, rows top to bottom.
    func pixels() -> [UInt8] {
        cairo_surface_flush(surface)
        let stride = Int(cairo_image_surface_get_stride(surface))
        let data = cairo_image_surface_get_data(surface)!
        var result: [UInt8] = []
        result.reserveCapacity(width * height * 4)
        for y in 0..<height {
            let row = UnsafeRawPointer(data + y * stride).assumingMemoryBound(to: UInt32.self)
            for x in 0..<width {
                result += [UInt8(row[x] >> 16 & 255), UInt8(row[x] >> 8 & 255), UInt8(row[x] & 255), 255]
            }
        }
        return result
    }

    private func trace(_ steps: [Step]) {
        cairo_new_path(context)
        for step in steps {
            switch step {
            case .move(let x, let y): cairo_move_to(context, x, y)
            case .line(let x, let y): cairo_line_to(context, x, y)
            case .curve(let x1, let y1, let x2, let y2, let x3, let y3):
                cairo_curve_to(context, x1, y1, x2, y2, x3, y3)
            }
        }
    }

    private func apply(_ paint: Paint) {
        func channels(_ color: UInt32) -> (Double, Double, Double) {
            (Double(color >> 16 & 255) / 255, Double(color >> 8 & 255) / 255, Double(color & 255) / 255)
        }
        func gradient(_ stops: [(Double, UInt32)], _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
            let pattern = cairo_pattern_create_linear(x0, y0, x1, y1)
            for (offset, color) in stops {
                let (red, green, blue) = channels(color)
                cairo_pattern_add_color_stop_rgb(pattern, offset, red, green, blue)
            }
            cairo_set_source(context, pattern)
            cairo_pattern_destroy(pattern)
        }
        switch paint {
        case .flat(let color):
            let (red, green, blue) = channels(color)
            cairo_set_source_rgb(context, red, green, blue)
        case .down(let stops, let from, let to): gradient(stops, 0, from, 0, to)
        case .across(let stops, let from, let to): gradient(stops, from, 0, to, 0)
        }
    }
}
