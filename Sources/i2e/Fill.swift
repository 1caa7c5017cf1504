import ArgumentParser
import Session

struct Fill: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Fills the white part of a mask from what surrounds it.")

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Argument(help: "A mask of the picture's size: white is filled.") var mask: String
    @Option(name: [.short, .customLong("output")], help: "The picture to write, PNG or JPEG by its extension.")
    var output: String
    @Option(help: "How: exemplar, neural or auto.") var fill = FillKind.auto

    func run() throws {
        _ = try PictureFormat(path: output)
        guard fill != .neural else {
            throw SessionError.unavailable(what: "neural filling", instead: "use --fill exemplar")
        }
        let picture = try Picture.read(from: image)
        let hole = Mask(brightnessOf: try Picture.read(from: mask).image)
        Terminal.progress("filling")
        try picture.filling(hole).deliver(to: output)
    }
}

enum FillKind: String, ExpressibleByArgument, CaseIterable {
    case exemplar, neural, auto
}
