import Decomposer
import Foundation
import NeuralCore
import Raster
import Testing

/// The installed detector, or nil: then what needs it is skipped, and says so.
private let installedModel: String? = try? ModelStore().installedPath(for: .cocoDetector)

@Suite struct ObjectDetectorTests {
    /// What OpenCV 4.11's DNN module finds with the same frozen graph in crops of rendered rooms.
    private struct Recorded: Decodable {
        struct Item: Decodable {
            let label: String
            let score: Float
            let box: [Double]
        }
        let picture: String
        let region: [Int]
        let detections: [Item]

        var rect: PixelRect { PixelRect(x: region[0], y: region[1], width: region[2], height: region[3]) }
    }

    private static let pictures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Pictures/"

    private static func recorded() throws -> [Recorded] {
        let data = try Data(contentsOf: URL(fileURLWithPath: pictures + "detections.json"))
        return try JSONDecoder().decode([Recorded].self, from: data)
    }

    @Test(.enabled(if: installedModel != nil, "coco-detector is not installed; `i2e models pull coco-detector`"))
    func agreesWithTheRecordedReference() throws {
        let detector = try ObjectDetector(contentsOf: #require(installedModel))
        for recorded in try Self.recorded() {
            let image = try Picture.read(from: Self.pictures + recorded.picture).image
            let found = detector.detect(in: image, regions: [recorded.rect], minimumScore: 0.29)[0]
            let place = "\(recorded.picture) \(recorded.region)"
            for item in recorded.detections {
                let match = found.contains { detection in
                    let differences = [
                        (detection.x - item.box[0]) / Double(image.width),
                        (detection.y - item.box[1]) / Double(image.height),
                        (detection.width - item.box[2]) / Double(image.width),
                        (detection.height - item.box[3]) / Double(image.height),
                    ]
                    return detection.label == item.label && abs(detection.score - item.score) < 0.01
                        && differences.allSatisfy { abs($0) < 0.01 }
                }
                #expect(match, "\(place): no \(item.label) \(item.score) at \(item.box) in \(found)")
            }
            let sure = found.filter { $0.score > 0.31 }
            #expect(sure.count <= recorded.detections.count, "\(place): more than was recorded: \(sure)")
        }
    }

    @Test(.enabled(if: installedModel != nil, "coco-detector is not installed; `i2e models pull coco-detector`"))
    func theResultDoesNotDependOnTheThreads() throws {
        let detector = try ObjectDetector(contentsOf: #require(installedModel))
        let image = try Picture.read(from: Self.pictures + "cup.png").image
        let regions = [
            image.size.bounds, PixelRect(x: 20, y: 10, width: 150, height: 180), .empty,
            PixelRect(x: -40, y: -40, width: 200, height: 200), PixelRect(x: 150, y: 100, width: 300, height: 90),
            PixelRect(x: 500, y: 500, width: 10, height: 10), PixelRect(x: 100, y: 100, width: 1, height: 1),
        ]
        let alone = detector.detect(in: image, regions: regions, minimumScore: 0.1, threadCount: 1)
        let together = detector.detect(in: image, regions: regions, minimumScore: 0.1, threadCount: 3)
        #expect(alone == together)
        #expect(alone.count == regions.count)
        #expect(alone[0].first?.label == "cup")
        #expect(alone[2].isEmpty && alone[5].isEmpty, "nothing is seen where there is no picture")
        for detection in alone.joined() {
            #expect(detection.bounds.intersection(image.size.bounds) == detection.bounds, "\(detection)")
        }
    }

    /// Every normalisation, bias, residual addition and activation is part of a convolution: 76 of those and 2
    /// concatenations are left.
    @Test(.enabled(if: installedModel != nil, "coco-detector is not installed; `i2e models pull coco-detector`"))
    func theNetworkSimplifies() throws {
        let file = try FrozenGraph(contentsOf: #require(installedModel))
        let graph = try file.subgraph(
            feeding: [("Preprocessor/sub", [1, 300, 300, 3])], fetching: ["Squeeze", "concat_1"])
        #expect(file.nodeCount == 7975)
        let network = try Network(graph)
        #expect(network.nodeCount == 76 + 2)
        #expect(network.workspaceByteCount < 24 << 20)
    }

    @Test func anotherFileIsNotThisNetwork() throws {
        let path = FileManager.default.temporaryDirectory.path + "/i2e-" + UUID().uuidString + ".pb"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("a picture, say".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: NeuralError.self) { try ObjectDetector(contentsOf: path) }
        let error = #expect(throws: NeuralError.self) { try ObjectDetector(contentsOf: path + ".missing") }
        #expect(error.map { "\($0)" } == "cannot read '\(path).missing': no such file")
    }
}

@Suite struct RegionResamplerTests {
    private let red: [UInt8] = [
        37, 106, 71, 47, 72, 238, 7, 195, 203, 77, 193, 203, 192, 60, 163, 80, 204, 47, 78, 170, 252, 171, 146, 125,
        178, 137, 167, 84, 101, 80, 106, 201, 139, 52, 134,
    ]

    private func resampled(_ region: PixelRect) -> [Int] {
        let size = PixelSize(width: 7, height: 5)
        let image = RGBAImage(size: size, bytes: red.flatMap { [$0, 0, 255, 128] })
        var output = [Float](repeating: .nan, count: 4 * 4 * 3)
        output.withUnsafeMutableBufferPointer {
            RegionResampler(region: region, of: size, side: 4).resample(image, into: $0)
        }
        for index in stride(from: 0, to: output.count, by: 3) {
            #expect(output[index + 1] == -1 && output[index + 2] == 1)
        }
        return stride(from: 0, to: output.count, by: 3).map { Int(((output[$0] + 1) * 127.5).rounded()) }
    }

    /// Recorded from OpenCV 4.11's `resize`.
    @Test func agreesWithOpenCVBitForBit() {
        #expect(
            resampled(PixelRect(x: 0, y: 0, width: 7, height: 5)) == [
                80, 71, 85, 95, 173, 126, 154, 151, 150, 151, 117, 155, 101, 119, 146, 105,
            ])
        #expect(
            resampled(PixelRect(x: 2, y: 1, width: 3, height: 2)) == [
                77, 149, 197, 203, 109, 138, 162, 172, 172, 117, 93, 109, 204, 106, 58, 78,
            ])
    }

    @Test func edgePixelsRepeatOutsideThePicture() {
        #expect(resampled(PixelRect(x: -8, y: -8, width: 4, height: 4)) == [Int](repeating: 37, count: 16))
        #expect(resampled(PixelRect(x: 7, y: 1, width: 4, height: 1)) == [Int](repeating: 60, count: 16))
    }
}

@Suite struct DetectionDecoderTests {
    private let anchors = [
        Anchor(centerX: 0.5, centerY: 0.5, width: 0.4, height: 0.2),
        Anchor(centerX: 0.5, centerY: 0.5, width: 0.4, height: 0.22),
        Anchor(centerX: 0, centerY: 0, width: 0.5, height: 0.5),
    ]

