/// A pool over the last axes of planes. A pixel of a plane is `unit` neighbouring elements: one where channels are
/// planes of their own, all channels where they lie last. Windows are folded first down the rows and then along them,
/// so a window of h × w takes h + w steps.
struct PoolingPlan: Sendable {
    let planes: Int
    let unit: Int
    /// Depth, rows and columns; those that are missing have one element.
    let depth: SlidingWindow.Axis
    let rows: SlidingWindow.Axis
    let columns: SlidingWindow.Axis
    let output: Shape

    /// Nil where the window does not fit the input.
    init?(_ window: SlidingWindow, input: Shape, isChannelsLast: Bool) {
        guard (3...5).contains(input.rank) else { return nil }
        let spatial = isChannelsLast ? 1..<input.rank - 1 : 2..<input.rank
        guard let axes = window.axes(over: Array(input.extents[spatial])) else { return nil }
        var extents = input.extents
        for (index, axis) in zip(spatial, axes) { extents[index] = axis.output }
        guard let output = Shape(validating: extents) else { return nil }
        self.output = output
        planes = isChannelsLast ? input[0] : input[0] * input[1]
        unit = isChannelsLast ? input.last : 1
        let all = Array(repeating: SlidingWindow.Axis.single, count: 3 - axes.count) + axes
        (depth, rows, columns) = (all[0], all[1], all[2])
    }

    var inputRowLength: Int { columns.input * unit }
    var outputRowLength: Int { columns.output * unit }
    var outputRowCount: Int { planes * depth.output * rows.output }

    /// A kernel that gives what is left of each window. `includesPadding` says which taps `PoolFold.finish` counts.
    func kernel<Fold: PoolFold>(_ fold: Fold, includesPadding: Bool = false) -> Kernel {
        typealias E = Fold.Value
        // One over the number of taps along each axis; nothing divides by the taps of a window that has none.
        func shares(_ axis: SlidingWindow.Axis) -> [Float] {
            (0..<axis.output).map {
                1 / Float(max(1, includesPadding ? axis.paddedTapCount(at: $0) : axis.taps(at: $0).count))
            }
        }
        let (depthShares, rowShares, columnShares) = (shares(depth), shares(rows), shares(columns))
        let cost = (rows.kernel * depth.kernel * columns.input + columns.kernel * columns.output) * unit
        return Kernel(workerScratchByteCount: inputRowLength * MemoryLayout<E>.stride) { frame in
            let (input, output) = (frame.input(0, as: E.self), frame.output(as: E.self))
            guard outputRowLength > 0 else { return }
            frame.crew.share(outputRowCount, grain: max(1, (1 << 15) / max(1, cost))) { range, worker in
                let row = frame.workerScratch(worker)!.assumingMemoryBound(to: E.self)
                for index in range {
                    let (plane, y, z) = (
                        index / (rows.output * depth.output), index % rows.output, index / rows.output % depth.output
                    )
                    foldRows(of: input, plane: plane, y: y, z: z, into: row, fold)
                    let target = output + index * outputRowLength
                    foldColumns(of: row, into: target, fold)
                    guard Fold.finishes else { continue }
                    let share = depthShares[z] * rowShares[y]
                    columnShares.withUnsafeBufferPointer { columnShares in
                        if unit == 1 {
                            for x in 0..<columns.output {
                                target[x] = fold.finish(target[x], scale: share * columnShares[x])
                            }
                            return
                        }
                        for x in 0..<columns.output {
                            let (pixel, scale) = (target + x * unit, share * columnShares[x])
                            for channel in 0..<unit { pixel[channel] = fold.finish(pixel[channel], scale: scale) }
                        }
                    }
                }
            }
        }
    }

    /// What the windows of one output row hold of each column.
    @inline(__always)
    private func foldRows<Fold: PoolFold>(
        of input: UnsafePointer<Fold.Value>, plane: Int, y: Int, z: Int, into row: UnsafeMutablePointer<Fold.Value>,
        _ fold: Fold
    ) {
        var isFirst = true
        for tapZ in depth.taps(at: z) {
            let slice = plane * depth.input + depth.start(z) + tapZ * depth.dilation
            for tapY in rows.taps(at: y) {
                let source = input + (slice * rows.input + rows.start(y) + tapY * rows.dilation) * inputRowLength
                if isFirst {
                    for index in 0..<inputRowLength { row[index] = fold.enter(source[index]) }
                    isFirst = false
                } else {
                    for index in 0..<inputRowLength { row[index] = fold.combine(row[index], fold.enter(source[index])) }
                }
            }
        }
        if isFirst { row.update(repeating: fold.empty, count: inputRowLength) }
    }

    @inline(__always)
    private func foldColumns<Fold: PoolFold>(
        of row: UnsafePointer<Fold.Value>, into target: UnsafeMutablePointer<Fold.Value>, _ fold: Fold
    ) {
        target.update(repeating: fold.empty, count: outputRowLength)
        for tap in 0..<columns.kernel {
            let positions = columns.positions(of: tap)
            guard let first = positions.first else { continue }
            let source = row + (columns.start(first) + tap * columns.dilation) * unit
            let result = target + first * unit
            if columns.stride == 1 {
                for index in 0..<positions.count * unit { result[index] = fold.combine(result[index], source[index]) }
            } else if unit == 1 {
                for index in 0..<positions.count {
                    result[index] = fold.combine(result[index], source[index * columns.stride])
                }
            } else {
                for index in 0..<positions.count {
                    let (to, from) = (result + index * unit, source + index * columns.stride * unit)
                    for channel in 0..<unit { to[channel] = fold.combine(to[channel], from[channel]) }
                }
            }
        }
    }
}

/// What a pool does with the elements of a window.
protocol PoolFold: Sendable {
    associatedtype Value: Element
    /// What a window without elements gives.
    var empty: Value { get }
    func enter(_ value: Value) -> Value
    func combine(_ left: Value, _ right: Value) -> Value
    /// Whether `finish` does anything.
    static var finishes: Bool { get }
    /// `scale` is one over the number of elements.
    func finish(_ value: Value, scale: Float) -> Value
}

extension PoolFold {
    @inline(__always) func enter(_ value: Value) -> Value { value }
    static var finishes: Bool { false }
    @inline(__always) func finish(_ value: Value, scale: Float) -> Value { value }
}
