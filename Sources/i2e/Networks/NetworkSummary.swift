import Foundation
import NeuralCore

/// What a network is, for people and for programs.
struct NetworkSummary: Encodable {
    struct Value: Encodable {
        let name: String
        let type: String
    }

    struct Operator: Encodable {
        let name: String
        let count: Int
        let isSupported: Bool
    }

    let format: String
    let opsets: [String: Int]
    var inputs: [Value]
    let outputs: [Value]
    let operators: [Operator]
    let unsupported: [String]
    /// Multiplications, each with its addition, of one run; nil where the network cannot be made ready.
    let multiplyAccumulates: Int?
    let weightBytes: Int?
    /// Why it cannot be made ready.
    let problem: String?

    init(_ network: NetworkOptions, _ shapes: ShapeOptions) throws {
        var model: ONNXModel?
        if network.feed.isEmpty, network.fetch.isEmpty { model = try ONNXModel(contentsOf: network.file) }
        format = model == nil ? "TensorFlow frozen graph" : "ONNX"
        opsets = model?.opsets ?? [:]
        let counts = try model?.operatorCounts() ?? []
        operators = counts.map { Operator(name: $0.name, count: $0.count, isSupported: $0.isSupported) }
        unsupported = operators.filter { !$0.isSupported }.map(\.name)
        let ready: Graph?
        do {
            let graph = try network.graph()
            inputs = graph.inputs.map { Value(name: graph.values[$0.place].name, type: $0.description) }
            ready = try graph.specialised(for: shapes.types(of: graph))
            problem = nil
        } catch let error as NeuralError where error.kind == .unsupported {
            ready = nil
            inputs = try model?.inputs().map { Value(name: $0.name, type: $0.type) } ?? []
            problem = "\(error)"
        }
        outputs =
            try ready?.fetches.map {
                Value(name: $0.name, type: ready?.values[$0.place].type?.description ?? "known only in a run")
            } ?? model?.outputNames().map { Value(name: $0, type: "") } ?? []
        multiplyAccumulates = ready?.multiplyAccumulates
        weightBytes = ready?.constantByteCount
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    var text: String {
        var lines = [format + (opsets[""].map { ", operator set \($0)" } ?? "")]
        for input in inputs { lines.append("input   \(input.name)  \(input.type)") }
        for output in outputs { lines.append("output  \(output.name)  \(output.type)") }
        if !operators.isEmpty {
            lines.append("operators")
            for entry in operators {
                lines.append("  \(entry.count) × \(entry.name)" + (entry.isSupported ? "" : "  (not supported)"))
            }
        }
        if let multiplyAccumulates {
            lines.append("cost    \(String(format: "%.3f", Double(multiplyAccumulates) / 1e9)) billion multiply-adds")
        }
        if let weightBytes { lines.append("weights \(String(format: "%.1f", Double(weightBytes) / 1e6)) MB") }
        if let problem { lines.append(problem) }
        return lines.joined(separator: "\n")
    }
}
