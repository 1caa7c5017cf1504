/// Products of elements summed over the axes that the result does not name (Einstein's convention): `bij,bjk->bik`.
package struct Einsum: Operator {
    private let equation: Equation

    /// Throws `badNode` where the equation cannot be read.
    package init(_ equation: String, node: String = "Einsum") throws(NeuralError) {
        self.equation = try Equation(equation, node: node)
    }

    static let onnx = ONNXOperator("Einsum", opsets: 12...28) { node throws(NeuralError) in
        guard let equation = try node.text("equation") else { throw node.missing("equation") }
        return try Einsum(equation, node: node.name)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let layout = try EinsumLayout(equation, inputs)
        let element = try inputs(0, .float32, .float64, .int64, .int32).element
        for index in 1..<max(1, inputs.count) where try inputs(index).element != element {
            throw .unsupportedType(node: inputs.node, input: index, type: try inputs(index).element)
        }
        return [.type(element, layout.result)]
    }

    package func body(_ inputs: Operands) throws(NeuralError) -> Graph? {
        guard inputs.optional(0)?.element.isWideFloat == true, case .type? = try infer(inputs).first else { return nil }
        return try EinsumLayout(equation, inputs).contraction(inputs)
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let layout = try EinsumLayout(equation, inputs)
        switch results[0].element {
        case .float32: return sum(layout, Float.self)
        case .float64: return sum(layout, Double.self)
        case .int64: return sum(layout, Int64.self)
        default: return sum(layout, Int32.self)
        }
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        guard let layout = try? EinsumLayout(equation, inputs) else { return 0 }
        return layout.axes.reduce(1) { $0.multipliedReportingOverflow(by: $1.extent).partialValue }
    }

    /// Every sum by itself, for any number of operands.
    private func sum<N: Number>(_ layout: EinsumLayout, _: N.Type) -> Kernel {
        let kept = layout.axes.filter { $0.resultStride != nil }
        let summed = layout.axes.filter { $0.resultStride == nil }
        let operandCount = layout.operandCount
        let termCount = summed.reduce(1) { $0 * $1.extent }
        let count = layout.result.count
        return Kernel { frame in
            let output = frame.output(as: N.self)
            frame.crew.share(count, grain: max(1, (1 << 12) / max(1, termCount))) { range in
                for index in range {
                    var total = N.zero.total
                    for term in 0..<termCount {
                        var product = N.one
                        for operand in 0..<operandCount {
                            var (offset, rest) = (0, index)
                            for axis in kept.reversed() {
                                offset += rest % axis.extent * axis.strides[operand]
                                rest /= axis.extent
                            }
                            rest = term
                            for axis in summed.reversed() {
                                offset += rest % axis.extent * axis.strides[operand]
                                rest /= axis.extent
                            }
                            product = N.product(product, frame.input(operand, as: N.self)[offset])
                        }
                        total = N.Total.sum(total, product.total)
                    }
                    output[index] = N(total: total)
                }
            }
        }
    }
}

/// What an equation says of its operands and its result: a label for each axis, and `nil` where the axes of an ellipsis stand.
struct Equation: Sendable {
    let operands: [[Character?]]
    /// Nil where the equation leaves it to the rule.
    let result: [Character?]?

    init(_ text: String, node: String) throws(NeuralError) {
        func bad(_ reason: String) -> NeuralError { .badNode(node: node, reason: "equation '\(text)' \(reason)") }
        func labels(_ term: Substring) throws(NeuralError) -> [Character?] {
            var labels: [Character?] = []
            var rest = term.filter { $0 != " " }[...]
            while let first = rest.first {
                if rest.hasPrefix("...") {
                    guard !labels.contains(nil) else { throw bad("has two ellipses in one term") }
                    labels.append(nil)
                    rest = rest.dropFirst(3)
                } else {
                    guard first.isASCII, first.isLetter else { throw bad("has '\(first)' for an axis") }
                    labels.append(first)
                    rest = rest.dropFirst()
                }
            }
            return labels
        }
        guard text.utf8.count <= 4096 else { throw .badNode(node: node, reason: "its equation is too long") }
        var sides = [text[...]]
        if let arrow = text.firstRange(of: "->") {
            sides = [text[..<arrow.lowerBound], text[arrow.upperBound...]]
        }
        operands = try sides[0].split(separator: ",", omittingEmptySubsequences: false).map(labels)
        result = sides.count == 2 ? try labels(sides[1]) : nil
        if let result {
            let named = result.compactMap { $0 }
            guard Set(named).count == named.count else { throw bad("names an axis of the result twice") }
            for label in named where !operands.contains(where: { $0.contains(label) }) {
                throw bad("names '\(label)' in the result only")
            }
        }
    }

