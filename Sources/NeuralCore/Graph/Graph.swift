/// A network: values, and the nodes that compute them in order. What follows from constants is computed while nodes are
/// added, so shape arithmetic leaves no nodes behind where the inputs' shapes are known.
package struct Graph: Sendable {
    package struct Value: Sendable {
        package let name: String
        /// Nil where it is known only during a run.
        package let type: TensorType?
        /// The value itself, where it is known.
        package internal(set) var constant: Tensor?
        /// Whether it was a constant that nothing reads any more.
        private(set) var isReleased = false

        init(name: String, type: TensorType?, constant: Tensor? = nil) {
            self.name = name
            self.type = type
            self.constant = constant
        }

        /// Lets go of a constant that nothing reads any more.
        mutating func release() {
            constant = nil
            isReleased = true
        }
    }

    package struct Node: Sendable {
        package let name: String
        package internal(set) var operation: any Operator
        /// Places in `values`; nil for inputs that are left out.
        package internal(set) var inputs: [Int?]
        /// Places in `values`, each of one node only.
        package internal(set) var outputs: [Int]
    }

    /// A value fed before each run, with what the file says of it.
    package struct Input: Sendable {
        package let place: Int
        /// Nil where the file does not say.
        package let element: ElementType?
        /// Nil for a rank that is free; a nil extent is free.
        package let extents: [Int?]?
    }

    package internal(set) var values: [Value] = []
    package internal(set) var nodes: [Node] = []
    package internal(set) var inputs: [Input] = []
    /// The values that a run is for, under the names they are asked for by.
    package internal(set) var fetches: [(name: String, place: Int)] = []

    /// Bytes of the constants that were computed while the graph was built.
    private var computedByteCount = 0

    package init() {}

    /// A few nodes can ask for any number of constants: there is one limit for all.
    private mutating func count(_ tensors: [Tensor]) throws(NeuralError) {
        computedByteCount += tensors.reduce(0) { $0 + $1.type.byteCount }
        guard computedByteCount <= Network.memoryLimit else {
            throw .tooMuchMemory(bytes: computedByteCount, limit: Network.memoryLimit)
        }
    }

    /// Adds a value that is fed; returns its place. Its type is known where no extent is free.
    @discardableResult
    package mutating func addInput(
        named name: String, _ element: ElementType?, extents: [Int?]?
    ) throws(NeuralError) -> Int {
        var type: TensorType?
        if let extents {
            let stated = extents.map { $0 ?? 1 }
            guard let shape = Shape(validating: stated) else { throw .tooLarge(node: name, extents: stated) }
            if let element, extents.allSatisfy({ $0 != nil }) { type = TensorType(element, shape) }
        }
        values.append(Value(name: name, type: type))
        inputs.append(Input(place: values.count - 1, element: element, extents: extents))
        return values.count - 1
    }

    @discardableResult
    package mutating func addInput(named name: String, _ type: TensorType) -> Int {
        values.append(Value(name: name, type: type))
        inputs.append(Input(place: values.count - 1, element: type.element, extents: type.shape.extents))
        return values.count - 1
    }

    package mutating func addConstant(named name: String, _ tensor: Tensor) -> Int {
        values.append(Value(name: name, type: tensor.type, constant: tensor))
        return values.count - 1
    }

    package mutating func fetch(_ place: Int, as name: String) { fetches.append((name, place)) }

    /// The places of what was fetched so far, which no longer is: a network that goes on from there adds its own.
    package mutating func takeFetches() -> [Int] {
        defer { fetches.removeAll() }
        return fetches.map(\.place)
    }

    /// What is known of a node's inputs.
    func operands(_ places: [Int?], node: String, resultCount: Int) -> Operands? {
        var operands: [Operands.Operand?] = []
        for place in places {
            guard let place else {
                operands.append(nil)
                continue
            }
            guard let type = values[place].type else { return nil }
            operands.append(Operands.Operand(type: type, tensor: values[place].constant))
        }
        return Operands(node: node, operands, resultCount: resultCount)
    }

    func operands(of node: Node) -> Operands? {
        operands(node.inputs, node: node.name, resultCount: node.outputs.count)
    }

    /// Whether a run has to find out the types of the node's results.
    func isLate(_ node: Node) -> Bool { node.outputs.contains { values[$0].type == nil } }

    /// Adds a node, infers what it can, and returns the places of its results, which may be those of values already
    /// there. Throws where the inputs' types do not suit the operation.
    @discardableResult
    package mutating func add(
        _ operation: any Operator, of inputs: [Int?], name: String, results: [String]? = nil
    ) throws(NeuralError) -> [Int] {
        let results = results ?? [name]
        guard let operands = operands(inputs, node: name, resultCount: results.count) else {
            return append(operation, inputs, name, results.map { ($0, nil) })
        }
        if let body = try operation.body(operands) {
            return try transfer(body, of: inputs, results: results)
        }
        if operands.areKnown {
            do throws(NeuralError) {
                let tensors = try Evaluation.evaluate(operation, operands)
                try count(tensors)
                return zip(results, tensors).map { addConstant(named: $0, $1) }
            } catch .notConstant {
                return append(operation, inputs, name, results.map { ($0, nil) })
            }
        }
        let inferences: [Inference]
        do throws(NeuralError) {
            inferences = try operation.infer(operation.takesNarrowFloats ? operands : operands.widened())
        } catch .notConstant {
            return append(operation, inputs, name, results.map { ($0, nil) })
        }
        guard inferences.count >= results.count else { throw .wrongResultCount(node: name, count: results.count) }
        if let narrow = operation.takesNarrowFloats ? nil : operands.narrowFloat {
            return try addWidened(operation, inputs, name, results, narrowing: narrow)
        }
        return add(operation, inputs, name, results, inferences)
    }

    private mutating func add(
        _ operation: any Operator, _ inputs: [Int?], _ name: String, _ results: [String], _ inferences: [Inference]
    ) -> [Int] {
        var places = [Int](repeating: -1, count: results.count)
        var computed: [(String, TensorType?)] = []
        for (index, result) in results.enumerated() {
            switch inferences[index] {
            case .known(let tensor):
                places[index] = addConstant(named: result, tensor)
            case .view(let input, let shape):
                guard let source = inputs[input], let type = values[source].type else {
                    preconditionFailure("'\(name)' views an input it does not have")
                }
                places[index] =
                    type.shape == shape ? source : addView(of: source, TensorType(type.element, shape), named: result)
            case .type(let type):
                computed.append((result, type))
            }
        }
        guard !computed.isEmpty else { return places }
        // A node computes all of its results or none, in order.
        guard computed.count == results.count else {
            return append(operation, inputs, name, zip(results, inferences).map { ($0, type(of: $1, inputs)) })
        }
        return append(operation, inputs, name, computed)
    }

    private func type(of inference: Inference, _ inputs: [Int?]) -> TensorType? {
        switch inference {
        case .known(let tensor): tensor.type
        case .type(let type): type
        case .view(let input, let shape):
            inputs[input].flatMap { values[$0].type }.map { TensorType($0.element, shape) }
        }
    }

    private mutating func addView(of source: Int, _ type: TensorType, named name: String) -> Int {
        append(View(shape: type.shape), [source], name, [(name, type)])[0]
    }

    /// The operation between conversions: float32 before it, and after it the type that its input had.
    private mutating func addWidened(
        _ operation: any Operator, _ inputs: [Int?], _ name: String, _ results: [String], narrowing narrow: ElementType
    ) throws(NeuralError) -> [Int] {
        var wide = inputs
        for (index, place) in inputs.enumerated() {
            guard let place, values[place].type?.element.isNarrowFloat == true else { continue }
            wide[index] = try add(Cast(to: .float32), of: [place], name: name)[0]
        }
        var places = try add(operation, of: wide, name: name, results: results)
        for (index, place) in places.enumerated() where values[place].type?.element == .float32 {
            places[index] = try add(Cast(to: narrow), of: [place], name: results[index])[0]
        }
        return places
    }

    private mutating func append(
        _ operation: any Operator, _ inputs: [Int?], _ name: String, _ results: [(name: String, type: TensorType?)]
    ) -> [Int] {
        let first = values.count
        for result in results { values.append(Value(name: result.name, type: result.type)) }
        let outputs = Array(first..<values.count)
        nodes.append(Node(name: name, operation: operation, inputs: inputs, outputs: outputs))
        return outputs
    }
}
