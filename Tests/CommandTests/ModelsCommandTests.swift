import Foundation
import Testing

/// `i2e models` end to end, with nothing fetched.
@Suite struct ModelsCommandTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("abc", to: "note.txt")
    }

    private var models: String { place.path + "/home/models" }
    private static let abcSHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func anAddedFileIsListedVerifiedFoundAndRemoved() throws {
        try place.write("abc", to: "net.onnx")
        let added = try place.i2e("models", "add", "mine", "net.onnx")
        #expect(added.status == 0 && added.output.isEmpty)
        #expect(added.errors == "mine added: \(models)/mine.onnx, SHA-256 \(Self.abcSHA256)\n")
        let listed = try place.i2e("models", "list", "--offline")
        #expect(listed.status == 0)
        #expect(listed.text.hasSuffix("\nmine\tinstalled\t3 B\tunknown licence\tadded from a file\n"), "\(listed.text)")
        #expect(try place.i2e("models", "path", "mine").text == models + "/mine.onnx\n")
        #expect(try place.i2e("models", "verify").errors == "mine is whole\n")
        #expect(
            try place.i2e("models", "show", "mine").text == """
                mine: added from a file
                format   ONNX
                size     3 bytes
                SHA-256  \(Self.abcSHA256)
                file     \(models)/mine.onnx (installed)

                """)
        try place.write("abd", to: "home/models/mine.onnx")
        let damaged = try place.i2e("models", "verify")
        #expect(damaged.status == 69, "\(damaged.errors)")
        #expect(damaged.errors.hasPrefix("error: model 'mine': '\(models)/mine.onnx' has SHA-256 a52d159f"))
        let again = try place.i2e("models", "add", "mine", "net.onnx")
        #expect(again.status == 73)
        #expect(
            again.errors
                == "error: model 'mine' is there already: '\(models)/mine.onnx'. --replace puts the file in its place\n"
        )
        #expect(try place.i2e("models", "add", "mine", "net.onnx", "--replace").status == 0)
        #expect(try place.i2e("models", "verify", "mine").status == 0)
        #expect(try place.i2e("models", "remove", "mine").errors == "mine removed\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: models) == [])
    }

    @Test func showSaysWhatAModelTakes() throws {
        let run = try place.i2e("models", "show", "lama", "--offline")
        #expect(run.status == 0)
        #expect(
            run.text.contains(
                "input    mask  float32 [batch, 1, 512, 512], 0...1: "
                    + "1 in the hole, 0 where the picture is known, nothing between\n"), "\(run.text)")
        #expect(run.text.contains("licence  Apache-2.0\n"))
    }

    static let refusals: [(arguments: [String], status: Int32, errors: String)] = [
        (["add", "a/b", "net.onnx"], 64, "error: 'a/b' cannot name a model; it takes up to 64 letters, "),
        (["add", "mine", "note.txt"], 64, "error: cannot tell the format of 'note.txt'; a model's file ends in .pb"),
        (["add", "mine", "nowhere.onnx"], 66, "error: no such file: nowhere.onnx"),
        (["add", "migan", "note.txt"], 65, "error: 'note.txt' is not model 'migan': it has SHA-256 "),
        (["remove", "migan"], 69, "error: model 'migan' is not installed in '"),
        (["pull", "migan", "--from", "migan.onnx"], 64, "error: 'migan.onnx' is no address to fetch from; it takes "),
        (
            ["pull", "migan", "lama", "--from", "https://a/b"], 64,
            "error: --from is the address of one model; name one."
        ),
        (["pull", "lama", "--offline"], 69, "error: model 'lama' is not installed, and --offline forbids fetching it"),
        (
            ["pull", "lama", "--from", "https://a/b", "--offline"], 69,
            "error: model 'lama' is not installed, and --offline forbids fetching it"
        ),
        (
            ["pull", "lama", "--from", "file:///nowhere/lama.onnx", "--offline"], 69,
            "error: cannot fetch model 'lama': no such file: /nowhere/lama.onnx. "
                + "`i2e models add lama FILE` installs a file that is here already"
        ),
    ]

    @Test(arguments: refusals.indices) func refusalsSayWhyAndWriteNothing(index: Int) throws {
        let refusal = Self.refusals[index]
        let run = try Command(["models"] + refusal.arguments, in: place.path)
        #expect(run.status == refusal.status, "\(refusal.arguments): \(run.errors)")
        #expect(run.errors.contains(refusal.errors), "\(refusal.arguments): \(run.errors)")
        #expect(run.output.isEmpty)
        let isThere = FileManager.default.fileExists(atPath: models)
        #expect(try !isThere || FileManager.default.contentsOfDirectory(atPath: models).isEmpty)
    }
}
