/// How a tensor is continued beyond its ends, and cut where less than nothing is added.
struct Padding: Sendable {
    enum Mode: String, Sendable {
        case constant
        /// Mirrored about the elements at the ends.
        case reflect
        /// The elements at the ends repeat.
        case edge
        /// From the other end on.
        case wrap
    }

    /// One axis of the result, and which elements of the source it takes.
    private struct Axis {
        let mode: Mode
        let result: Int
        /// Where in the result the source's elements stand, as far as they are kept.
        let kept: Range<Int>
        /// The place in the source of the first of them.
        let first: Int
        let stride: Int

        init(_ mode: Mode, source: Int, before: Int, after: Int, stride: Int) {
            (self.mode, self.stride) = (mode, stride)
            result = source + before + after
            first = min(max(0, -before), source)
            let count = max(0, source - first - max(0, -after))
            kept = max(0, before)..<max(0, before) + count
        }

        /// Where in the source element `index` of the result comes from; nil for the constant.
        @inline(__always)
        func place(of index: Int) -> Int? {
            if kept.contains(index) { return first + index - kept.lowerBound }
            let (distance, count) = (index - kept.lowerBound, kept.count)
            func wrapped(_ period: Int) -> Int { (distance % period + period) % period }
            switch mode {
            case .constant: return nil
            case .edge: return first + (distance < 0 ? 0 : count - 1)
            case .wrap: return first + wrapped(count)
            case .reflect:
                guard count > 1 else { return first }
                let place = wrapped(2 * count - 2)
                return first + min(place, 2 * count - 2 - place)
            }
        }
    }

    private let rows: [Axis]
    private let columns: Axis
    /// Elements that stand together beyond the last axis that changes.
    private let itemLength: Int
    private let rowCount: Int
    let extents: [Int]

    /// What is added before and after each axis, negative where it is cut. Throws where there is nothing to continue.
    init(
        _ shape: Shape, before: [Int], after: [Int], mode: Mode, _ inputs: Operands
    ) throws(NeuralError) {
        var axes: [Axis] = []
        for axis in shape.extents.indices {
            for amount in [before[axis], after[axis]] where amount.magnitude > UInt(Shape.elementLimit) {
                throw inputs.bad("axis \(axis) cannot be padded by \(amount)")
            }
            let new = Axis(
                mode, source: shape[axis], before: before[axis], after: after[axis], stride: shape.strides[axis])
            guard new.result >= 0, mode == .constant || new.kept.count > 0 || new.result == 0 else {
                throw inputs.bad("axis \(axis) of \(shape) cannot be padded by \(before[axis]) and \(after[axis])")
            }
            axes.append(new)
        }
        // The result is held to the limit before its extents are multiplied.
        extents = try inputs.shape(axes.map(\.result)).extents
        let last = axes.indices.last { before[$0] != 0 || after[$0] != 0 } ?? 0
        itemLength = shape.count(over: min(last + 1, shape.rank)..<shape.rank)
        columns = axes.isEmpty ? Axis(mode, source: 1, before: 0, after: 0, stride: 1) : axes[last]
        rows = Array(axes.prefix(last))
        rowCount = rows.reduce(1) { $0 * $1.result }
    }

    /// Of elements of `width` bytes, with a constant of as many.
    func run(
        from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, constant: UnsafeRawPointer?, width: Int,
        _ crew: Crew
    ) {
        switch width {
        case 1: run(source, target, constant, crew, as: UInt8.self)
        case 2: run(source, target, constant, crew, as: UInt16.self)
        case 4: run(source, target, constant, crew, as: UInt32.self)
        default: run(source, target, constant, crew, as: UInt64.self)
        }
    }

    private func run<E: FixedWidthInteger>(
        _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ constant: UnsafeRawPointer?, _ crew: Crew,
        as: E.Type
    ) {
        let source = source.assumingMemoryBound(to: E.self)
        let target = target.assumingMemoryBound(to: E.self)
        let constant = constant?.loadUnaligned(as: E.self) ?? 0
        let rowLength = columns.result * itemLength
        crew.share(rowCount, grain: max(1, (1 << 14) / max(1, rowLength))) { range in
            for row in range {
                let to = target + row * rowLength
                var (offset, rest) = (0, row)
                var isInside = true
                for axis in rows.reversed() {
                    if let place = axis.place(of: rest % axis.result) {
                        offset += place * axis.stride
                    } else {
                        isInside = false
                    }
                    rest /= axis.result
                }
                if isInside {
                    copyRow(source + offset, to, constant)
                } else {
                    to.update(repeating: constant, count: rowLength)
                }
            }
        }
    }

    @inline(__always)
    private func copyRow<E: FixedWidthInteger>(
        _ source: UnsafePointer<E>, _ target: UnsafeMutablePointer<E>, _ constant: E
    ) {
        let kept = columns.kept
        (target + kept.lowerBound * itemLength).update(
            from: source + columns.first * itemLength, count: kept.count * itemLength)
        for end in [0..<min(kept.lowerBound, columns.result), kept.upperBound..<max(kept.upperBound, columns.result)] {
            guard columns.mode != .constant else {
                (target + end.lowerBound * itemLength).update(repeating: constant, count: end.count * itemLength)
                continue
            }
            for index in end {
                guard let place = columns.place(of: index) else { continue }
                (target + index * itemLength).update(from: source + place * itemLength, count: itemLength)
            }
        }
    }
}
