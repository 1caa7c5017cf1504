import ActionSpec
import Foundation
package import Raster
package import Scene

/// Floor, walls and sky of a background with nothing in front of it.
///
/// The floor begins at the line from the left edge to the right along which what is above differs most in colour from what is below:
/// found straight first, by bands of rows, then bent to the picture by dynamic programming over its columns. Of what is
/// above, the sky is what joins the upper edge, is bright, even and blue or grey, and looks like itself. In a drawing each is made of
/// whole areas.
package struct SurfaceFinder {
    /// The longest side of the picture that lines are found in, in pixels.
    private static let side = 640
    /// How different two bands of rows must be (χ² of colour histograms, 0…1) for a line between them.
    private static let leastContrast = 0.12

    private let image: RGBAImage
    private let bins: [Int]
    private let full: PixelSize
    /// Those of a drawing, at full size.
    private let areas: FlatAreas?

    package init(_ background: RGBAImage, isDrawing: Bool = false) {
        full = background.size
        areas = isDrawing ? FlatAreas(background) : nil
        image = background.resized(to: background.size.fitted(within: Self.side))
        bins = (0..<image.size.area).map { [image] in ColorHistogram.bin(image.bytes, $0 * 4) }
    }

    /// Those that are there, from the ground up.
    package func surfaces() -> [Surface] {
        guard image.width >= 16, image.height >= 16 else { return [] }
        let line = floorLine()
        var above = Mask(size: image.size, filledWith: 255)
        var found: [Surface] = []
        if let line {
            above = below(line).inverted
            found.append(Surface(.floor, region: full(below(line))))
        }
        let sky = self.sky(above: line ?? [Int](repeating: image.height, count: image.width))
        let walls = sky.map { above.subtracting($0) } ?? above
        let isAllSky = Double(walls.area) < 0.12 * Double(above.area)
        found.append(Surface(.walls, region: full(isAllSky ? above : walls)))
        if let sky { found.append(Surface(.sky, region: full(isAllSky ? above : sky))) }
        return found
    }

    private func full(_ region: Mask) -> Mask {
        let region = region.size == full ? region : region.resized(to: full)
        guard let areas else { return region }
        let isIn = areas.areMostly(in: region)
        return isIn.contains(true) ? areas.mask(of: isIn) : region
    }

    private func below(_ line: [Int]) -> Mask {
        var mask = Mask(size: image.size)
        for x in 0..<image.width { for y in line[x]..<image.height { mask[x, y] = 255 } }
        return mask
    }

    // MARK: The floor

    /// For each column the first row of the floor; nil where nothing parts the picture.
    private func floorLine() -> [Int]? {
        let (height, width) = (image.height, image.width)
        let band = max(4, height / 6)
        var best: (row: Int, score: Double)?
        for row in stride(from: height / 5, through: height * 9 / 10, by: max(1, height / 100)) {
            var (upper, lower) = (ColorHistogram(), ColorHistogram())
            for y in max(0, row - band)..<row { upper.add(bins[y * width..<(y + 1) * width]) }
            for y in row..<min(height, row + band) { lower.add(bins[y * width..<(y + 1) * width]) }
            let contrast = upper.distance(to: lower)
            let off = (Double(row) / Double(height) - 0.5) / 0.35
            let score = (contrast + min(1, stepDown(at: row))) * exp(-0.5 * off * off)
            if contrast >= Self.leastContrast, score > best?.score ?? 0 { best = (row, score) }
        }
        guard let best else { return nil }
        var line = [Int](repeating: best.row, count: width)
        for _ in 0..<2 { line = bent(line, reach: band) }
        return line
    }

    /// How much more the picture changes at a row than around it, along the whole row; 1 is plain to see. Light that fades changes
    /// more, but not at once.
    private func stepDown(at row: Int) -> Double {
        let around = max(6, image.height / 50)
        guard row > around + 5, row + around + 5 < image.height else { return 0 }
        let excess = change(at: row) - (change(at: row - around) + change(at: row + around)) / 2
        return (abs(excess.x) + abs(excess.y) + abs(excess.z)) / 12
    }

    /// From the four rows above to the four below, of each channel, on average.
    private func change(at row: Int) -> SIMD3<Double> {
        var change = SIMD3<Double>()
        for x in 0..<image.width {
            for step in 1...4 {
                let upper = ((row - step - 1) * image.width + x) * 4
                let lower = ((row + step) * image.width + x) * 4
                for channel in 0..<3 {
                    change[channel] += Double(image.bytes[lower + channel]) - Double(image.bytes[upper + channel])
                }
            }
        }
        return change / Double(4 * image.width)
    }

    /// The line along which the colours above and below a former one part best.
    private func bent(_ line: [Int], reach: Int) -> [Int] {
        let (height, width) = (image.height, image.width)
        var (upper, lower) = (ColorHistogram(), ColorHistogram())
        for x in 0..<width {
            // what is near it alone: light changes over a floor more than from floor to wall
            for y in max(0, line[x] - reach)..<line[x] { upper.add(bins[y * width + x]) }
            for y in line[x]..<min(height, line[x] + reach) { lower.add(bins[y * width + x]) }
        }
        let costs = upper.costs(over: lower)
        let step: Float = 3
        var total = [Float](repeating: 0, count: width * height)
        var from = [Int32](repeating: 0, count: width * height)
        for x in 0..<width {
            // Σ over the rows above a cut of what they cost as upper, less what they cost as lower
            var own = [Float](repeating: 0, count: height)
            var sum: Float = 0
            let (first, last) = (max(1, line[x] - reach), min(height - 1, line[x] + reach))
            for y in first...last {
                own[y] = sum - edge(x, y)
                sum += costs[bins[y * width + x]]
            }
            for y in 0..<height where y < first || y > last { own[y] = 1e6 }
            guard x > 0 else {
                for y in 0..<height { total[y * width] = own[y] }
                continue
            }
            // a line may rise or fall by any number of rows, at `step` a row: two passes of a distance transform
            var best = (0..<height).map { (cost: total[$0 * width + x - 1], row: Int32($0)) }
            for y in 1..<height where best[y - 1].cost + step < best[y].cost {
                best[y] = (best[y - 1].cost + step, best[y - 1].row)
            }
            for y in stride(from: height - 2, through: 0, by: -1) where best[y + 1].cost + step < best[y].cost {
                best[y] = (best[y + 1].cost + step, best[y + 1].row)
            }
            for y in 0..<height {
                total[y * width + x] = best[y].cost + own[y]
                from[y * width + x] = best[y].row
            }
        }
        var row = (0..<height).min { total[$0 * width + width - 1] < total[$1 * width + width - 1] }!
        var bent = line
        for x in stride(from: width - 1, through: 0, by: -1) {
            bent[x] = row
            row = Int(from[row * width + x])
        }
        return bent
    }

    /// What a cut between a pixel and the one above it is worth: their difference, up to a few units of cost.
    private func edge(_ x: Int, _ y: Int) -> Float {
        let index = (y * image.width + x) * 4
        var difference = 0
        for channel in 0..<3 {
            difference += abs(Int(image.bytes[index + channel]) - Int(image.bytes[index - image.width * 4 + channel]))
        }
        return min(6, Float(difference) / 10)
    }

    // MARK: The sky

    /// Nil where there is none; with it what it shows through, such as branches, in part.
    private func sky(above line: [Int]) -> Mask? {
        let (height, width) = (image.height, image.width)
        var like = ColorHistogram()
        var unlike = ColorHistogram()
        var looks = Mask(size: image.size)
        for x in 0..<width {
            for y in 0..<min(height, line[x]) {
                if isSkyLike(x, y) {
                    looks[x, y] = 255
                    like.add(bins[y * width + x])
                } else {
                    unlike.add(bins[y * width + x])
                }
            }
        }
        let top = (0..<width).filter { looks[$0, 0] != 0 }.count
        guard 10 * top >= 4 * width, like.count > 0.06 * Double(width * height) else { return nil }
        let costs = like.costs(over: unlike)
        var mask = Mask(size: image.size)
        for x in 0..<width {
            for y in 0..<min(height, line[x]) where unlike.count == 0 || costs[bins[y * width + x]] < 0 {
                mask[x, y] = 255
            }
        }
        let sky = mask.opened(by: 1).closed(by: 1).joinedToTop.withoutSmallHoles(below: line)
        let own = sky.intersection(looks).area
        // a wall that is like a sky in places only is none
        let open = (0..<width).filter { sky[$0, 0] != 0 }.count
        guard 10 * own >= 8 * sky.area, 10 * open >= 4 * width, 25 * sky.area > width * height,
            endsPlainly(sky, above: line)
        else { return nil }
        return sky
    }

    /// Whether a sky has an outline: none to speak of against walls, or one that is short and to be seen. A wall's
    /// pattern has a long one, a lamp's light on it a soft one.
    private func endsPlainly(_ sky: Mask, above line: [Int]) -> Bool {
        var (length, change) = (0, 0)
        for x in 0..<image.width {
            for y in 0..<max(0, min(image.height, line[x]) - 4) {
                for (dx, dy) in [(1, 0), (0, 1)] where x + 4 * dx < image.width && x >= 3 * dx && y >= 3 * dy {
                    guard sky[x, y] != sky[x + dx, y + dy] else { continue }
                    length += 1
                    let near = ((y - 3 * dy) * image.width + x - 3 * dx) * 4
                    let far = ((y + 4 * dy) * image.width + x + 4 * dx) * 4
                    for channel in 0..<3 {
                        change += abs(Int(image.bytes[near + channel]) - Int(image.bytes[far + channel]))
                    }
                }
            }
        }
        return length < image.width / 4 || (length < 5 * image.width && change > 36 * length)
    }

    /// Bright, even, and blue, grey or white.
    private func isSkyLike(_ x: Int, _ y: Int) -> Bool {
        let index = (y * image.width + x) * 4
        let (r, g, b) = (Int(image.bytes[index]), Int(image.bytes[index + 1]), Int(image.bytes[index + 2]))
        let brightness = (2 * r + 5 * g + b) / 8
        guard brightness > 105, b + 14 >= max(r, g) else { return false }
        let right = min(x + 2, image.width - 1)
        let down = min(y + 2, image.height - 1)
        for (nx, ny) in [(right, y), (x, down)] {
            let other = (ny * image.width + nx) * 4
            let change =
                abs(Int(image.bytes[other]) - r) + abs(Int(image.bytes[other + 1]) - g)
                + abs(Int(image.bytes[other + 2]) - b)
            if change > 24 { return false }
        }
        return true
    }
}

