import Foundation

/// Turns the records of an ONNX graph into a `Graph`.
struct ONNXGraphImporter {
    private let model: ONNXModel
    private let opsets: [String: Int]
    /// Values of the graphs around this one, which its nodes may read.
    private let outer: Set<String>
    private let depth: Int

    /// Graphs within graphs, further than any network goes.
    static let depthLimit = 16

    init(_ model: ONNXModel) {
        self.init(model, opsets: model.opsets, outer: [], depth: 0)
    }

    private init(_ model: ONNXModel, opsets: [String: Int], outer: Set<String>, depth: Int) {
        self.model = model
        self.opsets = opsets
        self.outer = outer
        self.depth = depth
    }

    /// A graph's records, read but for its tensors.
    struct Outline {
        var nodes: [ONNXNodeRecord] = []
        var initializers: [Data] = []
        var inputs: [ONNXValueRecord] = []
        var outputs: [ONNXValueRecord] = []

        init(_ record: Data) throws(NeuralError) {
            for record in try ONNXModel.records(in: record) {
                let contents = record.contents
                switch record.number {
                case 1: nodes.append(try ONNXModel.required(ONNXNodeRecord.self, contents, "a node"))
                case 5: initializers.append(contents)
                case 11: inputs.append(try ONNXModel.required(ONNXValueRecord.self, contents, "an input"))
                case 12: outputs.append(try ONNXModel.required(ONNXValueRecord.self, contents, "an output"))
                case 15: throw .notAModel(reason: "sparse initializers are not supported")
                default: break
                }
            }
        }
    }

    func graph(_ record: Data) throws(NeuralError) -> Graph {
        guard depth <= Self.depthLimit else {
            throw .notAModel(reason: "graphs lie within graphs more than \(Self.depthLimit) deep")
        }
        return try graph(Outline(record), captured: [])
    }

    /// `captured` are the values of outer graphs that become inputs, after the graph's own.
    private func graph(_ outline: Outline, captured: [String]) throws(NeuralError) -> Graph {
        var graph = Graph()
        var places: [String: Int] = [:]
        for initializer in outline.initializers {
            let (name, tensor) = try model.tensors.tensor(initializer, for: "initializer")
            guard places[name] == nil else { throw .duplicateNode(name: name) }
            places[name] = graph.addConstant(named: name, tensor)
        }
        // Files of the first versions list initializers among the inputs as well.
        for input in outline.inputs where places[input.name] == nil {
            places[input.name] = try addInput(input, to: &graph)
        }
        for name in captured { places[name] = try graph.addInput(named: name, nil, extents: nil) }

        for node in try Self.sorted(outline.nodes, known: Set(places.keys)) {
            try add(node, to: &graph, places: &places)
        }
        for output in outline.outputs {
            guard let place = places[output.name] else { throw .missingNode(name: output.name, wantedBy: nil) }
            graph.fetch(place, as: output.name)
        }
        return graph
    }

    private func addInput(_ input: ONNXValueRecord, to graph: inout Graph) throws(NeuralError) -> Int {
        guard input.hasType else { return try graph.addInput(named: input.name, nil, extents: nil) }
        guard input.type.hasTensorType else {
            throw .unsupportedTensor(node: input.name, type: "sequence, map or optional")
        }
        let type = input.type.tensorType
        guard let element = ElementType(onnx: type.elemType) else {
            // A branch's inputs need not say.
            if type.elemType == 0 { return try graph.addInput(named: input.name, nil, extents: nil) }
            throw .unsupportedTensor(node: input.name, type: ElementType.onnxName(of: type.elemType))
        }
        let extents =
            type.hasShape
            ? type.shape.dim.map { dimension -> Int? in
                // Some exporters write -1 for a free extent.
                if case .dimValue(let extent)? = dimension.value, extent != -1 { Int(extent) } else { nil }
            } : nil
        return try graph.addInput(named: input.name, element, extents: extents)
    }

    // MARK: Nodes

    private func add(
        _ record: ONNXNodeRecord, to graph: inout Graph, places: inout [String: Int]
    ) throws(NeuralError) {
        let outputs = record.output.reversed().drop(while: \.isEmpty).reversed() as [String]
        let name = record.name.isEmpty ? outputs.first { !$0.isEmpty } ?? record.opType : record.name
        var inputs: [Int?] = []
        for input in record.input {
            guard !input.isEmpty else {
                inputs.append(nil)
                continue
            }
            guard let place = places[input] else { throw .missingNode(name: input, wantedBy: name) }
            inputs.append(place)
        }
        let domain = record.domain == "ai.onnx" ? "" : record.domain
        if let function = model.functions.first(where: { $0.domain == domain && $0.name == record.opType }) {
            let body = try self.body(of: function, calledBy: record, name: name, inputCount: inputs.count)
            let results = try graph.transfer(body, of: inputs, results: outputs)
            for (output, place) in zip(outputs, results) { places[output] = place }
            return
        }
        let (bodies, captured) = try self.bodies(of: record, visible: outer.union(places.keys))
        for name in captured { inputs.append(places[name]) }
        guard let definition = ONNXOperator.byName[ONNXOperator.Key(domain: domain, name: record.opType)] else {
            throw .unsupportedOperator(
                node: name, operatorName: domain.isEmpty ? record.opType : "\(domain).\(record.opType)")
        }
        let opset = opsets[domain] ?? definition.opsets.upperBound
        guard definition.opsets.contains(opset) else {
            throw .unsupportedOperatorVersion(
                node: name, operatorName: record.opType, opset: opset, supported: definition.opsets)
        }
        let reader = model.tensors
        let node = ONNXNode(
            name: name, domain: domain, operatorName: record.opType, opset: opset, inputCount: record.input.count,
            outputCount: outputs.count, bodies: bodies,
            attributes: Dictionary(record.attribute.map { ($0.name, $0) }, uniquingKeysWith: { $1 }),
            readTensor: { data throws(NeuralError) in try reader.tensor(data, for: name).tensor })
        let results = try graph.add(definition.make(node), of: inputs, name: name, results: outputs)
        for (output, place) in zip(outputs, results) where !output.isEmpty {
            guard places.updateValue(place, forKey: output) == nil else { throw .duplicateNode(name: output) }
        }
    }

