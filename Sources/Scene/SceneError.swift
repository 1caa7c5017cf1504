public import ActionSpec
public import Raster

/// What can be wrong with a scene, a layer folder, or an action applied to one: facts only, see `description` for prose.
public enum SceneError: Error, Equatable, Sendable {
    // A scene that does not hold together.
    case emptyID(index: Int)
    case repeatedID(LayerID)
    case backgroundSize(found: PixelSize, canvas: PixelSize)
    case number(LayerID, field: String, value: Double, allowed: String)
    case unknownSupport(LayerID, support: LayerID)
    case supportCycle(LayerID)
    case unknownOcclusion(LayerID)
    /// The stacking order puts the layer that hides another behind it.
    case occlusionAgainstOrder(front: LayerID, behind: LayerID)
    case unknownInOrder(LayerID, known: [LayerID])
    case orderConfidence(OrderEdge)
    case orderAgainstStack(front: LayerID, behind: LayerID)
    /// Each is said to be in front of the next, and the last in front of the first.
    case orderCycle([LayerID])
    case horizon(Double, canvas: PixelSize)
    case surfaceSize(BackgroundPart, found: PixelSize, canvas: PixelSize)
    case repeatedSurface(BackgroundPart)

    // An action that cannot be applied.
    case noSuchLayer(LayerID, action: ActionKind, known: [LayerID])
    /// Nil for the whole picture.
    case actionNumber(LayerID?, action: ActionKind, field: String, value: Double, allowed: String)
    case idTaken(LayerID)
    /// There is nothing behind a picture to show through it.
    case pictureOpacity
    case emptyInsertion(file: String)
    case noSurface(BackgroundPart, known: [BackgroundPart])
    case viewTooFar(shareSeen: Double)

    // A layer folder.
    case notALayerFolder(path: String)
    case unreadableFile(path: String)
    case tooLarge(path: String, what: String, found: Int, limit: Int)
    case malformed(path: String, field: String, why: String)
    case unsafePath(path: String, field: String, value: String)
    case wouldOverwrite(path: String)
    case cannotWrite(path: String, why: String)

    /// What a caller may do about it.
    public enum Category: Sendable { case badData, missingInput, cannotWrite, refused }

    public var category: Category {
        switch self {
        case .notALayerFolder: .missingInput
        case .wouldOverwrite, .cannotWrite: .cannotWrite
        case .noSuchLayer, .actionNumber, .idTaken, .pictureOpacity, .emptyInsertion, .noSurface, .viewTooFar: .refused
        default: .badData
        }
    }
}