extension Mask {
    fileprivate var inverted: Mask { Mask(size: size, coverage: coverage.map { 255 - $0 }) }

    /// With what it wholly surrounds, as a cloud of another colour; not what reaches down to `line`.
    fileprivate func withoutSmallHoles(below line: [Int]) -> Mask {
        var outside = Mask(size: size)
        var stack = (0..<width).filter { line[$0] > 0 && self[$0, line[$0] - 1] == 0 }.map {
            (line[$0] - 1) * width + $0
        }
        for index in stack { outside.coverage[index] = 255 }
        while let index = stack.popLast() {
            let (x, y) = (index % width, index / width)
            for (nx, ny) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
            where size.bounds.contains(x: nx, y: ny) && ny < line[nx] && self[nx, ny] == 0 && outside[nx, ny] == 0 {
                outside[nx, ny] = 255
                stack.append(ny * width + nx)
            }
        }
        var result = self
        for x in 0..<width { for y in 0..<line[x] where outside[x, y] == 0 { result[x, y] = 255 } }
        return result
    }

    /// What is connected to the upper edge.
    fileprivate var joinedToTop: Mask {
        var result = Mask(size: size)
        var stack = (0..<width).filter { self[$0, 0] != 0 }
        for index in stack { result.coverage[index] = 255 }
        while let index = stack.popLast() {
            let (x, y) = (index % width, index / width)
            for (nx, ny) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
            where size.bounds.contains(x: nx, y: ny) && self[nx, ny] != 0 && result[nx, ny] == 0 {
                result[nx, ny] = 255
                stack.append(ny * width + nx)
            }
        }
        return result
    }
}

