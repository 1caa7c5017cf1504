package import Foundation
import SwiftProtobuf

/// An ONNX model file: its operator sets and the records of its graph. Weights stay in the mapped file until
/// `graph()` reads them. (https://onnx.ai/onnx/repo-docs/IR.html)
package struct ONNXModel {
    /// One length-delimited field of a message.
    struct Record {
        let number: Int
        let contents: Data
    }

    /// The version of each operator set that the model uses; ONNX's own has the empty domain.
    package let opsets: [String: Int]
    let graphRecord: Data
    let functions: [ONNXFunctionRecord]
    let tensors: ONNXTensorReader

    /// The file is mapped, not read. Throws `unreadable`, or what `init(_:folder:)` throws.
    package init(contentsOf path: String) throws(NeuralError) {
        let url = URL(fileURLWithPath: path)
        let data: Data
        do {
            data = try Data(contentsOf: url, options: .alwaysMapped)
        } catch {
            throw .unreadable(path: path, reason: Self.reason(error))
        }
        try self.init(data, folder: url.deletingLastPathComponent().path)
    }

    /// `folder` is where external data is looked for. Throws `notAModel`, or `unsupportedOpset`.
    package init(_ data: Data, folder: String? = nil) throws(NeuralError) {
        var opsets: [String: Int] = [:]
        var graphs: [Data] = []
        var functions: [ONNXFunctionRecord] = []
        for record in try Self.records(in: data) {
            switch record.number {
            case 7: graphs.append(record.contents)
            case 8:
                let opset = try Self.required(ONNXOperatorSetRecord.self, record.contents, "an operator set")
                opsets[opset.domain == "ai.onnx" ? "" : opset.domain] = Int(opset.version)
            case 25: functions.append(try Self.required(ONNXFunctionRecord.self, record.contents, "a function"))
            default: break
            }
        }
        guard graphs.count == 1 else { throw .notAModel(reason: "it has \(graphs.count) graphs, expected 1") }
        // Files of the first version do not say.
        if opsets[""] == nil { opsets[""] = 1 }
        if let version = opsets[""], !(1...ONNXOperator.newestOpset).contains(version) {
            throw .unsupportedOpset(version: version, newest: ONNXOperator.newestOpset)
        }
        self.opsets = opsets
        self.functions = functions
        graphRecord = graphs[0]
        tensors = ONNXTensorReader(folder: folder)
    }

    /// The model as a graph, whose shapes are known as far as the file states them. Throws for the first operator, type
    /// or attribute that is not supported.
    package func graph() throws(NeuralError) -> Graph {
        try ONNXGraphImporter(self).graph(graphRecord)
    }

    static func records(in data: Data) throws(NeuralError) -> [Record] {
        let result: Result<[Record], NeuralError> = data.withUnsafeBytes { bytes in
            do throws(NeuralError) {
                var reader = RecordReader(bytes)
                var records: [Record] = []
                while let record = try reader.next() {
                    let range = record.range.lowerBound + data.startIndex..<record.range.upperBound + data.startIndex
                    records.append(Record(number: record.number, contents: data[range]))
                }
                return .success(records)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    static func required<Message: SwiftProtobuf.Message>(
        _ type: Message.Type, _ data: Data, _ what: String
    ) throws(NeuralError) -> Message {
        guard let message = try? decode(type, from: data) else { throw .notAModel(reason: "\(what) is damaged") }
        return message
    }

    static func decode<Message: SwiftProtobuf.Message>(_ type: Message.Type, from data: Data) throws -> Message {
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        return try Message(serializedBytes: data, options: options)
    }

    static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile?, .fileNoSuchFile?: "no such file"
        case .fileReadNoPermission?: "no permission"
        default: "\(error.localizedDescription)"
        }
    }
}
