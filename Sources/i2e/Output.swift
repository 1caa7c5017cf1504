import ArgumentParser
import Foundation
import Session

/// Where the edited picture goes.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.short, .customLong("output")],
        help: "The picture to write, PNG or JPEG by its extension (default: IMAGE with -edited.png).")
    var output: String?

    /// The output for `image`: beside it where nothing else was said; standard input goes to standard output.
    func path(for image: String) -> String {
        if let output { return output }
        if image == "-" { return "-" }
        let url = URL(fileURLWithPath: image)
        let name = url.deletingPathExtension().lastPathComponent + "-edited.png"
        let folder = (image as NSString).deletingLastPathComponent
        return folder.isEmpty ? name : folder + "/" + name
    }

    /// `path`, once it is sure that a picture can be written there and JSON beside it.
    func checkedPath(for image: String, json: Bool = false) throws -> String {
        let path = path(for: image)
        if json && path == "-" {
            throw ValidationError("--json and a picture cannot both go to standard output; give -o a file name.")
        }
        if case .jpeg = try PictureFormat(path: path) {
            Terminal.warn("JPEG is lossy: pixels no edit touched change too; write PNG to keep them as they are")
        }
        return path
    }
}

extension Picture {
    /// Writes the picture and says where, unless that is standard output.
    func deliver(to path: String) throws {
        Terminal.progress("writing")
        try write(to: path)
        if path != "-" { Terminal.say("wrote \(path)") }
    }
}
