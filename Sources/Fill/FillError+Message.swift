import Raster

extension FillError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .sizeMismatch(let mask, let maskSize, let imageSize):
            "the \(mask) mask is \(maskSize.width)×\(maskSize.height) pixels, the picture "
                + "\(imageSize.width)×\(imageSize.height); they must be the same"
        case .nothingToFillFrom(let size):
            "nothing is left to fill from: all \(size.width)×\(size.height) pixels are hole, transparent or to be avoided"
        case .notAFillNetwork(let path, let reason):
            "'\(path)' does not fill holes: \(reason)"
        }
    }
}
