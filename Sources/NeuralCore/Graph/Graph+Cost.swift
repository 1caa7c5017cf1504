extension Graph {
    /// Multiplications, each with its addition, that one run takes, as far as shapes are known.
    package var multiplyAccumulates: Int {
        nodes.reduce(0) { sum, node in
            guard !isLate(node), let operands = operands(of: node) else { return sum }
            return sum
                + node.operation.multiplyAccumulates(operands, results: node.outputs.map { values[$0].type! })
        }
    }

    /// Bytes of the constants that nodes read.
    package var constantByteCount: Int { values.reduce(0) { $0 + ($1.constant?.type.byteCount ?? 0) } }
}
