import Raster

/// Why a picture could not be taken apart as asked.
package enum DecomposerError: Error {
    /// No pixel of what a person points out is left: other prompts have them all.
    case promptTaken(Prompt)
}

extension DecomposerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .promptTaken(let prompt):
            "nothing is left of \(prompt.name.map { "'\($0)', " } ?? "")the \(prompt.region): other boxes and masks have all of it"
        }
    }
}

extension Prompt.Region: CustomStringConvertible {
    public var description: String {
        switch self {
        case .box(let box): "box \(box.x),\(box.y),\(box.width),\(box.height)"
        case .mask: "mask"
        case .point(let point): "point \(point.x),\(point.y)"
        }
    }
}
