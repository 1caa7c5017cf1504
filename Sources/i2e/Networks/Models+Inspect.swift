import ArgumentParser
import Foundation
import NeuralCore

extension Models {
    struct Inspect: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what a network takes, gives and does, and what of it is not supported.")

        @OptionGroup var network: NetworkOptions
        @OptionGroup var shapes: ShapeOptions
        @Flag(help: "Print JSON.") var json = false

        func run() throws {
            let summary = try NetworkSummary(network, shapes)
            print(try json ? summary.json() : summary.text)
        }
    }

    struct Operators: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the ONNX operators that are supported.")

        @Flag(help: "Print JSON.") var json = false

        private struct Entry: Encodable {
            let domain: String
            let name: String
            let opsets: [Int]
        }

        func run() throws {
            let entries = ONNXOperator.all
                .map { Entry(domain: $0.domain, name: $0.name, opsets: [$0.opsets.lowerBound, $0.opsets.upperBound]) }
                .sorted { ($0.domain, $0.name) < ($1.domain, $1.name) }
            guard json else {
                for entry in entries {
                    let name = entry.domain.isEmpty ? entry.name : "\(entry.domain).\(entry.name)"
                    print("\(name)\t\(entry.opsets[0])–\(entry.opsets[1])")
                }
                return
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            print(String(decoding: try encoder.encode(entries), as: UTF8.self))
        }
    }
}
