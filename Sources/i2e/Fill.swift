import ArgumentParser
import Session

struct Fill: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fills the white part of a mask from what surrounds it.",
        discussion: """
            exemplar  pieces of the rest of the picture.
            neural    such pieces, and a small network's word on light and dark: nearer to the truth on most photographs by
                      half a decibel, but hazier. With --model a network of yours in the model store decides instead:
                      LaMa, MI-GAN, or one like them.
            auto      drawings as they were drawn, contours and flat colours going on; everything else from pieces: in rooms
                      that is nearer to the truth too, and on photographs it looks better.
            """)

    @Argument(help: "A PNG or JPEG file.") var image: String
    @Argument(help: "A mask of the picture's size: white is filled.") var mask: String
    @Option(name: [.short, .customLong("output")], help: "The picture to write, PNG or JPEG by its extension.")
    var output: String
    @Option(help: "How: exemplar, neural or auto.") var fill = FillKind.auto
    @Option(help: "For --fill neural: the network's name in the model store.") var model: String?

    func validate() throws {
        guard model == nil || fill == .neural else { throw ValidationError("--model goes with --fill neural") }
    }

    func run() throws {
        _ = try PictureFormat(path: output)
        let picture = try Picture.read(from: image)
        let hole = Mask(brightnessOf: try Picture.read(from: mask).image)
        Terminal.progress("filling")
        try picture.filling(hole, by: method).deliver(to: output)
    }

    private var method: FillMethod {
        switch fill {
        case .exemplar: .exemplar
        case .neural: .neural(model: model)
        case .auto: .automatic
        }
    }
}

enum FillKind: String, ExpressibleByArgument, CaseIterable {
    case exemplar, neural, auto
}
