extension Resize {
    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> NeuralCore.Kernel {
        let axes = try layoutAxes(inputs)
        // Taps along a huge axis of an empty result would be worked out for nothing.
        guard results[0].shape.count > 0 else { return NeuralCore.Kernel { _ in } }
        if picks { return picking(axes, width: results[0].element.byteCount) }
        let passes = passes(axes)
        // Between passes elements lie in one of two halves of the scratch memory.
        let between = passes.dropLast().map(\.outputCount).max() ?? 0
        let row = passes.map(\.rowCount).max() ?? 0
        let size = MemoryLayout<Float>.stride
        let outside = extrapolationValue
        return NeuralCore.Kernel(
            scratchByteCount: min(2, passes.count - 1) * between * size, workerScratchByteCount: row * size
        ) { frame in
            var source = frame.input(0)
            for (index, pass) in passes.enumerated() {
                let isLast = index == passes.count - 1
                let target = isLast ? frame.output() : frame.scratch(as: Float.self) + index % 2 * between
                pass.run(source, into: target, outside: outside, frame)
                source = UnsafePointer(target)
            }
        }
    }

    /// The axes that change, the last two together where they are neighbours.
    private func passes(_ axes: [Axis]) -> [ResamplingPass] {
        var extents = axes.map(\.input)
        var changing = axes.indices.filter { !isIdentity(axes[$0]) }
        var passes: [ResamplingPass] = []
        while let axis = changing.first {
            let fused = changing.count == 2 && changing[1] == axis + 1
            let last = fused ? axis + 1 : axis
            let unit = extents[(last + 1)...].reduce(1, *)
            // A row is worth making only where elements lie along it.
            let isColumn = !fused && unit == 1
            passes.append(
                ResamplingPass(
                    planes: extents[..<axis].reduce(1, *), rows: isColumn ? nil : taps(axes[axis]),
                    rowLength: isColumn ? 1 : extents[axis],
                    columns: fused ? taps(axes[last]) : isColumn ? taps(axes[axis]) : nil,
                    columnLength: fused ? extents[last] : isColumn ? extents[axis] : 1, unit: unit))
            for done in axis...last { extents[done] = axes[done].output }
            changing.removeFirst(fused ? 2 : 1)
        }
        return passes
    }

    /// Elements copied, whatever they are.
    private func picking(_ axes: [Axis], width: Int) -> NeuralCore.Kernel {
        let inputStrides = Shape(axes.map(\.input)).strides
        guard let last = axes.indices.last(where: { !isIdentity(axes[$0]) }) else {
            preconditionFailure("nothing changes, so the result is a view")
        }
        // Where each row of the result begins in the input; rows run along the last axis that changes.
        var starts = [0]
        for axis in 0..<last {
            let indices = isIdentity(axes[axis]) ? Array(0..<axes[axis].output) : taps(axes[axis]).indices
            starts = starts.flatMap { start in indices.map { start + $0 * inputStrides[axis] } }
        }
        let unit = inputStrides[last]
        let columns = taps(axes[last]).indices
        func kernel<E: BitwiseCopyable>(_: E.Type) -> NeuralCore.Kernel {
            NeuralCore.Kernel { [starts] frame in
                let input = UnsafeRawPointer(frame.input(0, as: UInt8.self)).assumingMemoryBound(to: E.self)
                let output = UnsafeMutableRawPointer(frame.output(as: UInt8.self)).assumingMemoryBound(to: E.self)
                let length = columns.count * unit
                frame.crew.share(starts.count, grain: max(1, (1 << 14) / max(1, length))) { range in
                    columns.withUnsafeBufferPointer { columns in
                        for row in range {
                            let (source, target) = (input + starts[row], output + row * length)
                            if row > range.lowerBound, starts[row] == starts[row - 1] {
                                target.update(from: target - length, count: length)
                            } else if unit == 1 {
                                for place in columns.indices { target[place] = source[columns[place]] }
                            } else {
                                for place in columns.indices {
                                    (target + place * unit).update(from: source + columns[place] * unit, count: unit)
                                }
                            }
                        }
                    }
                }
            }
        }
        return switch width {
        case 1: kernel(UInt8.self)
        case 2: kernel(UInt16.self)
        case 4: kernel(UInt32.self)
        default: kernel(UInt64.self)
        }
    }
}

/// Rows, columns or both of float32 planes sampled anew. A row of the result is mixed from rows of the input first, and
/// then along itself.
struct ResamplingPass: Sendable {
    let planes: Int
    /// Nil where rows stay as they are.
    let rows: AxisTaps?
    let rowLength: Int
    let columns: AxisTaps?
    let columnLength: Int
    /// Neighbouring elements that make a pixel.
    let unit: Int

