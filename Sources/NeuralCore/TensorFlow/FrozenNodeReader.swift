/// One node of a frozen graph, decoded, with checked access to its inputs and attributes.
struct FrozenNodeReader {
    let name: String
    let operatorName: String
    let inputs: [FrozenGraphImporter.Value]
    let attributes: [String: FrozenAttribute]

    func expectInputs(_ count: Int) throws(NeuralError) {
        guard inputs.count == count else { throw .wrongInputCount(node: name, count: inputs.count) }
    }

    /// The graph's place of an input that is a tensor.
    func tensor(_ index: Int) throws(NeuralError) -> Int {
        guard case .tensor(let place) = inputs[index] else {
            throw .unsupportedAttribute(
                node: name, operatorName: operatorName, attribute: "input \(index)", value: "of integers")
        }
        return place
    }

    /// The numbers of an input that is known already.
    func integers(_ index: Int) throws(NeuralError) -> [Int] {
        guard case .integers(let values, _) = inputs[index] else { throw .notConstant(node: name) }
        return values
    }

    func scalar(_ index: Int) throws(NeuralError) -> Int {
        let values = try integers(index)
        guard values.count == 1 else {
            throw .unsupportedAttribute(
                node: name, operatorName: operatorName, attribute: "input \(index)", value: "of \(values.count) numbers"
            )
        }
        return values[0]
    }

    // MARK: Attributes

    private func list(_ attribute: String) throws(NeuralError) -> [Int] {
        guard case .list(let list)? = attributes[attribute]?.value else {
            throw .missingAttribute(node: name, attribute: attribute)
        }
        return list.i.map { Int($0) }
    }

    private func text(_ attribute: String) -> String? {
        guard case .s(let bytes)? = attributes[attribute]?.value else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func integer(_ attribute: String) -> Int {
        if case .i(let value)? = attributes[attribute]?.value { Int(value) } else { 0 }
    }

    /// A layout, where the node states one, of rows × columns × channels.
    func expectChannelsLast() throws(NeuralError) {
        let layout = text("data_format") ?? "NHWC"
        guard layout == "NHWC" else {
            throw .unsupportedAttribute(node: name, operatorName: operatorName, attribute: "data_format", value: layout)
        }
    }

    /// Strides, dilations and padding of a convolution.
    func window(over input: Shape, kernel: Shape) throws(NeuralError) -> Window {
        let strides = try steps("strides")
        let dilations = attributes["dilations"] == nil ? (y: 1, x: 1) : try steps("dilations")
        var window = Window(
            strideY: strides.y, strideX: strides.x, dilationY: dilations.y, dilationX: dilations.x)
        switch text("padding") {
        case "VALID": break
        case "SAME":
            let rows = Window.samePadding(
                length: input[1], kernel: kernel[0], stride: strides.y, dilation: dilations.y)
            let columns = Window.samePadding(
                length: input[2], kernel: kernel[1], stride: strides.x, dilation: dilations.x)
            window.padding = Window.Padding(
                top: rows.before, left: columns.before, bottom: rows.after, right: columns.after)
        case let other?:
            throw .unsupportedAttribute(node: name, operatorName: operatorName, attribute: "padding", value: other)
        case nil: throw .missingAttribute(node: name, attribute: "padding")
        }
        return window
    }

    /// Numbers for batch, rows, columns and channels, of which the first and last must be 1.
    private func steps(_ attribute: String) throws(NeuralError) -> (y: Int, x: Int) {
        let values = try list(attribute)
        guard values.count == 4, values[0] == 1, values[3] == 1, (1...1024).contains(values[1]),
            (1...1024).contains(values[2])
        else {
            throw .unsupportedAttribute(
                node: name, operatorName: operatorName, attribute: attribute, value: "\(values)")
        }
        return (values[1], values[2])
    }

    // MARK: Shapes

    /// `extents` with a -1 replaced by what makes `count` elements.
    func filledIn(_ extents: [Int], count: Int) throws(NeuralError) -> [Int] {
        guard let hole = extents.firstIndex(of: -1) else { return extents }
        var rest = extents
        rest[hole] = 1
        guard let known = Shape(validating: rest)?.count, count % known == 0 else {
            throw .tooLarge(node: name, extents: extents)
        }
        rest[hole] = count / known
        return rest
    }

    /// `shape` without the axes the node names, or without every axis of 1 where it names none.
    func squeezed(_ shape: Shape) throws(NeuralError) -> [Int] {
        let named = attributes["squeeze_dims"] == nil ? [] : try list("squeeze_dims")
        let axes = named.map { $0 < 0 ? $0 + shape.rank : $0 }
        guard axes.allSatisfy({ shape.extents.indices.contains($0) && shape[$0] == 1 }) else {
            throw .unsupportedAttribute(
                node: name, operatorName: operatorName, attribute: "squeeze_dims", value: "\(named)")
        }
        return shape.extents.enumerated()
            .filter { axes.isEmpty ? $0.element != 1 : !axes.contains($0.offset) }.map(\.element)
    }

    // MARK: Arithmetic on shapes

    /// `begin..<end` of a list of integers, in steps of one, or the one number at `begin`.
    func slice() throws(NeuralError) -> FrozenGraphImporter.Value {
        try expectInputs(4)
        let (values, step) = (try integers(0), try scalar(3))
        guard step == 1 else {
            throw .unsupportedAttribute(node: name, operatorName: operatorName, attribute: "strides", value: "\(step)")
        }
        for mask in ["ellipsis_mask", "new_axis_mask"] where integer(mask) != 0 {
            throw .unsupportedAttribute(
                node: name, operatorName: operatorName, attribute: mask, value: "\(integer(mask))")
        }
        func position(_ value: Int) -> Int { min(max(value < 0 ? value + values.count : value, 0), values.count) }
        let begin = integer("begin_mask") & 1 == 1 ? 0 : position(try scalar(1))
        if integer("shrink_axis_mask") & 1 == 1 {
            guard begin < values.count else { throw .notConstant(node: name) }
            return .integers([values[begin]], isScalar: true)
        }
        let end = integer("end_mask") & 1 == 1 ? values.count : position(try scalar(2))
        return .integers(Array(values[begin..<max(begin, end)]), isScalar: false)
    }

    /// A list made of numbers.
    func pack() throws(NeuralError) -> FrozenGraphImporter.Value {
        var values: [Int] = []
        for input in inputs {
            guard case .integers(let numbers, isScalar: true) = input else { throw .notConstant(node: name) }
            values += numbers
        }
        return .integers(values, isScalar: false)
    }
}
