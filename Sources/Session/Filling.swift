import Compositor
import Fill
import NeuralCore
public import Raster
public import Scene

/// How holes are filled.
public enum FillMethod: Hashable, Sendable {
    /// From pieces of the rest of the picture.
    case exemplar
    /// From such pieces, and by a network: the one in the model store of that name (`lama`, `migan` or one that was added),
    /// or our own where none is named.
    case neural(model: String? = nil)
    /// As measured to be best (docs/fill.md): a drawing as it was drawn, everything else from exemplars.
    case automatic

    private func filler() throws -> any HoleFiller {
        switch self {
        case .exemplar: return ExemplarFiller()
        case .automatic: return AutomaticFiller()
        case .neural(let model?):
            let store = try ModelStore()
            return try NeuralFiller(networkAt: store.installedPath(for: store.entry(named: model)))
        case .neural(model: nil):
            guard NeuralFiller.isInstalled else {
                throw SessionError.unavailable(
                    what: "the fill network (no weights at \(NeuralFiller.weightsPath))", instead: "use --fill exemplar"
                )
            }
            return try NeuralFiller()
        }
    }

    fileprivate func fill(_ image: RGBAImage, _ hole: Mask) throws -> RGBAImage {
        try filler().fill(image, hole: hole, avoiding: nil)
    }
}

extension Picture {
    /// The picture with the white part of `hole` made up from what surrounds it; every other pixel stays.
    ///
    /// - Parameter hole: as large as the picture; above 127 is filled.
    /// - Throws: when the sizes differ, nothing is left to fill from, or the network asked for is not there.
    public func filling(_ hole: Mask, by method: FillMethod = .automatic) throws -> Picture {
        replacing(try method.fill(image, hole))
    }
}

extension Scene {
    /// The picture that the background, all effects and the layers give, stacked back to front and rounded once.
    public func flattened() -> RGBAImage { Compositor.flatten(self) }
}
