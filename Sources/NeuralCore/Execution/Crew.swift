import Foundation
import Synchronization

/// Threads that share the work of one node. Who does which part never changes a result, so neither does their number.
package final class Crew: Sendable {
    /// One thread: the caller's.
    package static let alone = Crew(threadCount: 1)

    package let threadCount: Int
    private let board: Board?

    package init(threadCount: Int) {
        precondition(threadCount >= 1, "a crew has at least its caller")
        self.threadCount = threadCount
        board = threadCount > 1 ? Board() : nil
        guard let board else { return }
        for index in 1..<threadCount {
            let thread = Thread { board.work(index) }
            thread.name = "neural-\(index)"
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    deinit { board?.dismiss() }

    /// Calls `body` for consecutive ranges that together make `0..<count`, each of `grain` at least where there are as
    /// many, with the number of the thread (below `threadCount`) that does it. Returns when all are done. Not to be called
    /// by `body`, nor by two threads at once.
    package func share(_ count: Int, grain: Int = 1, _ body: (_ range: Range<Int>, _ worker: Int) -> Void) {
        guard let board, count > grain else {
            if count > 0 { body(0..<count, 0) }
            return
        }
        // A few parts for each thread, so that one which is held up does not hold up the others.
        let partCount = min(threadCount * 4, (count + grain - 1) / grain)
        withoutActuallyEscaping(body) { body in
            board.run(partCount: partCount) { part, worker in
                body(count * part / partCount..<count * (part + 1) / partCount, worker)
            }
        }
    }

    package func share(_ count: Int, grain: Int = 1, _ body: (Range<Int>) -> Void) {
        share(count, grain: grain) { range, _ in body(range) }
    }

    /// Where the caller leaves work, and helpers look for it.
    private final class Board: @unchecked Sendable {
        /// Counts the jobs; helpers wait for it to change.
        private let job = Atomic<Int>(0)
        private let isOpen = Atomic<Bool>(false)
        /// Helpers at the job. The caller closes a job, then waits for those that had come; one that comes later sees it
        /// closed, so nobody waits for a helper that sleeps.
        private let present = Atomic<Int>(0)
        private let nextPart = Atomic<Int>(0)
        private let isDismissed = Atomic<Bool>(false)
        private let sleepers = Atomic<Int>(0)
        private let bell = NSCondition()
        // Written by the caller while no helper is present, read by helpers while the job is open.
        private var partCount = 0
        private var body: ((_ part: Int, _ worker: Int) -> Void)?

        /// Turns of waiting before a helper sleeps: some tenths of a millisecond.
        private static let patience = 100_000

        func run(partCount: Int, _ body: @escaping (_ part: Int, _ worker: Int) -> Void) {
            self.partCount = partCount
            self.body = body
            nextPart.store(0, ordering: .relaxed)
            isOpen.store(true, ordering: .sequentiallyConsistent)
            job.add(1, ordering: .sequentiallyConsistent)
            if sleepers.load(ordering: .sequentiallyConsistent) > 0 { ring() }
            takeParts(worker: 0)
            isOpen.store(false, ordering: .sequentiallyConsistent)
            while present.load(ordering: .sequentiallyConsistent) > 0 {}
            self.body = nil
        }

        func work(_ worker: Int) {
            var seen = 0
            while !isDismissed.load(ordering: .acquiring) {
                waitForChange(from: seen)
                seen = job.load(ordering: .sequentiallyConsistent)
                present.add(1, ordering: .sequentiallyConsistent)
                if isOpen.load(ordering: .sequentiallyConsistent) { takeParts(worker: worker) }
                present.subtract(1, ordering: .sequentiallyConsistent)
            }
        }

        private func waitForChange(from seen: Int) {
            for _ in 0..<Self.patience where job.load(ordering: .acquiring) != seen { return }
            bell.lock()
            sleepers.add(1, ordering: .sequentiallyConsistent)
            while job.load(ordering: .sequentiallyConsistent) == seen { bell.wait() }
            sleepers.subtract(1, ordering: .sequentiallyConsistent)
            bell.unlock()
        }

        private func takeParts(worker: Int) {
            guard let body else { return }
            while true {
                let part = nextPart.add(1, ordering: .relaxed).oldValue
                if part >= partCount { return }
                body(part, worker)
            }
        }

        private func ring() {
            bell.lock()
            bell.broadcast()
            bell.unlock()
        }

        func dismiss() {
            isDismissed.store(true, ordering: .sequentiallyConsistent)
            job.add(1, ordering: .sequentiallyConsistent)
            ring()
        }
    }
}
