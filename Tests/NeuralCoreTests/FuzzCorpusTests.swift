import Foundation
import NeuralCore
import Testing

/// Every file that the fuzzer found worth keeping is refused or runs.
@Suite struct FuzzCorpusTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Corpus")

    @Test func everyFileIsRefusedOrRuns() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(names.count >= 20)
        for name in names {
            let data = try Data(contentsOf: Self.folder.appendingPathComponent(name))
            data.withUnsafeBytes { bytes in
                _ = fuzzOneInput(bytes.bindMemory(to: UInt8.self).baseAddress!, bytes.count)
            }
        }
    }
}
