import ActionSpec
import Raster

extension SceneError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .emptyID(let index):
            "layer \(index) has no id"
        case .repeatedID(let id):
            "two layers have the id '\(id)'; ids never repeat"
        case .backgroundSize(let found, let canvas):
            "the background is \(found.prose), but the canvas is \(canvas.prose)"
        case .number(let id, let field, let value, let allowed):
            "layer '\(id)': \(field) is \(value), expected \(allowed)"
        case .unknownSupport(let id, let support):
            "layer '\(id)' is supported by '\(support)', which is not a layer"
        case .supportCycle(let id):
            "layer '\(id)' supports itself by way of other layers"
        case .unknownOcclusion(let id):
            "an occlusion names '\(id)', which is not a layer"
        case .occlusionAgainstOrder(let front, let behind):
            "layer '\(front)' hides '\(behind)', but lies behind it in the stacking order"
        case .unknownInOrder(let id, let known):
            "order: '\(id)' is not a layer. " + Self.choice(of: id, from: known)
        case .orderConfidence(let edge):
            "order: the confidence that '\(edge.front)' is in front of '\(edge.behind)' is \(edge.confidence), expected 0 to 1"
        case .orderAgainstStack(let front, let behind):
            "order: '\(front)' is in front of '\(behind)', but lies behind it in the stacking order"
        case .orderCycle(let ids) where ids.count == 1:
            "order: '\(ids[0])' is put in front of itself"
        case .orderCycle(let ids):
            "order: "
                + ids.indices.map { "'\(ids[$0])' is in front of '\(ids[($0 + 1) % ids.count])'" }
                .joined(separator: " and ")
                + ", which runs in a circle; take one of these edges out"
        case .horizon(let row, let canvas):
            "horizon is \(row), expected a row above the lower edge of the canvas, which is \(canvas.prose)"
        case .surfaceSize(let part, let found, let canvas):
            "the region of the \(part.rawValue) is \(found.prose), but the canvas is \(canvas.prose)"
        case .repeatedSurface(let part):
            "the \(part.rawValue) is given twice among the surfaces"
        case .noSuchLayer(let id, let action, let known):
            "\(action.rawValue): there is no layer '\(id)'. Layers: "
                + (known.isEmpty ? "none" : known.map(\.rawValue).joined(separator: ", ")) + "."
        case .actionNumber(let id, let action, let field, let value, let allowed):
            "\(action.rawValue) \(id.map { "'\($0)'" } ?? "the picture"): \(field) is \(value), expected \(allowed)"
        case .idTaken(let id):
            "INSERT: the id '\(id)' is already a layer's"
        case .pictureOpacity:
            "RETOUCH: the whole picture has no opacity; name a layer"
        case .emptyInsertion(let file):
            "'\(file)' is wholly transparent"
        case .viewTooFar(let share):
            "VIEWPOINT: only \(Int((100 * share).rounded())) % of what shows then was in the picture, and the rest would be made up; "
                + "at least half must have been. Move the camera less."
        case .noSurface(let part, let known):
            "BACKGROUND: no \(part.rawValue) was found in the picture. "
                + (known.isEmpty
                    ? "Its background can only be changed as a whole."
                    : "It shows: \(known.map(\.rawValue).joined(separator: ", ")).")
        case .notALayerFolder(let path):
            "'\(path)' is not a layer folder: it holds no scene.json"
        case .unreadableFile(let path):
            "cannot read '\(path)'"
        case .tooLarge(let path, let what, let found, let limit):
            "\(path): \(found) \(what), more than the \(limit) allowed"
        case .malformed(let path, let field, let why):
            field.isEmpty ? "\(path): \(why)" : "\(path): \(field): \(why)"
        case .unsafePath(let path, let field, let value):
            "\(path): \(field): '\(value)' does not stay inside the folder"
        case .wouldOverwrite(let path):
            "'\(path)' exists and is not a layer folder; name a new or an empty folder"
        case .cannotWrite(let path, let why):
            "cannot write '\(path)': \(why)"
        }
    }
}

extension SceneError {
    private static func choice(of id: LayerID, from known: [LayerID]) -> String {
        let names = known.map(\.rawValue)
        let list = "Layers: " + (names.isEmpty ? "none" : names.joined(separator: ", ")) + "."
        return nearest(to: id.rawValue, in: names).map { list + " Did you mean '\($0)'?" } ?? list
    }
}

extension PixelSize {
    fileprivate var prose: String { "\(width)×\(height)" }
}
