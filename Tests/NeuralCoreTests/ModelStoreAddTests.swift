import Foundation
import NeuralCore
import Testing

/// `add`, and what it leaves for `verify`, `list` and `remove`.
@Suite struct ModelStoreAddTests {
    private static let abc = Data("abc".utf8)
    private static let abcSHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    private static let abdSHA256 = "a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9"
    private static let tiny = ModelEntry(
        name: "tiny", summary: "three letters", fileName: "tiny_v1.onnx", sha256: abcSHA256, byteCount: 3,
        license: "Apache-2.0", origin: "FIPS 180-2, appendix B.1", sources: [.address("https://models.invalid/tiny")])

    @Test func aKnownModelIsCheckedAgainstTheRegistry() throws {
        let fixture = try ModelStoreFixture([Self.tiny])
        let file = try fixture.write(Self.abc, as: "download")
        let entry = try fixture.store.add("tiny", from: file)
        #expect(entry == Self.tiny)
        #expect(fixture.contents == ["tiny_v1.onnx"])
        try fixture.store.verify(Self.tiny)
        #expect(try fixture.store.pull(Self.tiny, allowsDownload: false) == .alreadyInstalled)
        // A copy: what becomes of the original does not matter.
        try Data("abd".utf8).write(to: URL(fileURLWithPath: file))
        try fixture.store.verify(Self.tiny)
    }

