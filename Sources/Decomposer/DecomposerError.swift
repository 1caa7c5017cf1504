import Raster

/// Why a picture could not be taken apart as asked.
package enum DecomposerError: Error {
    /// No pixel of what a person points out is left: other prompts have them all.
    case promptTaken(Prompt)
    /// The network in the file takes or gives something else than one that tells depth.
    case notADepthNetwork(path: String)
}

extension DecomposerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notADepthNetwork(let path):
            "'\(path)' does not tell depth: it should take a picture float32 n×3×h×w alone and give n×h×w"
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
