public import Raster

/// What can be wrong with what a session is asked for, beyond what the modules below it say.
public enum SessionError: Error, Hashable, Sendable {
    case canvasMismatch(picture: PixelSize, canvas: PixelSize)
    case promptOutside(String, picture: PixelSize)
    case maskMismatch(mask: PixelSize, picture: PixelSize)
    case emptyMask
    /// A choice the contract names that this build cannot serve.
    case unavailable(what: String, instead: String)
    case cannotWrite(path: String, why: String)
    /// A cutout is transparent, and the file's format has no transparency.
    case opaqueCutout(path: String)
    /// The service that makes pictures of what is described did not make one.
    case generator(address: String, why: String)
    /// A picture that was made fills its frame, and what it shows cannot be told from what is around it.
    case uncutGeneration(description: String)
    /// The folder of pictures to insert by name is not there.
    case noAssets(folder: String)
}

extension SessionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .canvasMismatch(let picture, let canvas):
            "the scene is \(canvas.width)×\(canvas.height), the picture \(picture.width)×\(picture.height)"
        case .promptOutside(let prompt, let picture):
            "\(prompt) lies outside the picture, which is \(picture.width)×\(picture.height)"
        case .maskMismatch(let mask, let picture):
            "the mask is \(mask.width)×\(mask.height) pixels, the picture \(picture.width)×\(picture.height); "
                + "they must be the same"
        case .emptyMask:
            "the mask is black all over: white marks the object"
        case .unavailable(let what, let instead):
            "\(what) is not available; \(instead)"
        case .cannotWrite(let path, let why):
            "cannot write '\(path)': \(why)"
        case .opaqueCutout(let path):
            "'\(path)' cannot hold a cutout, which is transparent around the thing: write PNG"
        case .generator(let address, let why):
            "the image generator at \(address) \(why)"
        case .uncutGeneration(let description):
            "the picture that was made of '\(description)' is opaque, and the thing in it cannot be told from what is around it; "
                + "give a picture file"
        case .noAssets(let folder):
            "I2E_ASSETS names '\(folder)', which is no folder"
        }
    }
}
