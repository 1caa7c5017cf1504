import Foundation
import Raster

/// Finds the shadow that an instance casts on one behind or beneath it: where the face it touches is darker near it than the rest
/// of that face, lit as a plane is.
struct ShadeFinder {
    /// The longest side of the instance that is looked at, in cells.
    private static let side = 128
    /// The change of log brightness from one cell to the next at which a face ends; a soft shadow changes less.
    private static let edge: Float = 0.09
    /// The least area of a face, in cells.
    private static let leastFace = 60
    /// The share of light beneath which darkness near the caster is a shadow.
    private static let darkest: Float = 0.94

    private let region: PixelRect
    private let size: PixelSize
    private let own: Mask
    /// The mean level of the three channels, as its logarithm.
    private let light: Plane
    private let crop: RGBAImage
    private let image: RGBAImage

    /// - Parameter visible: of the instance that the shadow would fall on, as large as the picture.
    init?(_ visible: Mask, in image: RGBAImage) {
        let box = visible.bounds(above: 127)
        guard box.width > 8, box.height > 8 else { return nil }
        region = box
        self.image = image
        size = PixelSize(width: box.width, height: box.height).fitted(within: Self.side)
        crop = image.cropped(to: box).resized(to: size)
        let core = visible.cropped(to: box).eroded(by: 1).resized(to: size)
        own = core.binary(above: 250)
        var light = Plane(size: size)
        for index in 0..<size.area { light.values[index] = log(crop.color(at: index).sum() / 3 + 4) }
        self.light = light
    }

    /// The share of light that a caster takes, 0...255 at the picture's size over `rect`; nil where it casts no shadow here.
    func darkness(of caster: Mask) -> (rect: PixelRect, mask: Mask)? {
        let distance = distances(to: caster)
        /// The share of light that is missing, and the log brightness that the face would have.
        var planes = [Plane(size: size), Plane(size: size)]
        var known = Mask(size: size)
        for face in faces(near: distance) {
            guard let plane = plane(of: face, distance), let taken = taken(from: face, distance, plane) else {
                continue
            }
            for (place, cell) in face.enumerated() {
                planes[0].values[cell] = taken[place]
                planes[1].values[cell] = plane.level(cell)
                known.coverage[cell] = 255
            }
        }
        guard known.area > 0 else { return nil }
        // towards the outline, where cells mix in what lies beside, it goes on as it was
        for _ in 0..<2 { spread(&planes, &known) }
        return enlarged(planes, known: known, caster: caster)
    }

    /// How far each cell is from the caster, in cells.
    private func distances(to caster: Mask) -> [Float] {
        let reach = max(region.width, region.height)
        let wide = region.grown(by: reach).intersection(caster.size.bounds)
        let scale = Float(size.width) / Float(region.width)
        let near = caster.cropped(to: wide).resized(
            to: PixelSize(
                width: max(1, Int((Float(wide.width) * scale).rounded())),
                height: max(1, Int((Float(wide.height) * scale).rounded()))))
        let field = ShadowShares.distances(to: near)
        let offset = (
            x: Int((Float(region.x - wide.x) * scale).rounded()), y: Int((Float(region.y - wide.y) * scale).rounded())
        )
        return (0..<size.area).map { cell in
            let x = min(near.width - 1, cell % size.width + offset.x)
            let y = min(near.height - 1, cell / size.width + offset.y)
            return field.values[y * near.width + x]
        }
    }

    /// Sets of cells that the caster touches and no edge crosses.
    private func faces(near distance: [Float]) -> [[Int]] {
        var seen = [Bool](repeating: false, count: size.area)
        var faces: [[Int]] = []
        for start in 0..<size.area where own.coverage[start] > 0 && !seen[start] && distance[start] <= 3 {
            var face = [start]
            seen[start] = true
            var next = 0
            while next < face.count {
                let cell = face[next]
                next += 1
                size.forEachNeighbour(of: cell) { other in
                    if seen[other] || own.coverage[other] == 0 { return }
                    // the deep of a contact shadow has a hard edge
                    let isContact = distance[other] <= 3 && light.values[other] < light.values[cell]
                    guard isContact || isSmooth(cell, other) else { return }
                    seen[other] = true
                    face.append(other)
                }
            }
            if face.count >= Self.leastFace { faces.append(face) }
        }
        return faces
    }

    private func isSmooth(_ first: Int, _ second: Int) -> Bool {
        guard abs(light.values[first] - light.values[second]) < Self.edge else { return false }
        // a shadow takes of all channels alike; a change of colour is another face
        let (a, b) = (crop.color(at: first) + 8, crop.color(at: second) + 8)
        let (p, q) = (a / a.sum(), b / b.sum())
        return (p - q).max() < 0.04 && (q - p).max() < 0.04
    }

    /// How the face is lit away from the caster; nil where too little of it is.
    private func plane(of face: [Int], _ distance: [Float]) -> LightPlane? {
        let reach = reach(face, distance)
        let lit = face.filter { distance[$0] > 0.5 * reach }
        return lit.count * 5 >= face.count ? LightPlane(lit, light) : nil
    }

    private func reach(_ face: [Int], _ distance: [Float]) -> Float {
        let far = face.map { distance[$0] }.sorted()
        return max(6, far[far.count * 9 / 10])
    }

