import Foundation

/// Fetches the file at an address into a `PartialFile`: goes on where an earlier try stopped, tries again after a
/// passing failure, and never writes more than the file should hold.
struct AddressDownload: ~Copyable {
    let address: String
    let byteCount: Int
    let environment: [String: String]
    let retries: RetryPolicy
    let report: (ModelStore.PullEvent) -> Void
    /// Whether the host ever answered: one that never did is not asked again.
    private var hasAnswered = false

    init(
        address: String, byteCount: Int, environment: [String: String], retries: RetryPolicy,
        report: @escaping (ModelStore.PullEvent) -> Void
    ) {
        self.address = address
        self.byteCount = byteCount
        self.environment = environment
        self.retries = retries
        self.report = report
    }

    /// Why one try failed.
    private enum TryFailure: Error {
        /// May go away by itself; the server may ask to wait.
        case passing(String, waitInSeconds: Double? = nil)
        case lasting(String)
        case store(ModelStoreError)
    }

    mutating func fetch(into file: inout PartialFile) throws(FetchFailure) {
        var furthest = file.byteCount
        var failures = 0
        while true {
            do throws(TryFailure) {
                return try fetchOnce(into: &file)
            } catch {
                switch error {
                case .store(let error): throw .store(error)
                case .lasting(let reason): throw .source("\(address): \(reason)")
                case .passing(let reason, let wait):
                    if file.byteCount > furthest {
                        furthest = file.byteCount
                        failures = 0
                    }
                    failures += 1
                    guard failures < retries.tries else { throw .source("\(address): \(reason)") }
                    let pause = max(
                        retries.pauseInSeconds(after: failures), min(wait ?? 0, retries.longestPauseInSeconds))
                    report(.retrying(reason: reason, inSeconds: pause))
                    Thread.sleep(forTimeInterval: pause)
                }
            }
        }
    }

    private mutating func fetchOnce(into file: inout PartialFile) throws(TryFailure) {
        let origin = file.origin
        if file.byteCount > 0 && (origin?.address != address || file.byteCount > byteCount) {
            try storing { () throws(ModelStoreError) in try file.restart() }
        }
        guard file.byteCount < byteCount else { return }

        report(.connecting(to: address))
        let offset = file.byteCount
        var transfer: CurlTransfer
        do {
            transfer = try CurlTransfer(
                address: address, from: offset, validator: origin?.validator, environment: environment)
        } catch {
            throw .store(error)
        }
        guard let head = transfer.readHead() else {
            let end = transfer.finish()
            throw end.isPeaceful ? .lasting("it does not answer in HTTP") : failure(of: end)
        }
        hasAnswered = true
        do throws(TryFailure) {
            try accept(head, from: offset, into: &file)
            report(.received(bytes: file.byteCount, of: byteCount))
            while true {
                let chunk = transfer.readBody()
                guard !chunk.isEmpty else { break }
                guard file.byteCount + chunk.count <= byteCount else {
                    try storing { () throws(ModelStoreError) in try file.restart() }
                    throw .lasting("it sends more than the \(byteCount) bytes the model has")
                }
                try storing { () throws(ModelStoreError) in
                    try chunk.span.bytes.withUnsafeBytes { bytes throws(ModelStoreError) in try file.append(bytes) }
                }
                report(.received(bytes: file.byteCount, of: byteCount))
            }
        } catch {
            transfer.cancel()
            throw error
        }
        let end = transfer.finish()
        guard end.status == 0 else { throw failure(of: end) }
        guard file.byteCount == byteCount else {
            throw .passing("it ended after \(file.byteCount) of \(byteCount) bytes")
        }
    }

    /// Readies the file for the body that follows the head, or refuses it.
    private func accept(_ head: ResponseHead, from offset: Int, into file: inout PartialFile) throws(TryFailure) {
        switch head.status {
        case 200:
            // The whole file, asked for or not: the server knows no ranges, or has another version by now.
            try expect(head.contentLength)
            try storing { () throws(ModelStoreError) in
                try file.restart()
                if let validator = head.validator {
                    try file.record(PartialFile.Origin(address: address, validator: validator))
                }
            }
        case 206:
            try expect(head.contentRange?.total)
            guard offset > 0, head.contentRange?.first == offset else {
                try storing { () throws(ModelStoreError) in try file.restart() }
                throw .passing("it answered with another part than byte \(offset) on")
            }
        case 416:
            try storing { () throws(ModelStoreError) in try file.restart() }
            throw .passing("it has no byte \(offset)")
        case _ where head.isPassing:
            throw .passing("HTTP \(head.status)", waitInSeconds: head.retryAfterSeconds)
        default:
            throw .lasting("HTTP \(head.status)")
        }
    }

    private func expect(_ total: Int?) throws(TryFailure) {
        guard let total, total != byteCount else { return }
        throw .lasting("it offers \(total) bytes, the model has \(byteCount)")
    }

    private func failure(of end: CurlTransfer.End) -> TryFailure {
        if end.hasNoCurl { return .lasting("curl is needed to fetch it; install curl") }
        if end.isBreak || end.isSilence && hasAnswered { return .passing(end.complaint) }
        return .lasting(end.complaint)
    }

    private func storing(_ body: () throws(ModelStoreError) -> Void) throws(TryFailure) {
        do {
            try body()
        } catch {
            throw .store(error)
        }
    }
}

/// How often and how soon a download is tried again after it failed in a way that may pass.
package struct RetryPolicy: Sendable {
    /// Tries since one last brought bytes, that one counted.
    package let tries: Int
    package let firstPauseInSeconds: Double
    package let longestPauseInSeconds: Double

    package init(tries: Int = 5, firstPauseInSeconds: Double = 1, longestPauseInSeconds: Double = 60) {
        self.tries = tries
        self.firstPauseInSeconds = firstPauseInSeconds
        self.longestPauseInSeconds = longestPauseInSeconds
    }

    /// Doubles with every failure in a row.
    func pauseInSeconds(after failures: Int) -> Double {
        min(firstPauseInSeconds * Double(1 << min(failures - 1, 16)), longestPauseInSeconds)
    }
}
