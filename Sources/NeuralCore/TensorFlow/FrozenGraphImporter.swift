/// Turns nodes of a frozen graph into nodes of a `Graph`, one at a time, inputs first.
struct FrozenGraphImporter {
    /// What a node of the file gives: a node of the graph, or integers known already (one number is a scalar where
    /// `isScalar`).
    enum Value {
        case tensor(Int)
        case integers([Int], isScalar: Bool)
    }

    private let source: FrozenGraph
    private(set) var graph = Graph()
    private var values: [String: Value] = [:]

    init(_ source: FrozenGraph) { self.source = source }

    mutating func feed(_ name: String, shape: Shape) throws(NeuralError) {
        values[name] = .tensor(graph.addInput(named: name, TensorType(.float32, shape)))
    }

    mutating func fetch(_ names: [String]) throws(NeuralError) {
        for name in names {
            guard case .tensor(let place)? = values[name] else { throw .missingNode(name: name, wantedBy: nil) }
            graph.fetch(place, as: name)
        }
    }

    mutating func importNode(_ name: String) throws(NeuralError) {
        guard let entry = source.entries[name] else { throw .missingNode(name: name, wantedBy: nil) }
        var inputs: [Value] = []
        for text in entry.inputs {
            let reference = FrozenReference(text)
            if reference.isControl { continue }
            // Every operator below has one output.
            guard reference.output == 0, let value = values[reference.name] else {
                throw .missingNode(name: text, wantedBy: name)
            }
            inputs.append(value)
        }
        let node = FrozenNodeReader(
            name: name, operatorName: entry.operatorName, inputs: inputs, attributes: try source.attributes(of: name))
        values[name] = try importNode(node)
    }

    private mutating func importNode(_ node: FrozenNodeReader) throws(NeuralError) -> Value {
        switch node.operatorName {
        case "Const":
            return try constant(node)
        case "Identity", "StopGradient", "CheckNumerics":
            try node.expectInputs(1)
            return node.inputs[0]
        case "Conv2D":
            return try convolution(node, isDepthwise: false)
        case "DepthwiseConv2dNative":
            return try convolution(node, isDepthwise: true)
        case "BiasAdd", "Add", "AddV2":
            try node.expectChannelsLast()
            return try operation(Arithmetic(.add), node, inputCount: 2)
        case "Sub":
            return try operation(Arithmetic(.subtract), node, inputCount: 2)
        case "Mul":
            return try operation(Arithmetic(.multiply), node, inputCount: 2)
        case "Relu":
            return try operation(Unary(.relu), node, inputCount: 1)
        case "Relu6":
            return try operation(Unary(.relu6), node, inputCount: 1)
        case "Sigmoid":
            return try operation(Unary(.sigmoid), node, inputCount: 1)
        case "Rsqrt":
            return try operation(Unary(.reciprocalSquareRoot), node, inputCount: 1)
        case "Reshape":
            try node.expectInputs(2)
            let (place, extents) = (try node.tensor(0), try node.integers(1))
            return try reshape(place, to: node.filledIn(extents, count: shape(place).count), node)
        case "Squeeze":
            try node.expectInputs(1)
            let place = try node.tensor(0)
            return try reshape(place, to: node.squeezed(shape(place)), node)
        case "ConcatV2":
            return try concatenation(node)
        case "Shape":
            try node.expectInputs(1)
            return .integers(shape(try node.tensor(0)).extents, isScalar: false)
        case "StridedSlice":
            return try node.slice()
        case "Pack":
            return try node.pack()
        default:
            throw .unsupportedOperator(node: node.name, operatorName: node.operatorName)
        }
    }

    private mutating func operation(
        _ operation: any Operator, _ node: FrozenNodeReader, inputCount: Int
    ) throws(NeuralError) -> Value {
        try node.expectInputs(inputCount)
        var places: [Int] = []
        for index in node.inputs.indices { places.append(try node.tensor(index)) }
        return .tensor(try graph.add(operation, of: places, name: node.name)[0])
    }

    private mutating func constant(_ node: FrozenNodeReader) throws(NeuralError) -> Value {
        switch try node.constant() {
        case .floats(let tensor): .tensor(graph.addConstant(named: node.name, tensor))
        case .integers(let values, let isScalar): .integers(values, isScalar: isScalar)
        }
    }

    private mutating func reshape(
        _ place: Int, to extents: [Int], _ node: FrozenNodeReader
    ) throws(NeuralError) -> Value {
        guard let shape = Shape(validating: extents) else { throw .tooLarge(node: node.name, extents: extents) }
        return .tensor(try graph.add(View(shape: shape), of: [place], name: node.name)[0])
    }

    private mutating func convolution(_ node: FrozenNodeReader, isDepthwise: Bool) throws(NeuralError) -> Value {
        try node.expectInputs(2)
        try node.expectChannelsLast()
        let (picture, filter) = (try node.tensor(0), try node.tensor(1))
        let (input, kernel) = (shape(picture), shape(filter))
        guard input.rank == 4, kernel.rank == 4 else {
            throw .shapesDoNotFit(node: node.name, shapes: [input, kernel])
        }
        let window = try node.window(over: input, kernel: kernel)
        let convolution = Convolution(
            window: window, filterLayout: isDepthwise ? .depthwise : .outputsLast,
            isChannelsLast: true)
        return .tensor(try graph.add(convolution, of: [picture, filter], name: node.name)[0])
    }

    private mutating func concatenation(_ node: FrozenNodeReader) throws(NeuralError) -> Value {
        guard node.inputs.count >= 2 else { throw .wrongInputCount(node: node.name, count: node.inputs.count) }
        var places: [Int] = []
        for index in node.inputs.indices.dropLast() { places.append(try node.tensor(index)) }
        let axis = try node.scalar(node.inputs.count - 1)
        return .tensor(try graph.add(Concatenation(axis: axis), of: places, name: node.name)[0])
    }

    private func shape(_ place: Int) -> Shape {
        guard let type = graph.values[place].type else { preconditionFailure("every shape of a frozen graph is known") }
        return type.shape
    }
}