    /// The share of light that is missing at each cell of a face, 0...1; nil where no shadow falls.
    private func taken(from face: [Int], _ distance: [Float], _ plane: LightPlane) -> [Float]? {
        let reach = reach(face, distance)
        var residual = face.map { light.values[$0] - plane.level($0) }
        residual = smoothed(residual, on: face)
        var nearest: [Float] = []
        var (noise, count): (Float, Float) = (0, 0)
        for (place, cell) in face.enumerated() {
            if distance[cell] <= 4 { nearest.append(residual[place]) }
            if distance[cell] > 0.5 * reach { (noise, count) = (noise + abs(residual[place]), count + 1) }
        }
        guard !nearest.isEmpty else { return nil }
        noise /= count
        // a shadow falls to one side of its caster
        nearest.sort()
        let darkest = nearest.prefix(max(1, nearest.count / 3))
        let near = darkest.reduce(0, +) / Float(darkest.count)
        guard near < log(Self.darkest), -near > 2.5 * noise else { return nil }
        return face.enumerated().map { place, cell in
            let nearness = max(0, min(1, (reach - distance[cell]) / (0.4 * reach)))
            return 1 - exp(min(0, residual[place]) * nearness)
        }
    }

    /// Means over 3×3 cells of the face.
    private func smoothed(_ values: [Float], on face: [Int]) -> [Float] {
        var (sum, count) = (Plane(size: size), Plane(size: size))
        for (place, cell) in face.enumerated() { (sum.values[cell], count.values[cell]) = (values[place], 1) }
        (sum, count) = (sum.boxBlurred(radius: 1), count.boxBlurred(radius: 1))
        return face.map { sum.values[$0] / max(count.values[$0], 1e-6) }
    }

    private func spread(_ planes: inout [Plane], _ known: inout Mask) {
        let (before, wasKnown) = (planes, known)
        for y in 0..<size.height {
            for x in 0..<size.width where wasKnown[x, y] == 0 {
                var sums = [Float](repeating: 0, count: planes.count)
                var count: Float = 0
                for v in max(0, y - 1)...min(size.height - 1, y + 1) {
                    for u in max(0, x - 1)...min(size.width - 1, x + 1) where wasKnown[u, v] > 0 {
                        for index in planes.indices { sums[index] += before[index][u, v] }
                        count += 1
                    }
                }
                guard count > 0 else { continue }
                for index in planes.indices { planes[index][x, y] = sums[index] / count }
                known[x, y] = 255
            }
        }
    }

    /// At the picture's size. Next to the caster, in the deep of its contact, cells are too coarse: there every pixel is taken for as
    /// dark as it is.
    private func enlarged(_ planes: [Plane], known: Mask, caster: Mask) -> (rect: PixelRect, mask: Mask) {
        var small = Mask(size: size)
        for cell in 0..<size.area {
            small.coverage[cell] = UInt8((min(1, max(0, planes[0].values[cell])) * 255).rounded())
        }
        var result = small.resized(to: PixelSize(width: region.width, height: region.height))
        let contact = caster.dilated(by: max(2, image.width / 300)).cropped(to: region)
        for y in 0..<region.height {
            for x in 0..<region.width where contact[x, y] > 127 {
                let cell = y * size.height / region.height * size.width + x * size.width / region.width
                guard known.coverage[cell] > 0 else { continue }
                let seen = image.color(at: (region.y + y) * image.width + region.x + x).sum() / 3 + 4
                let taken = 1 - seen / exp(planes[1].values[cell])
                result[x, y] = max(result[x, y], UInt8((min(1, max(0, taken)) * 255).rounded()))
            }
        }
        return (region, result)
    }
}

/// Log brightness as a linear function of place, fitted so that few dark outliers do not count.
private struct LightPlane {
    private let width: Int
    private let middle: SIMD2<Float>
    private var coefficients: SIMD3<Float>

    /// - Parameter cells: indices into `light`.
    init?(_ cells: [Int], _ light: Plane) {
        guard cells.count >= 12 else { return nil }
        width = light.width
        let width = width
        func place(_ cell: Int) -> SIMD2<Float> { SIMD2(Float(cell % width), Float(cell / width)) }
        let middle = cells.reduce(SIMD2<Float>.zero) { $0 + place($1) } / Float(cells.count)
        self.middle = middle
        coefficients = .zero
        var weights = [Float](repeating: 1, count: cells.count)
        for _ in 0..<4 {
            // slopes are held back, or a small lit part would say too much of a large face
            var (total, mean) = (Float(0), Float(0))
            for (index, cell) in cells.enumerated() {
                total += weights[index]
                mean += weights[index] * light.values[cell]
            }
            mean /= total
            var (xx, xy, yy): (Float, Float, Float) = (0, 0, 0)
            var (xz, yz): (Float, Float) = (0, 0)
            for (index, cell) in cells.enumerated() {
                let at = place(cell) - middle
                let value = light.values[cell] - mean
                let weight = weights[index]
                xx += weight * at.x * at.x
                xy += weight * at.x * at.y
                yy += weight * at.y * at.y
                xz += weight * at.x * value
                yz += weight * at.y * value
            }
            let ridge = 60 * Float(cells.count)
            let determinant = (xx + ridge) * (yy + ridge) - xy * xy
            coefficients = SIMD3(
                mean, (xz * (yy + ridge) - yz * xy) / determinant, (yz * (xx + ridge) - xz * xy) / determinant)
            let residuals = cells.map { light.values[$0] - level($0) }
            let spread = max(0.01, residuals.reduce(0) { $0 + abs($1) } / Float(residuals.count))
            weights = residuals.map { $0 < -spread ? 0.1 : 1 }
        }
    }

    func level(_ cell: Int) -> Float {
        let at = SIMD2(Float(cell % width), Float(cell / width)) - middle
        return coefficients.x + coefficients.y * at.x + coefficients.z * at.y
    }
}
