import Foundation
import Raster

/// Tesseract's command, where it is installed: reads what is written in a picture.
struct Tesseract: Sendable {
    private let command: String

    /// The first `tesseract` on the PATH; nil where there is none.
    static var installed: Tesseract? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let command = folders.lazy.map { "\($0)/tesseract" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return command.map(Tesseract.init)
    }

    /// The words on a page of lines below each other, with blanks between; empty where nothing can be read.
    ///
    /// - Parameter page: dark on white, letters some 40 pixels high.
    /// - Throws: `SessionError.unreadable`.
    func words(on page: RGBAImage) throws -> String {
        let file = NSTemporaryDirectory() + "i2e-\(UUID().uuidString).png"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Picture(image: page).write(to: file)
        var seen: Set<String> = []
        return try words(in: file).filter { seen.insert($0).inserted }.joined(separator: " ")
    }

    /// In percent, from which Tesseract is believed.
    private static let leastConfidence = 40.0

    private func words(in file: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command)
        process.arguments = [file, "stdout", "--psm", "6", "--dpi", "150", "tsv"]
        var environment = ProcessInfo.processInfo.environment
        environment["OMP_THREAD_LIMIT"] = "1"
        process.environment = environment
        let (output, complaints) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, complaints)
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw SessionError.unreadable(why: error.localizedDescription)
        }
        // Tesseract says a few lines at most on standard error, which the pipe holds until it has ended.
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let why = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            throw SessionError.unreadable(why: why.split(separator: "\n").first.map(String.init) ?? "it failed")
        }
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 12, let confidence = Double(columns[10]), confidence >= Self.leastConfidence else {
                return nil
            }
            let word = columns[11].trimmingCharacters(in: .whitespaces)
            return word.contains { $0.isLetter || $0.isNumber } ? word : nil
        }
    }
}
