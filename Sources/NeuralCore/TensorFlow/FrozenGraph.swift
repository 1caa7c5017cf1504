package import Foundation
import SwiftProtobuf

/// A TensorFlow frozen graph (`GraphDef`): which nodes there are and what they read. Attributes, and with them the
/// weights, are decoded node by node when `FrozenGraph+Import.swift` needs them.
package struct FrozenGraph {
    struct Entry {
        let operatorName: String
        let inputs: [String]
        let range: Range<Data.Index>
    }

    private let data: Data
    private(set) var entries: [String: Entry] = [:]

    /// The file is mapped, not read. Throws `unreadable`, or what `init(_:)` throws.
    package init(contentsOf path: String) throws(NeuralError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw .unreadable(path: path, reason: Self.reason(error))
        }
        try self.init(data)
    }

    /// Throws `notAGraph`, `damagedNode` or `duplicateNode` at bytes that are not a graph.
    package init(_ data: Data) throws(NeuralError) {
        self.data = data
        for range in try Self.nodeRanges(in: data) {
            guard let outline = try? Self.decode(FrozenNodeOutline.self, from: data[range]), !outline.name.isEmpty
            else {
                throw .notAGraph(offset: range.lowerBound - data.startIndex)
            }
            let entry = Entry(operatorName: outline.op, inputs: outline.input, range: range)
            guard entries.updateValue(entry, forKey: outline.name) == nil else {
                throw .duplicateNode(name: outline.name)
            }
        }
        guard !entries.isEmpty else { throw .notAGraph(offset: 0) }
    }

    /// How many nodes the file has.
    package var nodeCount: Int { entries.count }

    /// The attributes of a node that `entries` has.
    func attributes(of name: String) throws(NeuralError) -> [String: FrozenAttribute] {
        guard let entry = entries[name] else { throw .missingNode(name: name, wantedBy: nil) }
        guard let node = try? Self.decode(FrozenNode.self, from: data[entry.range]) else {
            throw .damagedNode(name: name)
        }
        return node.attr
    }

    /// Field 1 of a `GraphDef` is its nodes.
    private static func nodeRanges(in data: Data) throws(NeuralError) -> [Range<Data.Index>] {
        let result: Result<[Range<Data.Index>], NeuralError> = data.withUnsafeBytes { bytes in
            do throws(NeuralError) {
                var reader = RecordReader(bytes)
                var ranges: [Range<Data.Index>] = []
                while let record = try reader.next() {
                    if record.number == 1 {
                        ranges.append(
                            record.range.lowerBound + data.startIndex..<record.range.upperBound + data.startIndex)
                    }
                }
                return .success(ranges)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func decode<Message: SwiftProtobuf.Message>(
        _ type: Message.Type, from data: Data
    ) throws -> Message {
        var options = BinaryDecodingOptions()
        options.discardUnknownFields = true
        return try Message(serializedBytes: data, options: options)
    }

    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile?, .fileNoSuchFile?: "no such file"
        case .fileReadNoPermission?: "no permission"
        default: "\(error.localizedDescription)"
        }
    }
}
