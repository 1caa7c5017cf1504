import Compositor
import Foundation
import Raster
import Scene

extension ImageGenerator {
    /// The path of a transparent picture of what `description` says, made now or, by the same model of the same words, before.
    ///
    /// A picture that comes back opaque is taken apart, and what stands out in it is kept.
    ///
    /// - Throws: `SessionError`, and `RasterError` where what comes is no picture.
    func cutout(of description: String, usesDetector: Bool) throws -> String {
        let path = path(for: description)
        if FileManager.default.fileExists(atPath: path) { return path }
        var picture = try Picture.decode(picture(of: description), name: "the picture of '\(description)'")
        if picture.image.isOpaque {
            picture = try Self.subject(of: picture, showing: description, usesDetector: usesDetector)
        }
        let bounds = picture.image.alpha.bounds()
        guard !bounds.isEmpty else { throw SessionError.uncutGeneration(description: description) }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SessionError.cannotWrite(path: folder, why: error.localizedDescription)
        }
        try Picture(image: picture.image.cropped(to: bounds), hasAlpha: true).write(to: path)
        return path
    }

    /// What fills most of the picture, where its outline is sure.
    private static func subject(of picture: Picture, showing description: String, usesDetector: Bool) throws -> Picture
    {
        var options = EditingSession.Options()
        options.usesDetector = usesDetector
        let scene = try EditingSession(picture, options: options).opened
        let largest = scene.layers.max { $0.extent.area < $1.extent.area }
        guard let largest, largest.extent.area * 20 >= picture.size.bounds.area,
            largest.outlineConfidence ?? largest.confidence >= leastConfidence
        else { throw SessionError.uncutGeneration(description: description) }
        return scene.cutout(of: largest)
    }

    private static let leastConfidence = 0.65

    /// "wooden-park-bench-1f00…png", from the words, the server and its model.
    private func path(for description: String) -> String {
        let words = description.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(6).joined(separator: "-")
        // FNV-1a
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(address.absoluteString)\n\(name ?? "")\n\(description)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return "\(folder)/\(words.prefix(60))-\(String(hash, radix: 16)).png"
    }
}
