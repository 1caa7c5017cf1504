import ArgumentParser
import NeuralCore

/// Extents for inputs whose file leaves them free.
struct ShapeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("An input's shape, where the file leaves it free.", valueName: "name=1,3,224,224"))
    var shape: [String] = []

    func validate() throws { _ = try named() }

    private func named() throws -> [String: Shape] {
        var shapes: [String: Shape] = [:]
        for text in shape {
            let (name, shape) = try NetworkOptions.namedShape(text, option: "--shape")
            shapes[name] = shape
        }
        return shapes
    }

    /// The types to make a graph ready for: what the options say, else what the file says, with 1 for free extents.
    func types(of graph: Graph) throws -> [TensorType] {
        let named = try named()
        let names = graph.inputs.map { graph.values[$0.place].name }
        if let unknown = named.keys.sorted().first(where: { !names.contains($0) }) {
            throw ValidationError("no input is called '\(unknown)'. Inputs: \(names.joined(separator: ", "))")
        }
        return try graph.inputs.map { input in
            let name = graph.values[input.place].name
            let declared = (input.extents ?? []).map { $0 ?? 1 }
            guard let shape = named[name] ?? Shape(validating: declared) else {
                throw NeuralError.tooLarge(node: name, extents: declared)
            }
            return TensorType(input.element ?? .float32, shape)
        }
    }
}
