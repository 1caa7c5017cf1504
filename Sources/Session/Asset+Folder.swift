import Foundation
public import Planner

extension Asset {
    /// The PNG and JPEG files of a folder, each by its name: `park-bench.png` is a park bench.
    ///
    /// - Throws: `SessionError.noAssets` where there is no such folder.
    public static func folder(_ path: String) throws -> [Asset] {
        guard let files = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw SessionError.noAssets(folder: path)
        }
        return files.sorted().compactMap { file in
            let url = URL(fileURLWithPath: path).appendingPathComponent(file)
            guard ["png", "jpg", "jpeg"].contains(url.pathExtension.lowercased()), !file.hasPrefix(".") else {
                return nil
            }
            let words = url.deletingPathExtension().lastPathComponent.lowercased()
                .split { !$0.isLetter && !$0.isNumber }
            return words.isEmpty ? nil : Asset(name: words.joined(separator: " "), file: url.path)
        }
    }
}
