import Foundation

/// Seconds of wall time by stage of the work.
public struct Timings: Encodable, Sendable {
    public private(set) var seconds: [String: Double] = [:]

    public init() {}

    /// Runs `body` and adds its time to `stage`, also where it throws.
    mutating func measure<Result>(_ stage: String, _ body: () throws -> Result) rethrows -> Result {
        let start = DispatchTime.now().uptimeNanoseconds
        let result = try body()
        let elapsed = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        seconds[stage, default: 0] += (elapsed * 1000).rounded() / 1000
        return result
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.singleValueContainer()
        try values.encode(seconds)
    }
}