    @Test func anotherFileIsNotThatModel() throws {
        let fixture = try ModelStoreFixture([Self.tiny])
        let file = try fixture.write(Data("abd".utf8), as: "x.onnx")
        #expect(
            message { try fixture.store.add("tiny", from: file) }
                == "'\(file)' is not model 'tiny': it has SHA-256 \(Self.abdSHA256), expected \(Self.abcSHA256). "
                + "Another name takes it as it is: `i2e models add my-tiny FILE`")
        #expect(fixture.contents == [])
    }

    @Test func anyOtherNameIsRecorded() throws {
        let fixture = try ModelStoreFixture([Self.tiny])
        let file = try fixture.write(Self.abc, as: "lama.ONNX")
        let entry = try fixture.store.add("my.lama-2", from: file)
        #expect(
            entry
                == ModelEntry(
                    name: "my.lama-2", summary: "added from a file", fileName: "my.lama-2.onnx",
                    sha256: Self.abcSHA256, byteCount: 3))
        #expect(fixture.contents == ["my.lama-2.onnx", "my.lama-2.onnx.sha256"])
        #expect(fixture.data("my.lama-2.onnx.sha256") == Data("\(Self.abcSHA256)  my.lama-2.onnx\n".utf8))
        #expect(try fixture.store.entry(named: "my.lama-2") == entry)
        #expect(fixture.store.allEntries == [Self.tiny, entry])
        #expect(try fixture.store.installedPath(for: entry) == fixture.store.directory + "/my.lama-2.onnx")
        try fixture.store.verify(entry)

        try fixture.put(Data("abd".utf8), as: "my.lama-2.onnx")
        #expect(
            message { try fixture.store.verify(entry) }
                == "model 'my.lama-2': '\(fixture.store.directory)/my.lama-2.onnx' has SHA-256 \(Self.abdSHA256), "
                + "expected \(Self.abcSHA256). `i2e models add my.lama-2 FILE --replace` replaces it")
        #expect(
            message { try fixture.store.pull(entry) }
                == "model 'my.lama-2' was added from a file, and nothing says where to fetch it. "
                + "`i2e models add my.lama-2 FILE --replace` replaces it")
    }

    @Test func unknownNamesListTheAddedToo() throws {
        let fixture = try ModelStoreFixture([Self.tiny])
        let file = try fixture.write(Self.abc, as: "x.pb")
        try fixture.store.add("b", from: file)
        try fixture.store.add("a", from: file)
        #expect(
            message { _ = try fixture.store.entry(named: "c") } == "no model is called 'c'. Models: tiny, a, b")
    }

    @Test func whatIsThereStaysUnlessReplaced() throws {
        let fixture = try ModelStoreFixture([Self.tiny])
        let abc = try fixture.write(Self.abc, as: "x.onnx")
        let abd = try fixture.write(Data("abd".utf8), as: "x.pb")
        for name in ["tiny", "mine"] {
            let entry = try fixture.store.add(name, from: abc)
            #expect(
                message { try fixture.store.add(name, from: abd) }
                    == "model '\(name)' is there already: '\(fixture.store.path(for: entry))'. "
                    + "--replace puts the file in its place")
        }
        // Of another format, so under another file name: the old one goes.
        try fixture.store.add("mine", from: abd, replacing: true)
        #expect(fixture.contents == ["mine.pb", "mine.pb.sha256", "tiny_v1.onnx"])
        #expect(try fixture.store.entry(named: "mine").sha256 == Self.abdSHA256)
        try fixture.put(Data("abd".utf8), as: "tiny_v1.onnx")
        try fixture.store.add("tiny", from: abc, replacing: true)
        try fixture.store.verify(Self.tiny)
    }

    @Test func aModelCanBeReplacedByItself() throws {
        let fixture = try ModelStoreFixture([])
        let entry = try fixture.store.add("mine", from: fixture.write(Self.abc, as: "x.onnx"))
        try fixture.store.add("mine", from: fixture.store.path(for: entry), replacing: true)
        try fixture.store.verify(entry)
    }

    @Test(arguments: ["", ".hidden", "-x", "a/b", "../a", "a b", "a\n", "é", String(repeating: "a", count: 65)])
    func namesThatCannotBe(name: String) throws {
        let fixture = try ModelStoreFixture([])
        let file = try fixture.write(Self.abc, as: "x.onnx")
        #expect(
            message { try fixture.store.add(name, from: file) }
                == "'\(name)' cannot name a model; it takes up to 64 letters, digits, '.', '_' and '-', "
                + "a letter or digit first")
        #expect(fixture.contents == [])
    }

    @Test func theFileOfAnotherModelIsNotTaken() throws {
        let fixture = try ModelStoreFixture([Self.tiny])
        let file = try fixture.write(Self.abc, as: "x.onnx")
        #expect(
            message { try fixture.store.add("tiny_v1", from: file) }
                == "the name 'tiny_v1' would take the place of model 'tiny'; choose another")
    }

    @Test func theFormatMustBeTold() throws {
        let fixture = try ModelStoreFixture([])
        let file = try fixture.write(Self.abc, as: "x.bin")
        #expect(
            message { try fixture.store.add("mine", from: file) }
                == "cannot tell the format of '\(file)'; a model's file ends in .pb (TensorFlow frozen graph), "
                + ".onnx (ONNX), .safetensors (safetensors)")
    }

    @Test func filesThatAreNone() throws {
        let fixture = try ModelStoreFixture([])
        #expect(
            message { try fixture.store.add("mine", from: fixture.home + "/no.onnx") }
                == "no such file: \(fixture.home)/no.onnx")
        try FileManager.default.createDirectory(atPath: fixture.home + "/d.onnx", withIntermediateDirectories: true)
        #expect(
            message { try fixture.store.add("mine", from: fixture.home + "/d.onnx") }
                == "cannot read '\(fixture.home)/d.onnx': not a regular file")
        #expect(fixture.contents == [])
    }

    @Test func removingLeavesNothing() throws {
        let fixture = try ModelStoreFixture([Self.tiny])
        let file = try fixture.write(Self.abc, as: "x.onnx")
        let mine = try fixture.store.add("mine", from: file)
        try fixture.store.add("tiny", from: file)
        try fixture.put(Data("a".utf8), as: "tiny_v1.onnx.part")
        try fixture.store.remove(mine)
        try fixture.store.remove(Self.tiny)
        #expect(fixture.contents == [])
        #expect(
            message { try fixture.store.remove(Self.tiny) }
                == "model 'tiny' is not installed in '\(fixture.store.directory)'. `i2e models pull tiny` fetches it")
    }

    @Test(arguments: ["", "abc  mine.onnx\n", abcSHA256 + "  other.onnx\n", abcSHA256.uppercased() + "  mine.onnx\n"])
    func recordsThatAreNoneAreNoModels(record: String) throws {
        let fixture = try ModelStoreFixture([])
        try fixture.put(Self.abc, as: "mine.onnx")
        try fixture.put(Data(record.utf8), as: "mine.onnx.sha256")
        #expect(fixture.store.allEntries == [])
    }
}
