import Synchronization

/// What is being done, told to everyone who listens.
final class ProgressFeed: Sendable {
    private struct Listeners {
        var next = 0
        var continuations: [Int: AsyncStream<String>.Continuation] = [:]
    }

    private let listeners = Mutex(Listeners())

    /// A stream of what is said from now on; it ends when the feed does.
    func listen() -> AsyncStream<String> {
        AsyncStream(bufferingPolicy: .bufferingNewest(64)) { continuation in
            let number = listeners.withLock { listeners in
                listeners.next += 1
                listeners.continuations[listeners.next] = continuation
                return listeners.next
            }
            continuation.onTermination = { [weak self] _ in
                self?.listeners.withLock { $0.continuations[number] = nil }
            }
        }
    }

    func say(_ stage: String) {
        for continuation in listeners.withLock({ Array($0.continuations.values) }) { continuation.yield(stage) }
    }

    deinit {
        for continuation in listeners.withLock({ Array($0.continuations.values) }) { continuation.finish() }
    }
}
