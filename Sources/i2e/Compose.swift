import ArgumentParser
import Session

struct Compose: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stacks a layer folder back into a picture.")

    @Argument(help: "A layer folder.") var folder: String
    @Option(name: [.short, .customLong("output")], help: "The picture to write, PNG or JPEG by its extension.")
    var output: String

    func run() throws {
        _ = try PictureFormat(path: output)
        let image = try LayerFolder(folder).read().flattened()
        try Picture(image: image, hasAlpha: !image.isOpaque).deliver(to: output)
    }
}
