extension Graph {
    /// Computes what is constant, folds multiplications and additions by one number a channel (a batch normalisation is
    /// one of each) and activations into the convolution before them, and drops what no fetch needs. Values change by
    /// rounding only.
    package mutating func simplify() {
        var uses = [Int](repeating: 0, count: nodes.count)
        for input in nodes.flatMap(\.inputs) + fetches { uses[input] += 1 }
        // A folded node stands for the convolution that took it in.
        var standIn = Array(nodes.indices)
        for place in nodes.indices {
            let isSoleUse = nodes[place].inputs.map { uses[$0] == 1 }
            for index in nodes[place].inputs.indices {
                nodes[place].inputs[index] = standIn[nodes[place].inputs[index]]
            }
            if foldConstant(at: place) { continue }
            if let convolution = absorb(place, isSoleUse: isSoleUse) { standIn[place] = convolution }
        }
        fetches = fetches.map { standIn[$0] }
        dropUnused()
    }

    private func constant(at place: Int) -> Tensor? {
        if case .constant(let tensor) = nodes[place].operation { tensor } else { nil }
    }

    /// Replaces a node whose inputs are constants by its value.
    private mutating func foldConstant(at place: Int) -> Bool {
        let node = nodes[place]
        let operands = node.inputs.compactMap(constant)
        guard !operands.isEmpty, operands.count == node.inputs.count else { return false }
        nodes[place].operation = .constant(Step(node, inputShapes: operands.map(\.shape)).evaluate(operands))
        nodes[place].inputs = []
        return true
    }

    /// The place of the convolution that can do this node's work as well, its constants changed to do so.
    private mutating func absorb(_ place: Int, isSoleUse: [Bool]) -> Int? {
        let node = nodes[place]
        switch node.operation {
        case .unary(.relu):
            return isSoleUse[0] ? activate(node.inputs[0], with: .relu) : nil
        case .unary(.relu6):
            return isSoleUse[0] ? activate(node.inputs[0], with: .relu6) : nil
        case .binary(let binary):
            for (index, other) in [(0, 1), (1, 0)] where isSoleUse[index] {
                guard let operand = constant(at: node.inputs[other]), !(binary == .subtract && index == 1) else {
                    continue
                }
                if fold(binary, operand, into: node.inputs[index]) { return node.inputs[index] }
            }
            return nil
        default:
            return nil
        }
    }

    private mutating func activate(_ place: Int, with activation: Activation) -> Int? {
        switch nodes[place].operation {
        case .convolution(let window, .identity): nodes[place].operation = .convolution(window, activation)
        case .depthwiseConvolution(let window, .identity):
            nodes[place].operation = .depthwiseConvolution(window, activation)
        default: return nil
        }
        return place
    }

    /// Lets the convolution at `place` apply `binary` with `operand` to each of its channels.
    private mutating func fold(_ binary: BinaryOperator, _ operand: Tensor, into place: Int) -> Bool {
        switch nodes[place].operation {
        case .convolution(_, .identity), .depthwiseConvolution(_, .identity): break
        default: return false
        }
        let channels = nodes[place].shape.last
        guard operand.shape.count == operand.shape.last, operand.shape.count == channels,
            operand.shape.rank <= nodes[place].shape.rank
        else { return false }
        // Filter and bias are rewritten where they stand, so they must be constants of this convolution alone.
        let weights = binary == .multiply ? Array(nodes[place].inputs[1...]) : [nodes[place].inputs[2]]
        guard weights.allSatisfy({ constant(at: $0) != nil && isOnlyUsed($0, by: place) }) else { return false }
        for weight in weights {
            guard let tensor = constant(at: weight) else { continue }
            nodes[weight].operation = .constant(tensor.combined(binary, withLastAxis: operand))
        }
        return true
    }

    private func isOnlyUsed(_ weight: Int, by place: Int) -> Bool {
        !fetches.contains(weight)
            && nodes.indices.allSatisfy { $0 == place || !nodes[$0].inputs.contains(weight) }
    }

    private mutating func dropUnused() {
        var isNeeded = [Bool](repeating: false, count: nodes.count)
        for place in fetches + inputs { isNeeded[place] = true }
        for place in nodes.indices.reversed() where isNeeded[place] {
            for input in nodes[place].inputs { isNeeded[input] = true }
        }
        var newPlace = [Int](repeating: 0, count: nodes.count)
        var kept: [Node] = []
        for place in nodes.indices where isNeeded[place] {
            var node = nodes[place]
            node.inputs = node.inputs.map { newPlace[$0] }
            newPlace[place] = kept.count
            kept.append(node)
        }
        nodes = kept
        inputs = inputs.map { newPlace[$0] }
        fetches = fetches.map { newPlace[$0] }
    }
}

extension Tensor {
    /// Each element combined with the number for its channel. A depthwise filter's channels are its last axis but one,
    /// and that last axis is 1, so the order of elements is the same.
    fileprivate func combined(_ binary: BinaryOperator, withLastAxis operand: Tensor) -> Tensor {
        Tensor(shape: shape) { result in
            binary.apply(
                pointer, leftCount: shape.count, operand.pointer, rightCount: operand.shape.count,
                into: result.baseAddress!)
        }
    }
}