    private func decode(_ encodings: [Float], _ logits: [Float], minimumScore: Float = 0.5) -> [Detection] {
        let decoder = DetectionDecoder(anchors: anchors, labels: [nil, "cup", "vase"], minimumScore: minimumScore)
        return encodings.withUnsafeBufferPointer { encodings in
            logits.withUnsafeBufferPointer { logits in
                decoder.detections(
                    encodings: encodings, logits: logits, region: PixelRect(x: 10, y: 20, width: 100, height: 200),
                    pictureSize: PixelSize(width: 400, height: 400))
            }
        }
    }

    private func rounded(_ detection: Detection) -> [Double] {
        [detection.x, detection.y, detection.width, detection.height].map { ($0 * 100).rounded() / 100 }
    }

    @Test func anchorsCoverSixGrids() {
        #expect(Anchor.all.count == 1917)
        #expect(Anchor.all[0] == Anchor(centerX: 0.5 / 19, centerY: 0.5 / 19, width: 0.1, height: 0.1))
        let last = Anchor.all[1916]
        #expect(last.centerX == 0.5 && last.centerY == 0.5)
        #expect(abs(last.width - 0.974679) < 1e-5 && last.width == last.height)
    }

    @Test func labelsFollowCOCO() {
        #expect(ObjectDetector.labels.count == 91)
        #expect(ObjectDetector.labels.compactMap(\.self).count == 80)
        #expect(ObjectDetector.labels[47] == "cup" && ObjectDetector.labels[90] == "toothbrush")
        #expect(ObjectDetector.labels[0] == nil && ObjectDetector.labels[12] == nil)
    }

    @Test func boxesAreOffsetsFromAnchors() {
        // Down by half the anchor's height, right by a quarter of its width, twice as high.
        let encodings: [Float] = [5, 2.5, 5 * 0.693147, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let found = decode(encodings, [9, 2, -9, 9, -9, -9, 9, -9, 0])
        #expect(found.map(\.label) == ["cup", "vase"])
        #expect(rounded(found[0]) == [50, 100, 40, 80])
        #expect(abs(found[0].score - 0.880797) < 1e-5)
        #expect(rounded(found[1]) == [10, 20, 25, 50], "cut to the region")
        #expect(found[1].score == 0.5)
    }

    @Test func ofOverlappingBoxesOfAClassTheBestStays() {
        let none = [Float](repeating: 0, count: 12)
        let found = decode(none, [0, 1, 3, 0, 2, -1, 0, -9, -9])
        #expect(found.map(\.label) == ["vase", "cup"])
        #expect(rounded(found[0]) == [40, 100, 40, 40])
        #expect(rounded(found[1]) == [40, 98, 40, 44])
    }

    @Test func numbersThatAreNotFiniteShowNothing() {
        let encodings: [Float] = [.nan, 0, 0, 0, 0, 0, 1000, 0, 0, .infinity, 0, 0]
        #expect(decode(encodings, [Float](repeating: 5, count: 9)).isEmpty)
        #expect(decode([Float](repeating: 0, count: 12), [Float](repeating: .nan, count: 9)).isEmpty)
    }
}
