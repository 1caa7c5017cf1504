/// The name of one layer that never repeats within a scene and never changes.
public struct LayerID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ rawValue: String) { self.rawValue = rawValue }

    public var description: String { rawValue }

    public static func < (left: LayerID, right: LayerID) -> Bool { left.rawValue < right.rawValue }
}
