import Foundation
import Testing

/// The built `i2e`, run as a person would.
struct Command {
    let status: Int32
    let output: Data
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }

    /// Beside the test bundle, where the build puts it.
    static let executable: URL = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("i2e")
            if FileManager.default.isExecutableFile(atPath: candidate.path),
                (try? candidate.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
            {
                return candidate
            }
            folder.deleteLastPathComponent()
        }
        return URL(fileURLWithPath: ".build/release/i2e")
    }()

    /// - Parameters:
    ///   - folder: where it runs.
    ///   - home: `I2E_HOME`; the folder itself, so without models, where nothing else is said.
    ///   - executable: a program in another place.
    init(
        _ arguments: [String], in folder: String, input: Data = Data(), home: String? = nil, executable: URL? = nil,
        environment added: [String: String] = [:]
    ) throws {
        let process = Process()
        process.executableURL = executable ?? Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var environment = ProcessInfo.processInfo.environment
        for service in environment.keys where service.hasPrefix("I2E_LLM_") || service.hasPrefix("I2E_IMAGE_") {
            environment[service] = nil
        }
        environment["I2E_HOME"] = home ?? folder + "/home"
        environment.merge(added) { $1 }
        process.environment = environment
        // Files, not pipes: nothing can fill up and wait.
        let names = (0..<3).map { _ in FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        }
        defer { for name in names { try? FileManager.default.removeItem(at: name) } }
        try input.write(to: names[0])
        try Data().write(to: names[1])
        try Data().write(to: names[2])
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try Data(contentsOf: names[1])
        errors = String(decoding: try Data(contentsOf: names[2]), as: UTF8.self)
    }
}

/// A fresh folder with a picture `room.png` in it, gone when the test is.
final class Workplace {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func i2e(
        _ arguments: String..., input: Data = Data(), environment: [String: String] = [:]
    ) throws -> Command {
        try Command(arguments, in: path, input: input, environment: environment)
    }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
    }

    func contents() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
