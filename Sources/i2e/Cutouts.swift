import Foundation
import Session

/// The files that EXTRACT steps write.
struct Cutouts {
    /// Whether there is no changed picture to write beside them.
    let areAll: Bool
    private var files: [(path: String, picture: Picture)] = []

    /// A cutout without a file name is the output itself where it is all that was asked for, else lies beside it under its name.
    init(_ cutouts: [Cutout], of plan: Plan, image: String, output: OutputOptions) throws {
        let isAlone = !cutouts.isEmpty && plan.actions.allSatisfy { $0.kind == .extract }
        let unnamed = cutouts.filter { $0.file == nil }.count
        areAll = isAlone && (output.output == nil || unnamed == 1)
        let url = URL(fileURLWithPath: output.output ?? image)
        let stem = url.deletingPathExtension().lastPathComponent
        let folder =
            (output.output ?? image) == "-" ? "" : ((output.output ?? image) as NSString).deletingLastPathComponent
        for cutout in cutouts {
            let path: String
            if let file = cutout.file {
                // a sentence is the user's own, a script may be anybody's
                guard plan.instruction != nil || Self.staysInside(file) else {
                    throw SessionError.cannotWrite(
                        path: file, why: "the files of a script stay in the folder it is run in")
                }
                path = file
            } else if areAll, unnamed == 1, let said = output.output {
                path = said
            } else {
                path = fresh(
                    (folder.isEmpty ? "" : folder + "/") + (stem == "-" ? "" : stem + "-")
                        + Self.fileName(of: cutout.name))
            }
            if case .jpeg = try PictureFormat(path: path) { throw SessionError.opaqueCutout(path: path) }
            files.append((path, cutout.picture))
        }
    }

    /// Of a name that may be anybody's: no character of it means anything to a file system.
    private static func fileName(of name: String) -> String {
        String(name.prefix(80).map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "-" })
    }

    private static func staysInside(_ path: String) -> Bool {
        !path.hasPrefix("/") && !path.hasPrefix("~") && !path.split(separator: "/").contains("..")
    }

    /// Two cutouts of one name are numbered.
    private func fresh(_ stem: String) -> String {
        var number = 1
        var path = stem + ".png"
        while files.contains(where: { $0.path == path }) {
            number += 1
            path = "\(stem)-\(number).png"
        }
        return path
    }

    func deliver() throws {
        for (path, picture) in files { try picture.deliver(to: path) }
    }
}
