import Foundation
package import Raster

/// What the proposal network says of a picture: where things are, whatever they are.
package struct ThingMap: Sendable {
    /// A thing's extent in pixels of the picture, and how good the network thinks it is, 0...1.
    package struct Proposal: Sendable {
        package let box: PixelRect
        package let score: Float
    }

    /// Best first, no two alike.
    package private(set) var proposals: [Proposal] = []
    /// What every cell takes for the extent of its own thing, in pixels of the picture.
    private var boxes: [PixelRect] = []
    /// The chance, 0...1, that a thing is seen, of rows × columns cells of 4 × 4 pixels of what the network saw.
    package private(set) var chances: [Float] = []
    /// Cells of the network's output that show the picture.
    let columns: Int
    let rows: Int
    private let picture: PixelSize
    private let seen: PixelSize
    private var sums: [Float]

    init(picture: PixelSize, seen: PixelSize) {
        let stride = ProposalNetwork.stride
        self.picture = picture
        self.seen = seen
        columns = (seen.width + stride - 1) / stride
        rows = (seen.height + stride - 1) / stride
        sums = [Float](repeating: 0, count: columns * rows * ProposalNetwork.channels)
    }

    /// Adds half of one pass; `stride` is the output's number of columns.
    mutating func add(_ output: UnsafeBufferPointer<Float>, stride: Int, isMirrored: Bool) {
        let channels = ProposalNetwork.channels
        for row in 0..<rows {
            for column in 0..<columns {
                let source = (row * stride + (isMirrored ? columns - 1 - column : column)) * channels
                let target = (row * columns + column) * channels
                for channel in 0..<channels {
                    let value = output[source + channel]
                    // the box's left in a mirror is its right
                    let place = isMirrored && (channel == 3 || channel == 5) ? 8 - channel : channel
                    sums[target + place] += (channel < 3 ? value : softplus(value) * ProposalNetwork.reach) / 2
                }
            }
        }
    }

    /// Works out chances and boxes from what was added, and the proposals from them.
    mutating func finish() {
        let scaleX = Double(picture.width) / Double(seen.width)
        let scaleY = Double(picture.height) / Double(seen.height)
        var scores: [Float] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let place = (row * columns + column) * ProposalNetwork.channels
                let chance = sigmoid(sums[place])
                chances.append(chance)
                scores.append((chance * sigmoid(sums[place + 2])).squareRoot())
                let x = (Double(column) + 0.5) * Double(ProposalNetwork.stride)
                let y = (Double(row) + 0.5) * Double(ProposalNetwork.stride)
                let box = PixelRect(
                    minX: Int(((x - Double(sums[place + 3])) * scaleX).rounded()),
                    minY: Int(((y - Double(sums[place + 4])) * scaleY).rounded()),
                    maxX: Int(((x + Double(sums[place + 5])) * scaleX).rounded()),
                    maxY: Int(((y + Double(sums[place + 6])) * scaleY).rounded()))
                boxes.append(box.intersection(picture.bounds))
            }
        }
        sums = []
        vote(scores)
    }

    /// Every cell that may show a thing votes for its own box. The best cell's box becomes a proposal, evened out over the
    /// cells that agree with it, where these are many enough and fill enough of the box; they have no other vote.
    private mutating func vote(_ scores: [Float]) {
        let least: Float = 0.4
        var isOpen = chances.indices.map { chances[$0] > least && !boxes[$0].isEmpty }
        let voters = isOpen.indices.filter { isOpen[$0] }
        let cellArea =
            Double(picture.area) / Double(seen.area) * Double(ProposalNetwork.stride * ProposalNetwork.stride)
        for cell in voters.sorted(by: { (scores[$0], $1) > (scores[$1], $0) }) where isOpen[cell] {
            guard scores[cell] > 0.7 else { break }
            var sides: (minX: Double, minY: Double, maxX: Double, maxY: Double) = (0, 0, 0, 0)
            var weights = 0.0
            var votes: Float = 0
            for other in voters {
                let overlap = boxes[other].intersectionOverUnion(boxes[cell])
                guard overlap > 0.5 else { continue }
                let box = boxes[other]
                let weight = Double(scores[other] * scores[other]) * overlap
                sides.minX += weight * Double(box.x)
                sides.minY += weight * Double(box.y)
                sides.maxX += weight * Double(box.maxX)
                sides.maxY += weight * Double(box.maxY)
                weights += weight
                votes += chances[other]
                isOpen[other] = false
            }
            let box = PixelRect(
                minX: Int((sides.minX / weights).rounded()), minY: Int((sides.minY / weights).rounded()),
                maxX: Int((sides.maxX / weights).rounded()), maxY: Int((sides.maxY / weights).rounded()))
            if votes > 3, Double(votes) * cellArea > 0.15 * Double(box.area) {
                proposals.append(Proposal(box: box, score: scores[cell]))
            }
        }
    }

    /// How far the cells that a mask covers agree that they are one thing of this extent, 0...1: the mean of the chance of a
    /// thing times the IoU of each cell's own box with `box`. Parts and unions of things agree little.
    package func agreement(of mask: Mask, as box: PixelRect) -> Float {
        var sum: Float = 0
        var count: Float = 0
        forEachCell(of: mask) { cell in
            sum += chances[cell] * Float(boxes[cell].intersectionOverUnion(box))
            count += 1
        }
        return count > 0 ? sum / count : 0
    }

    /// The mean chance, 0...1, of a thing over a mask of the picture's size.
    package func chance(of mask: Mask) -> Float {
        var sum: Float = 0
        var count: Float = 0
        forEachCell(of: mask) { cell in
            sum += chances[cell]
            count += 1
        }
        return count > 0 ? sum / count : 0
    }

    private func forEachCell(of mask: Mask, _ body: (Int) -> Void) {
        let perX = Float(picture.width) / Float(seen.width) * Float(ProposalNetwork.stride)
        let perY = Float(picture.height) / Float(seen.height) * Float(ProposalNetwork.stride)
        for row in 0..<rows {
            let y = min(picture.height - 1, Int((Float(row) + 0.5) * perY))
            for column in 0..<columns {
                let x = min(picture.width - 1, Int((Float(column) + 0.5) * perX))
                if mask[x, y] > 127 { body(row * columns + column) }
            }
        }
    }
}

private func sigmoid(_ value: Float) -> Float { 1 / (1 + exp(-value)) }

/// log(1 + exp(value)), without overflow.
private func softplus(_ value: Float) -> Float { max(value, 0) + log1p(exp(-abs(value))) }
