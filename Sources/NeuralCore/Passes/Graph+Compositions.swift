extension Graph {
    /// Puts one operator where the file spells it out in several: GELU by its error function, SiLU, hard swish, layer
    /// normalisation, and products with a transposed or biased matrix. What is then of no use stays for `dropUnused`.
    mutating func recogniseCompositions() throws(NeuralError) {
        let reader = CompositionReader(self)
        for index in nodes.indices where !isLate(nodes[index]) && nodes[index].outputs.count == 1 {
            guard let composed = reader.composition(nodes[index].outputs[0]) else { continue }
            nodes[index].operation = composed.operation
            nodes[index].inputs = composed.inputs
        }
    }
}

/// Recognises what a value is computed by, seen from its last node.
private struct CompositionReader {
    typealias Composition = (operation: any Operator, inputs: [Int?])

    private let graph: Graph
    private var producer: [Int: Int] = [:]

    init(_ graph: Graph) {
        self.graph = graph
        for (index, node) in graph.nodes.enumerated() { for place in node.outputs { producer[place] = index } }
    }

    func composition(_ place: Int) -> Composition? {
        guard graph.values[place].type?.element == .float32 else { return nil }
        return activation(place) ?? layerNormalization(place) ?? product(place)
    }

    // MARK: Activations

    private func activation(_ place: Int) -> Composition? {
        guard let (values, scale) = factors(place) else { return nil }
        if values.count == 1, isNear(scale, 1 / 6), let inner = clippedShift(values[0]) {
            return (Unary(.hardSigmoid(alpha: 1 / 6, beta: 0.5)), [inner])
        }
        guard values.count == 2 else { return nil }
        for (x, gate) in [(values[0], values[1]), (values[1], values[0])] {
            if isNear(scale, 0.5), isErrorGate(gate, of: x) { return (Unary(.gelu(isApproximate: false)), [x]) }
            if isNear(scale, 1 / 6), clippedShift(gate) == x { return (Unary(.hardSwish), [x]) }
            guard isNear(scale, 1), let node = node(gate), let unary = node.operation as? Unary,
                let input = node.inputs[0]
            else { continue }
            switch unary.operation {
            case .sigmoid:
                if input == x { return (Unary(.swish(alpha: 1)), [x]) }
                if let (inner, alpha) = factors(input), inner == [x] { return (Unary(.swish(alpha: alpha)), [x]) }
            case .hardSigmoid(let alpha, let beta):
                if input == x, isNear(alpha, 1 / 6), isNear(beta, 0.5) { return (Unary(.hardSwish), [x]) }
            default: break
            }
        }
        return nil
    }

    /// Whether a value is 1 + erf(x / √2).
    private func isErrorGate(_ place: Int, of x: Int) -> Bool {
        guard let (value, constant) = shifted(place), isNear(constant, 1), let node = node(value),
            (node.operation as? Unary)?.operation == .errorFunction, let input = node.inputs[0],
            let (values, scale) = factors(input)
        else { return false }
        return values == [x] && isNear(scale, Float(0.5).squareRoot())
    }

    /// The x of clamp(x + 3, 0, 6).
    private func clippedShift(_ place: Int) -> Int? {
        guard let node = node(place), let input = node.inputs[0], let operands = graph.operands(of: node) else {
            return nil
        }
        let isClipped =
            (node.operation as? Clip)?.bounds(operands).map { $0 == (0, 6) }
            ?? ((node.operation as? Unary)?.operation == .relu6)
        guard isClipped, let (value, constant) = shifted(input), isNear(constant, 3) else { return nil }
        return value
    }

    // MARK: Normalisation

    /// (x - mean) / √(mean of squares + ε), times a scale, perhaps plus a bias.
    private func layerNormalization(_ place: Int) -> Composition? {
        guard let columns = graph.values[place].type?.shape.extents.last else { return nil }
        var inner = place
        var (scale, bias): (Int?, Int?) = (nil, nil)
        if let (value, row) = withRow(.add, inner, columns) { (inner, bias) = (value, row) }
        if let (value, row) = withRow(.multiply, inner, columns) { (inner, scale) = (value, row) }
        guard let scale, let (x, epsilon) = normalised(inner) else { return nil }
        return (LayerNormalization(axis: -1, epsilon: epsilon), [x, scale] + (bias.map { [$0] } ?? []))
    }

    private func normalised(_ place: Int) -> (x: Int, epsilon: Float)? {
        guard let (difference, root) = operands(.divide, place), let x = centred(difference), let node = node(root),
            (node.operation as? Unary)?.operation == .squareRoot, let input = node.inputs[0],
            let (variance, epsilon) = shifted(input), let squares = mean(variance),
            isSquare(squares, of: difference)
        else { return nil }
        return (x, epsilon)
    }

    /// The x of x - mean(x).
    private func centred(_ place: Int) -> Int? {
        guard let (x, average) = operands(.subtract, place), mean(average) == x else { return nil }
        return x
    }

