import Foundation
import NeuralCore
import SeededRandom

/// A store in a fresh folder, gone when the test is. Programs in its `bin` come before the system's.
final class ModelStoreFixture {
    let home: String
    var store: ModelStore

    /// - Parameter environment: what fetching programs see beside the process's own environment.
    init(_ entries: [ModelEntry], environment: [String: String] = [:]) throws {
        home = FileManager.default.temporaryDirectory.path + "/i2e-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        var all = ProcessInfo.processInfo.environment
        for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] { all[name] = nil }
        all["I2E_HOME"] = home
        all["PATH"] = home + "/bin:" + (all["PATH"] ?? "/usr/bin:/bin")
        all.merge(environment) { $1 }
        store = try ModelStore(environment: all, entries: entries)
        store.retries = RetryPolicy(tries: 3, firstPauseInSeconds: 0.01, longestPauseInSeconds: 0.02)
    }

    deinit { try? FileManager.default.removeItem(atPath: home) }

    /// What the models folder holds.
    var contents: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: store.directory)) ?? []).sorted()
    }

    func data(_ fileName: String) -> Data? { FileManager.default.contents(atPath: store.directory + "/" + fileName) }

    /// Puts a file into the models folder.
    func put(_ data: Data, as fileName: String) throws {
        try FileManager.default.createDirectory(atPath: store.directory, withIntermediateDirectories: true)
        try data.write(to: URL(fileURLWithPath: store.directory + "/" + fileName))
    }

    /// Puts a file beside the store.
    func write(_ data: Data, as fileName: String) throws -> String {
        try data.write(to: URL(fileURLWithPath: home + "/" + fileName))
        return home + "/" + fileName
    }
}

/// The sentence of what a body throws.
func message(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "no error"
    } catch {
        return "\(error)"
    }
}

/// 300,000 bytes that no cut leaves looking whole.
enum SampleModel {
    static let data: Data = {
        var random = SeededRandom(seed: 7)
        return Data((0..<300_000).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    }()
    static let sha256 = "300d0eb257b76928628c768cbf15a1323fde3ae6daafecdaa737e67813a33718"

    static func entry(_ sources: [String], sha256: String = Self.sha256, byteCount: Int = 300_000) -> ModelEntry {
        ModelEntry(
            name: "sample", summary: "random bytes", fileName: "sample.onnx", sha256: sha256, byteCount: byteCount,
            license: "Apache-2.0", origin: "SeededRandom, seed 7", sources: sources.map { .address($0) })
    }
}