    /// The graphs among a node's attributes, and the values that they read from the graphs around them.
    private func bodies(
        of record: ONNXNodeRecord, visible: Set<String>
    ) throws(NeuralError) -> (bodies: [String: Graph], captured: [String]) {
        let attributes = record.attribute.filter { !$0.g.isEmpty }
        guard !attributes.isEmpty else { return ([:], []) }
        var outlines: [(name: String, outline: Outline)] = []
        var captured: [String] = []
        for attribute in attributes {
            let outline = try Outline(attribute.g)
            outlines.append((attribute.name, outline))
            for name in try freeNames(of: outline, depth: depth + 1)
            where visible.contains(name) && !captured.contains(name) { captured.append(name) }
        }
        let importer = ONNXGraphImporter(model, opsets: opsets, outer: visible, depth: depth + 1)
        var bodies: [String: Graph] = [:]
        for (name, outline) in outlines { bodies[name] = try importer.graph(outline, captured: captured) }
        return (bodies, captured)
    }

    /// What a graph reads and does not define, itself or in the graphs within it.
    private func freeNames(of outline: Outline, depth: Int) throws(NeuralError) -> [String] {
        guard depth <= Self.depthLimit else {
            throw .notAModel(reason: "graphs lie within graphs more than \(Self.depthLimit) deep")
        }
        var defined = Set(outline.inputs.map(\.name)).union(outline.nodes.flatMap(\.output))
        for initializer in outline.initializers {
            let record = try ONNXModel.required(ONNXTensorRecord.self, initializer, "an initializer")
            defined.insert(record.name)
        }
        var names: [String] = []
        for node in outline.nodes {
            names += node.input.filter { !$0.isEmpty }
            for attribute in node.attribute where !attribute.g.isEmpty {
                names += try freeNames(of: Outline(attribute.g), depth: depth + 1)
            }
        }
        return (names + outline.outputs.map(\.name)).filter { !defined.contains($0) }
    }

    /// A model's own function, as a graph whose inputs are the node's.
    private func body(
        of function: ONNXFunctionRecord, calledBy node: ONNXNodeRecord, name: String, inputCount: Int
    ) throws(NeuralError) -> Graph {
        guard depth < Self.depthLimit else { throw .notAModel(reason: "function '\(function.name)' calls itself") }
        let given = Dictionary(node.attribute.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        var graph = Graph()
        var places: [String: Int] = [:]
        for (index, input) in function.input.enumerated() where index < inputCount {
            places[input] = try graph.addInput(named: input, nil, extents: nil)
        }
        let versions = Dictionary(
            function.opsetImport.map { ($0.domain == "ai.onnx" ? "" : $0.domain, Int($0.version)) },
            uniquingKeysWith: { $1 })
        let importer = ONNXGraphImporter(
            model, opsets: opsets.merging(versions) { $1 }, outer: [], depth: depth + 1)
        for var inner in try Self.sorted(function.node, known: Set(places.keys)) {
            inner.attribute = inner.attribute.compactMap { attribute in
                guard !attribute.refAttrName.isEmpty else { return attribute }
                guard var value = given[attribute.refAttrName] else { return nil }
                value.name = attribute.name
                return value
            }
            // A parameter that the call leaves out is left out within.
            inner.input = inner.input.map { function.input.contains($0) && places[$0] == nil ? "" : $0 }
            try importer.add(inner, to: &graph, places: &places)
        }
        for output in function.output {
            guard let place = places[output] else { throw .missingNode(name: output, wantedBy: name) }
            graph.fetch(place, as: output)
        }
        return graph
    }

    // MARK: Order

    /// The nodes, each after those whose results it reads, otherwise as they stand. Throws `cycle`.
    private static func sorted(
        _ nodes: [ONNXNodeRecord], known: Set<String>
    ) throws(NeuralError) -> [ONNXNodeRecord] {
        var defined = known
        var isInOrder = true
        for node in nodes {
            if node.input.contains(where: { !$0.isEmpty && !defined.contains($0) }) { isInOrder = false }
            defined.formUnion(node.output)
        }
        guard !isInOrder else { return nodes }
        var producer: [String: Int] = [:]
        for (index, node) in nodes.enumerated() { for output in node.output { producer[output] = index } }
        var waiting = nodes.map { node in Set(node.input.compactMap { producer[$0] }).count }
        var readers = [[Int]](repeating: [], count: nodes.count)
        for (index, node) in nodes.enumerated() {
            for source in Set(node.input.compactMap({ producer[$0] })).sorted() { readers[source].append(index) }
        }
        var ready = nodes.indices.filter { waiting[$0] == 0 }
        var order: [Int] = []
        while order.count < ready.count {
            let index = ready[order.count]
            order.append(index)
            for reader in readers[index] {
                waiting[reader] -= 1
                if waiting[reader] == 0 { ready.append(reader) }
            }
        }
        guard order.count == nodes.count else {
            let stuck = nodes.indices.first { waiting[$0] > 0 }!
            throw .cycle(node: nodes[stuck].name.isEmpty ? nodes[stuck].opType : nodes[stuck].name)
        }
        return order.map { nodes[$0] }
    }
}
