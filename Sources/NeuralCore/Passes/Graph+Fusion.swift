extension Graph {
    /// Lets convolutions and matrix products do what follows them: a scale and a shift for each channel (a batch
    /// normalisation is one of each) go into their constants, and additions and activations into their last step.
    mutating func fuse() throws(NeuralError) {
        var fusion = Fusion(self)
        for node in nodes { fusion.add(node) }
        nodes = fusion.finished(&values)
    }
}

/// What a node before can take over from the one after it.
protocol Fusible: Operator {
    var activation: Activation { get set }
    /// The axis that a bias lies along, of a result of this rank.
    func channelAxis(ofRank rank: Int) -> Int
    /// A filter with its outputs scaled.
    func scaled(_ filter: Tensor, by scale: [Float]) -> Tensor?
}

extension Convolution: Fusible {
    func channelAxis(ofRank rank: Int) -> Int { isChannelsLast ? rank - 1 : 1 }

    func scaled(_ filter: Tensor, by scale: [Float]) -> Tensor? {
        // Outputs lie along the first axis, or along the last ones.
        let inner = filterLayout == .outputsFirst ? filter.shape.count / scale.count : 1
        return filter.scaled(by: scale, inner: inner)
    }
}

extension MatrixMultiplication: Fusible {
    func channelAxis(ofRank rank: Int) -> Int { rank - 1 }

    func scaled(_ filter: Tensor, by scale: [Float]) -> Tensor? {
        guard filter.shape.rank == 2 else { return nil }
        return filter.scaled(by: scale, inner: transposesRight ? filter.shape[1] : 1)
    }
}

/// An operator that may do to each number of its first input what a product's last step can.
protocol ActivationOperator: Operator {
    func activation(_ inputs: Operands) -> Activation?
}

private struct Fusion {
    private var graph: Graph
    private var nodes: [Graph.Node?] = []
    /// The node that computes each value.
    private var producer: [Int: Int] = [:]
    private let readings: [Int]

    init(_ graph: Graph) {
        self.graph = graph
        readings = graph.readings
    }

    mutating func add(_ node: Graph.Node) {
        if !graph.isLate(node), node.outputs.count == 1, let operands = graph.operands(of: node),
            let fused = absorbed(node, operands)
        {
            append(fused)
        } else {
            append(node)
        }
    }

    func finished(_ values: inout [Graph.Value]) -> [Graph.Node] {
        values = graph.values
        return nodes.compactMap { $0 }
    }

    private mutating func append(_ node: Graph.Node) {
        for place in node.outputs { producer[place] = nodes.count }
        nodes.append(node)
    }

    /// The product before the node, doing the node's work as well and in its place; the product's own place is left empty.
    private mutating func absorbed(_ node: Graph.Node, _ operands: Operands) -> Graph.Node? {
        let result = graph.values[node.outputs[0]].type
        for (index, place) in node.inputs.enumerated() {
            guard let place, readings[place] == 1, let origin = producer[place], let product = nodes[origin],
                let operation = product.operation as? any Fusible, product.outputs == [place],
                graph.values[place].type == result, operation.activation == .identity, result?.element == .float32
            else { continue }
            guard
                let fused = activated(product, operation, by: node, operands, input: index)
                    ?? shifted(product, operation, by: node, operands, input: index)
                    ?? joined(product, with: node, operands, input: index)
            else { continue }
            nodes[origin] = nil
            return Graph.Node(name: fused.name, operation: fused.operation, inputs: fused.inputs, outputs: node.outputs)
        }
        return nil
    }

    private func activated(
        _ product: Graph.Node, _ operation: any Fusible, by node: Graph.Node, _ operands: Operands, input: Int
    ) -> Graph.Node? {
        guard input == 0, let activation = (node.operation as? any ActivationOperator)?.activation(operands) else {
            return nil
        }
        var (product, operation) = (product, operation)
        operation.activation = activation
        product.operation = operation
        return product
    }

    /// A scale goes into the filter, a shift into the bias. The filter must be a constant, and a residual not there yet.
    private mutating func shifted(
        _ product: Graph.Node, _ operation: any Fusible, by node: Graph.Node, _ operands: Operands, input: Int
    ) -> Graph.Node? {
        guard let affineOperator = node.operation as? any ChannelAffineOperator, product.inputs.count <= 3,
            let shape = graph.values[node.outputs[0]].type?.shape, shape.rank >= 2
        else { return nil }
        let axis = operation.channelAxis(ofRank: shape.rank)
        guard let affine = affineOperator.affine(of: input, operands, channels: shape[axis], axis: axis) else {
            return nil
        }
        var product = product
        var bias = affine.shift
        if product.inputs.count == 3, let place = product.inputs[2] {
            guard let constant = graph.values[place].constant else { return nil }
            bias = zip(constant.elements(Float.self), zip(affine.scale, affine.shift)).map { $0 * $1.0 + $1.1 }
        }
        if !affine.isShift {
            guard let place = product.inputs[1], let filter = graph.values[place].constant,
                let scaled = operation.scaled(filter, by: affine.scale)
            else { return nil }
            product.inputs[1] = graph.addConstant(named: graph.values[place].name, scaled)
        }
        let place = graph.addConstant(named: node.name, Tensor(shape: [bias.count], values: bias))
        product.inputs = [product.inputs[0], product.inputs[1], place]
        return product
    }

    /// An addition of something of the same shape.
    private func joined(
        _ product: Graph.Node, with node: Graph.Node, _ operands: Operands, input: Int
    ) -> Graph.Node? {
        guard let arithmetic = node.operation as? Arithmetic, arithmetic.operation == .add, node.inputs.count == 2,
            product.inputs.count <= 3, let other = node.inputs[1 - input],
            graph.values[other].type == graph.values[node.outputs[0]].type
        else { return nil }
        var product = product
        while product.inputs.count < 3 { product.inputs.append(nil) }
        product.inputs.append(other)
        return product
    }
}

extension Tensor {
    /// Blocks of `inner` elements multiplied by the numbers in turn, over and over.
    fileprivate func scaled(by scale: [Float], inner: Int) -> Tensor {
        let source = elements(Float.self)
        return Tensor(shape: shape) { (result: UnsafeMutableBufferPointer<Float>) in
            for block in 0..<shape.count / max(1, inner) {
                let factor = scale[block % scale.count]
                for index in block * inner..<(block + 1) * inner { result[index] = source[index] * factor }
            }
        }
    }
}
