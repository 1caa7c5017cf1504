import Foundation
package import NeuralCore
package import Raster

/// Finds objects of the 90 COCO classes with SSD on MobileNet V2 (Liu et al. 2016; Sandler et al. 2018), reading the
/// TensorFlow model zoo's frozen graph. A run looks at one region of a picture, brought to 300×300 pixels.
package struct ObjectDetector: Sendable {
    static let side = 300
    private static let inputName = "Preprocessor/sub"
    private static let encodingsName = "Squeeze"
    private static let logitsName = "concat_1"
    /// Threads beyond this cost more memory than they save time.
    private static let threadLimit = 4

    private let network: Network
    private let anchors = Anchor.all

    /// Reads the frozen graph; about 0.1 s. Throws where the file is not this network.
    package init(contentsOf path: String) throws(NeuralError) {
        let graph = try FrozenGraph(contentsOf: path).subgraph(
            feeding: [(Self.inputName, [1, Self.side, Self.side, 3])],
            fetching: [Self.encodingsName, Self.logitsName])
        let outputs: [(String, Shape)] = [
            (Self.encodingsName, [1, anchors.count, 4]),
            (Self.logitsName, [1, anchors.count, Self.labels.count]),
        ]
        for (fetch, (name, expected)) in zip(graph.fetches, outputs) {
            guard let shape = graph.values[fetch.place].type?.shape, shape == expected else {
                throw .unexpectedType(
                    node: name, type: graph.values[fetch.place].type, expected: TensorType(.float32, expected))
            }
        }
        network = try Network(graph)
    }

    /// What each region shows with at least `minimumScore`, best first (then by box, then by label); at most 100 a
    /// region. Boxes are cut to the region and the picture. A region may have any size and leave the picture, whose edge
    /// pixels then repeat; an empty region shows nothing. Alpha is ignored. Regions are looked at `threadCount` at a time
    /// (as many as there are processors where it is nil); the result does not depend on it.
    package func detect(
        in image: RGBAImage, regions: [PixelRect], minimumScore: Float, threadCount: Int? = nil
    ) -> [[Detection]] {
        var results = [[Detection]](repeating: [], count: regions.count)
        let wanted = threadCount ?? min(ProcessInfo.processInfo.activeProcessorCount, Self.threadLimit)
        let workers = max(1, min(wanted, regions.count))
        results.withUnsafeMutableBufferPointer { results in
            // Each worker writes to places of its own.
            nonisolated(unsafe) let results = results
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                let workspace = Workspace(for: network)
                for index in stride(from: worker, to: regions.count, by: workers) where !regions[index].isEmpty {
                    results[index] = detect(
                        in: image, region: regions[index], minimumScore: minimumScore, workspace: workspace)
                }
            }
        }
        return results
    }

    private func detect(
        in image: RGBAImage, region: PixelRect, minimumScore: Float, workspace: Workspace
    ) -> [Detection] {
        workspace.withInput(0) { input in
            RegionResampler(region: region, of: image.size, side: Self.side).resample(image, into: input)
        }
        do {
            try workspace.run()
        } catch {
            preconditionFailure("the detector has no operator that can fail while it runs: \(error)")
        }
        return workspace.withOutput(0) { encodings in
            workspace.withOutput(1) { logits in
                let decoder = DetectionDecoder(anchors: anchors, labels: Self.labels, minimumScore: minimumScore)
                return decoder.detections(
                    encodings: encodings, logits: logits, region: region, pictureSize: image.size)
            }
        }
    }
}