    /// Elements in a row of the input.
    var rowCount: Int { columnLength * unit }
    private var outputRows: Int { rows?.outputLength ?? rowLength }
    private var outputRowCount: Int { (columns?.outputLength ?? columnLength) * unit }
    var outputCount: Int { planes * outputRows * outputRowCount }

    func run(
        _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, outside: Float, _ frame: Frame
    ) {
        let cost = max(1, rowCount * (rows?.tapCount ?? 0) + outputRowCount * (columns?.tapCount ?? 0))
        frame.crew.share(planes * outputRows, grain: max(1, (1 << 14) / cost)) { range, worker in
            guard outputRowCount > 0 else { return }
            let scratch = frame.workerScratch(worker)!.assumingMemoryBound(to: Float.self)
            for index in range {
                let (plane, place) = (index / outputRows, index % outputRows)
                let source = input + plane * rowLength * rowCount
                let target = output + index * outputRowCount
                if let rows, rows.isOutside[place] {
                    target.update(repeating: outside, count: outputRowCount)
                } else if let rows {
                    guard let columns else {
                        _ = mix(rows, place, source, into: target, mustCopy: true)
                        continue
                    }
                    resample(mix(rows, place, source, into: scratch, mustCopy: false), columns, outside, into: target)
                } else if let columns {
                    resample(source + place * rowCount, columns, outside, into: target)
                }
            }
        }
    }

    /// A row mixed from rows: `result`, or the one row that it is made of.
    @inline(__always)
    private func mix(
        _ rows: AxisTaps, _ place: Int, _ source: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>,
        mustCopy: Bool
    ) -> UnsafePointer<Float> {
        let count = rowCount
        let taps = place * rows.tapCount..<(place + 1) * rows.tapCount
        return rows.weights.withUnsafeBufferPointer { weights in
            rows.indices.withUnsafeBufferPointer { indices in
                if !mustCopy, let only = taps.first(where: { weights[$0] == 1 }),
                    taps.allSatisfy({ $0 == only || weights[$0] == 0 })
                {
                    return source + indices[only] * count
                }
                let first = taps.lowerBound
                let (a, weight) = (source + indices[first] * count, weights[first])
                if rows.tapCount == 2 {
                    let (b, other) = (source + indices[first + 1] * count, weights[first + 1])
                    for index in 0..<count { result[index] = a[index] * weight + b[index] * other }
                    return UnsafePointer(result)
                }
                for index in 0..<count { result[index] = a[index] * weight }
                for tap in taps.dropFirst() where weights[tap] != 0 {
                    let (next, weight) = (source + indices[tap] * count, weights[tap])
                    for index in 0..<count { result[index] += next[index] * weight }
                }
                return UnsafePointer(result)
            }
        }
    }

    @inline(__always)
    private func resample(
        _ row: UnsafePointer<Float>, _ columns: AxisTaps, _ outside: Float, into target: UnsafeMutablePointer<Float>
    ) {
        let (count, unit) = (columns.tapCount, unit)
        columns.weights.withUnsafeBufferPointer { weights in
            columns.indices.withUnsafeBufferPointer { indices in
                if unit == 1, count == 2 {
                    for place in 0..<columns.outputLength {
                        target[place] =
                            row[indices[2 * place]] * weights[2 * place]
                            + row[indices[2 * place + 1]] * weights[2 * place + 1]
                    }
                } else if count == 2 {
                    for place in 0..<columns.outputLength {
                        let (a, b) = (row + indices[2 * place] * unit, row + indices[2 * place + 1] * unit)
                        let (weight, other) = (weights[2 * place], weights[2 * place + 1])
                        let pixel = target + place * unit
                        for index in 0..<unit { pixel[index] = a[index] * weight + b[index] * other }
                    }
                } else {
                    for place in 0..<columns.outputLength {
                        let pixel = target + place * unit
                        pixel.update(repeating: 0, count: unit)
                        for tap in place * count..<(place + 1) * count where weights[tap] != 0 {
                            let (source, weight) = (row + indices[tap] * unit, weights[tap])
                            for index in 0..<unit { pixel[index] += source[index] * weight }
                        }
                    }
                }
            }
        }
        for place in 0..<columns.outputLength where columns.isOutside[place] {
            (target + place * unit).update(repeating: outside, count: unit)
        }
    }
}