    /// The labels of the result, by the rule where none are given: what an ellipsis stands for, then labels that come once, in order.
    var resultLabels: [Character?] {
        if let result { return result }
        let all = operands.flatMap { $0.compactMap { $0 } }
        let once = Set(all).filter { label in all.filter { $0 == label }.count == 1 }.sorted()
        return (operands.contains { $0.contains(nil) } ? [nil] : []) + once
    }
}

/// An equation over operands of certain shapes: its axes, and how each operand and the result move along them.
struct EinsumLayout: Sendable {
    struct Axis: Sendable {
        var extent: Int
        /// For each operand, 0 where it does not move; the sum along a diagonal.
        var strides: [Int]
        /// Nil for an axis that is summed over.
        var resultStride: Int?
    }

    /// Those of the result first, in its order.
    let axes: [Axis]
    let operandCount: Int
    let result: Shape

    private enum Label: Hashable {
        case letter(Character)
        /// Axis of an ellipsis, counted from its end.
        case broadcast(Int)
    }

    init(_ equation: Equation, _ inputs: Operands) throws(NeuralError) {
        guard inputs.count == equation.operands.count else {
            throw inputs.bad("its equation has \(equation.operands.count) terms for \(inputs.count) inputs")
        }
        operandCount = inputs.count
        var labels: [Label] = []
        var extents: [Label: Int] = [:]
        var strides: [Label: [Int]] = [:]
        var broadcastRank = 0
        for (operand, term) in equation.operands.enumerated() {
            let shape = try inputs(operand).shape
            let named = term.count { $0 != nil }
            let free = shape.rank - named
            guard free >= 0, term.contains(nil) || free == 0 else {
                throw inputs.bad("a term of \(named) axes does not suit input \(operand), \(shape)")
            }
            broadcastRank = max(broadcastRank, term.contains(nil) ? free : 0)
            let axes = term.flatMap { label in
                label.map { [Label.letter($0)] } ?? (0..<free).reversed().map { Label.broadcast($0) }
            }
            for (axis, label) in axes.enumerated() {
                let extent = shape[axis]
                if strides[label] == nil {
                    labels.append(label)
                    strides[label] = [Int](repeating: 0, count: inputs.count)
                }
                let known = extents[label] ?? 1
                guard known == extent || known == 1 || extent == 1 else { throw inputs.mismatch }
                extents[label] = known == 1 ? extent : known
                if extent != 1 { strides[label]![operand] += shape.strides[axis] }
            }
        }
        let order = equation.resultLabels.flatMap { label in
            label.map { [Label.letter($0)] } ?? (0..<broadcastRank).reversed().map { Label.broadcast($0) }
        }
        guard order.contains(where: { if case .broadcast = $0 { true } else { false } }) || broadcastRank == 0 else {
            throw inputs.bad("its result leaves out the axes of an ellipsis")
        }
        let result = try inputs.shape(order.map { extents[$0]! })
        let resultStrides = Dictionary(uniqueKeysWithValues: zip(order, result.strides))
        self.result = result
        axes = (order + labels.filter { !order.contains($0) }).map { label in
            Axis(extent: extents[label]!, strides: strides[label]!, resultStride: resultStrides[label])
        }
        var count = 1
        for axis in axes where axis.extent > 0 {
            let (product, overflows) = count.multipliedReportingOverflow(by: axis.extent)
            guard !overflows else { throw .tooLarge(node: inputs.node, extents: axes.map(\.extent)) }
            count = product
        }
    }
}