    /// What a value is the mean of, along the last axis, which stays.
    private func mean(_ place: Int) -> Int? {
        guard let node = node(place), let reduction = node.operation as? Reduction, reduction.operation == .mean,
            reduction.keepsAxes, let input = node.inputs[0], let rank = graph.values[input].type?.shape.rank
        else { return nil }
        var axes = reduction.axes
        if axes == nil, node.inputs.count > 1, let place = node.inputs[1] {
            axes = graph.values[place].constant?.values(as: Int64.self).map { Int($0) }
        }
        return axes == [-1] || axes == [rank - 1] ? input : nil
    }

    private func isSquare(_ place: Int, of base: Int) -> Bool {
        if let (left, right) = operands(.multiply, place) { return left == base && right == base }
        guard let node = node(place), node.operation is Pow, node.inputs[0] == base, let exponent = node.inputs[1]
        else {
            return false
        }
        return number(exponent) == 2
    }

    // MARK: Products

    private func product(_ place: Int) -> Composition? {
        guard let node = node(place) else { return nil }
        if let gemm = node.operation as? Gemm { return product(gemm, node) }
        // left · transposed(right)
        guard let product = node.operation as? MatrixMultiplication, !product.transposesRight,
            let right = node.inputs[1], let before = self.node(right), let transpose = before.operation as? Transpose,
            let source = before.inputs[0], let rank = graph.values[source].type?.shape.rank, rank >= 2
        else { return nil }
        var swapped = Array(0..<rank)
        swapped.swapAt(rank - 1, rank - 2)
        guard transpose.order == swapped else { return nil }
        return (
            MatrixMultiplication(transposesRight: true, activation: product.activation),
            [node.inputs[0], source] + node.inputs.dropFirst(2)
        )
    }

    private func product(_ gemm: Gemm, _ node: Graph.Node) -> Composition? {
        guard gemm.alpha == 1, !gemm.transposesLeft, let right = node.inputs[1],
            let columns = graph.values[node.outputs[0]].type?.shape.last
        else { return nil }
        var inputs: [Int?] = [node.inputs[0], right]
        if node.inputs.count > 2, let addend = node.inputs[2] {
            guard gemm.beta == 1, graph.values[addend].type?.shape == [columns] else { return nil }
            inputs.append(addend)
        }
        return (MatrixMultiplication(transposesRight: gemm.transposesRight), inputs)
    }

    // MARK: Reading

    private func node(_ place: Int) -> Graph.Node? {
        producer[place].map { graph.nodes[$0] }.flatMap { graph.isLate($0) ? nil : $0 }
    }

    /// The one number that a constant holds.
    private func number(_ place: Int) -> Float? {
        guard let constant = graph.values[place].constant, constant.shape.count == 1,
            constant.element.isFloat || constant.element.isInteger
        else { return nil }
        return constant.converted(to: .float32).values[0]
    }

    private func operands(_ operation: Arithmetic.Operation, _ place: Int) -> (Int, Int)? {
        guard let node = node(place), let arithmetic = node.operation as? Arithmetic,
            arithmetic.operation == operation, let left = node.inputs[0], let right = node.inputs[1]
        else { return nil }
        return (left, right)
    }

    /// The factors of a product that are not constant, and the product of those that are.
    private func factors(_ place: Int, depth: Int = 0) -> (values: [Int], scale: Float)? {
        // As deep as any of the forms above.
        guard depth < 6 else { return ([place], 1) }
        if let (left, right) = operands(.divide, place) {
            guard let divisor = number(right), let (values, scale) = factors(left, depth: depth + 1) else {
                return nil
            }
            return (values, scale / divisor)
        }
        guard let (left, right) = operands(.multiply, place) else { return ([place], 1) }
        var (values, scale): ([Int], Float) = ([], 1)
        for side in [left, right] {
            if let number = number(side) {
                scale *= number
            } else if let inner = factors(side, depth: depth + 1), values.count + inner.values.count <= 2 {
                values += inner.values
                scale *= inner.scale
            } else {
                return nil
            }
        }
        return (values, scale)
    }

    /// A value to which one number is added.
    private func shifted(_ place: Int) -> (value: Int, constant: Float)? {
        guard let (left, right) = operands(.add, place) else { return nil }
        if let constant = number(right) { return (left, constant) }
        return number(left).map { (right, $0) }
    }

    /// A value combined with a constant row of `columns` numbers.
    private func withRow(
        _ operation: Arithmetic.Operation, _ place: Int, _ columns: Int
    ) -> (value: Int, row: Int)? {
        guard let (left, right) = operands(operation, place) else { return nil }
        for (value, row) in [(left, right), (right, left)] where graph.values[row].constant?.shape == [columns] {
            return (value, row)
        }
        return nil
    }

    private func isNear(_ value: Float, _ target: Float) -> Bool { abs(value - target) <= 1e-5 * abs(target) }
}
