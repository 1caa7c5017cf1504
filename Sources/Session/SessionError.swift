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
    /// Tesseract did not read what is written on a layer.
    case unreadable(why: String)
    /// A cutout is transparent, and the file's format has no transparency.
    case opaqueCutout(path: String)
    /// The service that makes pictures of what is described did not make one.
    case generator(address: String, why: String)
    /// A picture that was made fills its frame, and what it shows cannot be told from what is around it.
    case uncutGeneration(description: String)
    /// The folder of pictures to insert by name is not there.
    case noAssets(folder: String)

    // A session's file.
    case noSession(path: String)
    case notASession(path: String)
    case newerSession(path: String, version: Int, newest: Int)
    /// `what` is wrong with it.
    case damagedSession(path: String, what: String)
    case unreadableSession(path: String, why: String)
    case sessionExists(path: String)
    /// Another process is writing to it.
    case busySession(path: String)
    /// Another process keeps changing it.
    case contendedSession(path: String)
    case otherPicture(path: String, session: String)

    // What is asked of a session.
    case noSuchRound(Int, last: Int)
    case nothingToUndo
    case nothingToRedo
    /// A mask is given for a layer that is not there.
    case noSuchLayer(name: String, layers: [String])
    case severalLayers(name: String, ids: [String])
    case cannotExport(what: String, why: String)
    /// Nothing stands where another decomposition was to find it.
    case nothingFound(prompt: String)
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
        case .unreadable(let why):
            "Tesseract could not read what is written on a thing: \(why)"
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
        case .noSession(let path):
            "no such session: \(path)"
        case .notASession(let path):
            "'\(path)' is not a session; 'i2e session new IMAGE -o FILE' makes one"
        case .newerSession(let path, let version, let newest):
            "'\(path)' was written by a newer i2e (schema \(version)); this one reads up to schema \(newest)"
        case .damagedSession(let path, let what):
            "'\(path)' is damaged: \(what)"
        case .unreadableSession(let path, let why):
            "cannot read '\(path)': \(why)"
        case .sessionExists(let path):
            "'\(path)' exists and is not overwritten; name a new file"
        case .busySession(let path):
            "another process is writing to '\(path)'; try again when it is done"
        case .contendedSession(let path):
            "another process keeps changing '\(path)'; try again when it is done"
        case .otherPicture(let path, let session):
            "'\(session)' is a session over another picture than '\(path)'"
        case .noSuchRound(let number, let last):
            last == 0
                ? "there is no round \(number): the session has none yet"
                : "there is no round \(number): the session has rounds 1 to \(last), and 0 is the picture as it was opened"
        case .nothingToUndo:
            "there is nothing to undo: the picture is as it was opened"
        case .nothingToRedo:
            "there is nothing to redo: no round was undone"
        case .noSuchLayer(let name, let layers):
            "no layer matches '\(name)'. Layers: \(layers.isEmpty ? "none" : layers.joined(separator: ", "))."
        case .severalLayers(let name, let ids):
            "several layers are called '\(name)'; name one by its id: \(ids.joined(separator: ", "))"
        case .cannotExport(let what, let why):
            "cannot export \(what): \(why)"
        case .nothingFound(let prompt):
            "nothing that could be a layer stands at \(prompt)"
        }
    }
}
