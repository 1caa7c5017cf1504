public import Foundation
public import Planner

extension Parse {
    /// What `i2e parse --json` prints: the intents and what was refused, keys sorted, with a line end.
    public func json() throws -> Data {
        try JSONEncoder.deterministic(pretty: true).encode(self) + Data("\n".utf8)
    }
}
