extension ONNXModel {
    /// How often each operator occurs, in the graph and in the graphs and functions within it, by name.
    package func operatorCounts() throws(NeuralError) -> [(name: String, count: Int, isSupported: Bool)] {
        var counts: [ONNXOperator.Key: Int] = [:]
        try count(ONNXGraphImporter.Outline(graphRecord).nodes, depth: 0, into: &counts)
        for function in functions { try count(function.node, depth: 0, into: &counts) }
        let own = Set(functions.map { ONNXOperator.Key(domain: $0.domain, name: $0.name) })
        return counts.map { key, count in
            let name = key.domain.isEmpty ? key.name : "\(key.domain).\(key.name)"
            return (name, count, ONNXOperator.byName[key] != nil || own.contains(key))
        }.sorted { $0.0 < $1.0 }
    }

    private func count(
        _ nodes: [ONNXNodeRecord], depth: Int, into counts: inout [ONNXOperator.Key: Int]
    ) throws(NeuralError) {
        guard depth <= ONNXGraphImporter.depthLimit else { return }
        for node in nodes {
            let domain = node.domain == "ai.onnx" ? "" : node.domain
            counts[ONNXOperator.Key(domain: domain, name: node.opType), default: 0] += 1
            for attribute in node.attribute where !attribute.g.isEmpty {
                try count(ONNXGraphImporter.Outline(attribute.g).nodes, depth: depth + 1, into: &counts)
            }
        }
    }

    /// The inputs as the file declares them, initializers left out.
    package func inputs() throws(NeuralError) -> [(name: String, type: String)] {
        let outline = try ONNXGraphImporter.Outline(graphRecord)
        return outline.inputs.map { input in
            let type = input.type.tensorType
            let extents = type.shape.dim.map { dimension in
                if case .dimValue(let extent)? = dimension.value { "\(extent)" } else { "?" }
            }
            return (input.name, "\(ElementType.onnxName(of: type.elemType)) \(extents.joined(separator: "×"))")
        }
    }

    package func outputNames() throws(NeuralError) -> [String] {
        try ONNXGraphImporter.Outline(graphRecord).outputs.map(\.name)
    }
}