/// How often each colour occurs: fine steps of hue, which tells surfaces apart, and coarse ones of brightness, which light changes.
private struct ColorHistogram {
    private(set) var counts = [Double](repeating: 0, count: 4096)
    private(set) var count = 0.0

    static func bin(_ bytes: [UInt8], _ index: Int) -> Int {
        let (red, green, blue) = (Int(bytes[index]), Int(bytes[index + 1]), Int(bytes[index + 2]))
        func step(_ difference: Int) -> Int { min(15, max(0, (difference + 48) / 6)) }
        return ((red + 2 * green + blue) >> 7) << 8 | step(red - green) << 4 | step(blue - green)
    }

    mutating func add(_ bin: Int) {
        counts[bin] += 1
        count += 1
    }

    mutating func add(_ bins: ArraySlice<Int>) { for bin in bins { add(bin) } }

    /// Half the χ² distance of what share each colour has, spread to its neighbours: 0 the same, 1 nothing in common.
    func distance(to other: ColorHistogram) -> Double {
        guard count > 0, other.count > 0 else { return 0 }
        let (mine, others) = (spread, other.spread)
        var sum = 0.0
        for (a, b) in zip(mine, others) where a + b > 0 { sum += (a - b) * (a - b) / (a + b) }
        return sum / 2
    }

    /// For each colour, how much less likely it is here than in `other`, in nats, no more than 4 either way.
    func costs(over other: ColorHistogram) -> [Float] {
        let floor = 1e-5
        return zip(spread, other.spread).map { mine, others in
            Float(min(4, max(-4, log((others + floor) / (mine + floor)))))
        }
    }

    /// Shares, smoothed by 1-2-1 along each channel, so that a shade more or less is no other colour.
    private var spread: [Double] {
        var shares = counts.map { $0 / Swift.max(1, count) }
        for stride in [1, 16, 256] {
            var next = shares
            for bin in 0..<4096 {
                let place = bin / stride % 16
                let before = place > 0 ? shares[bin - stride] : shares[bin]
                let after = place < 15 ? shares[bin + stride] : shares[bin]
                next[bin] = 0.25 * before + 0.5 * shares[bin] + 0.25 * after
            }
            shares = next
        }
        return shares
    }
}
