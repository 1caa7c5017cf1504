import ArgumentParser
import Foundation
import NeuralCore

extension Models {
    struct Bench: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Times a network.",
            discussion: "Inputs are random where --inputs names no folder: integers 0 or 1, other numbers from 0 to 1.")

        @OptionGroup var network: NetworkOptions
        @OptionGroup var shapes: ShapeOptions
        @Option(help: "The folder with the inputs.") var inputs: String?
        @Option(help: "How many runs to time, after one that is not.") var runs = 10
        @Flag(help: "Print JSON.") var json = false

        func validate() throws {
            guard (1...100_000).contains(runs) else { throw ValidationError("--runs is 1 to 100000, not \(runs)") }
        }

        private struct Report: Encodable {
            let runs: Int
            let threads: Int
            let load: Double
            let median: Double
            let fastest: Double
            let peakMegabytes: Double

            enum CodingKeys: String, CodingKey {
                case runs, threads
                case load = "load_ms"
                case median = "median_ms"
                case fastest = "min_ms"
                case peakMegabytes = "peak_rss_mb"
            }
        }

        /// The high-water mark of this process alone: `getrusage` would count what ran in it before.
        private static var peakMegabytes: Double {
            let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            return Double(line?.split(whereSeparator: \.isWhitespace).dropFirst().first ?? "0").map { $0 / 1024 } ?? 0
        }

        func run() throws {
            let clock = ContinuousClock()
            var workspace: Workspace?
            let load = try clock.measure {
                let graph = try network.graph()
                let tensors = try inputs.map { try network.inputs(of: graph, from: $0) }
                let types = try tensors?.map(\.type) ?? shapes.types(of: graph)
                let ready = try Network(graph.specialised(for: types), threadCount: network.threads)
                let space = Workspace(for: ready)
                for index in types.indices {
                    space.setInput(index, tensors?[index] ?? .random(types[index], seed: index))
                }
                workspace = space
            }
            guard let workspace else { return }
            try workspace.run()
            var times: [Double] = []
            for _ in 0..<runs { times.append(try clock.measure { try workspace.run() } / .milliseconds(1)) }
            times.sort()
            let report = Report(
                runs: runs, threads: network.threads, load: load / .milliseconds(1),
                median: times[times.count / 2],
                fastest: times[0], peakMegabytes: Self.peakMegabytes)
            if json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys]
                print(String(decoding: try encoder.encode(report), as: UTF8.self))
            } else {
                print(
                    String(
                        format:
                            "fastest %.2f ms, median %.2f ms of %d runs on %d threads; made ready in %.1f ms; peak memory %.0f MB",
                        report.fastest, report.median, report.runs, report.threads, report.load, report.peakMegabytes
                    ))
            }
        }
    }
}
