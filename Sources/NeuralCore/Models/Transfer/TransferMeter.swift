/// How a download goes: its share, its speed and the time it still takes.
public struct TransferMeter: Sendable {
    /// The speed is that of the last few seconds.
    private static let windowInSeconds = 5.0
    private static let cells = 20

    private let total: Int
    private var samples: [(seconds: Double, bytes: Int)]

    /// - Parameters:
    ///   - total: the size of the whole file, not 0.
    ///   - bytes: what is there already.
    ///   - seconds: now, on any clock that does not go back.
    public init(total: Int, bytes: Int, atSeconds seconds: Double) {
        precondition(total > 0, "a file with contents")
        self.total = total
        samples = [(seconds, bytes)]
    }

    public mutating func update(bytes: Int, atSeconds seconds: Double) {
        // Less than before: the download began again, and its speed with it.
        if bytes < samples[samples.count - 1].bytes { samples.removeAll() }
        samples.append((seconds, bytes))
        while samples.count > 2, seconds - samples[1].seconds >= Self.windowInSeconds { samples.removeFirst() }
        // Many small pieces: a sample every tenth of a second is enough.
        if samples.count > 2, seconds - samples[samples.count - 3].seconds < 0.1 {
            samples.remove(at: samples.count - 2)
        }
    }

    /// Nil before there is something to measure.
    public var bytesPerSecond: Double? {
        let (first, last) = (samples[0], samples[samples.count - 1])
        guard last.seconds - first.seconds >= 0.2, last.bytes > first.bytes else { return nil }
        return Double(last.bytes - first.bytes) / (last.seconds - first.seconds)
    }

    private var bytes: Int { samples[samples.count - 1].bytes }
    private var percent: Int { bytes * 100 / total }

    /// `45 % of 29.5 MB, 3.1 MB/s, 5 s left`.
    public var text: String { text(share: "\(percent) % of \(ByteSize(total))") }

    private func text(share: String) -> String {
        var facts = [share]
        if let rate = bytesPerSecond {
            facts.append("\(ByteSize(Int(rate)))/s")
            if bytes < total { facts.append("\(Self.duration(Double(total - bytes) / rate)) left") }
        }
        return facts.joined(separator: ", ")
    }

    /// `[#########-----------] 45 %, 3.1 MB/s, 5 s left`: at most 55 characters, so that it stays on one line.
    public var bar: String {
        let filled = bytes * Self.cells / total
        return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: Self.cells - filled) + "] "
            + text(share: "\(percent) %")
    }

    private static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<100: "\(max(1, Int(seconds.rounded(.up)))) s"
        case ..<6000: "\(Int(seconds / 60)) min"
        case ..<360_000: "\(Int(seconds / 3600)) h"
        default: "days"
        }
    }
}

/// A number of bytes in the largest decimal unit that leaves a digit before the point: `29.5 MB`.
public struct ByteSize: CustomStringConvertible, Sendable {
    private let count: Int

    public init(_ count: Int) { self.count = count }

    public var description: String {
        if count < 1000 { return "\(count) B" }
        var (unit, divisor) = ("kB", 1000)
        // Rounding to a tenth must not give 1000.0 of a unit.
        for (next, factor) in [("MB", 1_000_000), ("GB", 1_000_000_000)] where count >= factor - factor / 20_000 {
            (unit, divisor) = (next, factor)
        }
        let (whole, rest) = count.quotientAndRemainder(dividingBy: divisor)
        let tenths = whole * 10 + (rest * 10 + divisor / 2) / divisor
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
