extension Drawing {
    func drawNight() {
        rectangle(
            x: 0, y: 0, width: 640, height: 480,
            .down([(0, 0x1B1B4B), (0.45, 0x4B3F82), (0.8, 0xA56E9C), (1, 0xE59A8C)], from: 0, to: 350))
        let stars: [(Double, Double, Double)] = [
            (36, 40, 1.4), (78, 150, 1.1), (118, 34, 1.2), (250, 66, 1.5), (292, 24, 1.1), (338, 92, 1.2),
            (402, 38, 1.6),
            (446, 118, 1.2), (490, 60, 1.1), (532, 24, 1.4), (566, 104, 1.2), (604, 54, 1.5), (618, 150, 1.1),
            (500, 166, 1.1), (28, 208, 1.1), (272, 148, 1.1),
        ]
        for (x, y, radius) in stars {
            ellipse(x: x, y: y, radiusX: radius, radiusY: radius, .flat(0xE8E2FF))
        }
        ellipse(x: 160, y: 116, radiusX: 66, radiusY: 66, .flat(0xFFF3CF))
        for (x, y, radius) in [(138.0, 96.0, 13.0), (176, 134, 17), (184, 88, 8), (142, 146, 8), (118, 124, 6)] {
            ellipse(x: x, y: y, radiusX: radius, radiusY: radius * 0.92, .flat(0xF3E1AE))
        }
    }

    func drawGround() {
        // The hills end beside the pumpkin: what it hides is meadow and sky.
        fill(
            [
                .move(0, 300), .curve(44, 274, 104, 276, 146, 304), .curve(176, 324, 204, 334, 232, 342), .line(0, 480),
            ], .flat(0x5F5585))
        fill(
            [
                .move(484, 344), .curve(520, 330, 548, 288, 600, 284), .curve(616, 283, 630, 286, 640, 291),
                .line(640, 480),
            ], .flat(0x5F5585))
        fill(
            [
                .move(0, 352), .curve(140, 326, 260, 338, 360, 340), .curve(470, 342, 560, 330, 640, 346),
                .line(640, 480),
                .line(0, 480),
            ], .down([(0, 0x7F9A6B), (1, 0x587A58)], from: 334, to: 480))
    }

    /// A pumpkin standing on `base`: ribs from the outside in, each over its neighbour.
    func drawPumpkin(x: Double, base: Double) {
        let (halfHeight, middle) = (72.0, base - 72)
        for (offset, radius, light, dark) in [
            (74.0, 36.0, 0xE2761B, 0xC25E10), (50, 42, 0xEE8422, 0xCF6814), (25, 42, 0xF6922C, 0xDC7318),
        ] as [(Double, Double, UInt32, UInt32)] {
            let height = halfHeight - offset * 0.16
            for side in [-1.0, 1] {
                let center = x + side * offset
                ellipse(
                    x: center, y: middle + offset * 0.05, radiusX: radius, radiusY: height,
                    .across(
                        [(0, side < 0 ? light : dark), (0.5, light), (1, dark)], from: center - radius,
                        to: center + radius)
                )
            }
        }
        ellipse(
            x: x, y: middle, radiusX: 33, radiusY: halfHeight,
            .across([(0, 0xE07A1C), (0.45, 0xFFA23C), (1, 0xE07A1C)], from: x - 33, to: x + 33))
        fill(
            [
                .move(x + 14, middle - halfHeight + 8),
                .curve(x + 22, middle - 88, x + 26, middle - 98, x + 48, middle - 104),
                .line(x + 56, middle - 92),
                .curve(x + 42, middle - 88, x + 38, middle - 80, x + 38, middle - halfHeight + 10),
                .curve(
                    x + 30, middle - halfHeight + 4, x + 22, middle - halfHeight + 4, x + 14, middle - halfHeight + 8),
            ], .across([(0, 0x6E7F3A), (1, 0x4E5E2A)], from: x + 14, to: x + 54))
    }

    // A crow looking left, its feet at `feet`.
    func drawCrow(x: Double, feet: Double) {
        let (black, sheen): (UInt32, UInt32) = (0x17161F, 0x2C2B3D)
        for leg in [-8.0, 10] {
            stroke(
                [.move(x + leg + 2, feet - 26), .line(x + leg, feet - 2)], width: 4.5, .flat(black))
            stroke(
                [.move(x + leg - 9, feet), .line(x + leg, feet - 3), .line(x + leg + 8, feet)], width: 4, .flat(black))
        }
        // Tail, body and head in one outline, from the beak's root over the back.
        fill(
            [
                .move(x - 52, feet - 84), .curve(x - 50, feet - 102, x - 26, feet - 108, x - 14, feet - 94),
                .curve(x - 6, feet - 82, x + 16, feet - 78, x + 34, feet - 62), .line(x + 72, feet - 30),
                .line(x + 66, feet - 22), .line(x + 38, feet - 31),
                .curve(x + 20, feet - 16, x - 8, feet - 16, x - 26, feet - 32),
                .curve(x - 42, feet - 48, x - 40, feet - 66, x - 52, feet - 84),
            ], .flat(black))
        // Wing
        fill(
            [
                .move(x - 18, feet - 66), .curve(x - 4, feet - 78, x + 20, feet - 66, x + 32, feet - 52),
                .line(x + 60, feet - 30),
                .curve(x + 34, feet - 28, x + 2, feet - 30, x - 10, feet - 42),
                .curve(x - 18, feet - 50, x - 22, feet - 58, x - 18, feet - 66),
            ], .flat(sheen))
        fill(
            [
                .move(x - 48, feet - 94), .curve(x - 60, feet - 96, x - 72, feet - 88, x - 78, feet - 80),
                .line(x - 48, feet - 78),
            ],
            .flat(0x3B3A47))
        ellipse(x: x - 36, y: feet - 90, radiusX: 4.2, radiusY: 4.2, .flat(0xFFF3CF))
        ellipse(x: x - 37, y: feet - 90, radiusX: 2, radiusY: 2, .flat(black))
    }
}
