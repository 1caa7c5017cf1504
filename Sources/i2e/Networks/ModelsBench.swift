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
            let load_ms: Double
            let median_ms: Double
            let min_ms: Double
            let peak_rss_mb: Double
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
                var generator = SystemRandomNumberGenerator()
                let space = Workspace(for: ready)
                for index in types.indices {
                    space.setInput(index, tensors?[index] ?? .random(types[index], using: &generator))
                }
                workspace = space
            }
            guard let workspace else { return }
            try workspace.run()
            var times: [Double] = []
            for _ in 0..<runs { times.append(try clock.measure { try workspace.run() } / .milliseconds(1)) }
            times.sort()
            let report = Report(
                runs: runs, threads: network.threads, load_ms: load / .milliseconds(1),
                median_ms: times[times.count / 2],
                min_ms: times[0], peak_rss_mb: Self.peakMegabytes)
            if json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys]
                print(String(decoding: try encoder.encode(report), as: UTF8.self))
            } else {
                print(
                    String(
                        format:
                            "fastest %.2f ms, median %.2f ms of %d runs on %d threads; made ready in %.1f ms; peak memory %.0f MB",
                        report.min_ms, report.median_ms, report.runs, report.threads, report.load_ms, report.peak_rss_mb
                    ))
            }
        }
    }
}
