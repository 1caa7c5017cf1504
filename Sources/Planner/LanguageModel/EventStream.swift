/// Takes server-sent events out of bytes as they come, wherever these are cut.
///
/// Only the `data` of events counts here. Lines are cut at bytes that are part of no other character, so text is whole.
struct EventStream {
    private var line: [UInt8] = []
    private var data: [UInt8]?
    private var isAfterReturn = false

    /// The data of the events that `bytes` complete.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [String] {
        var events: [String] = []
        for byte in bytes {
            let isFeedOfPair = byte == UInt8(ascii: "\n") && isAfterReturn
            isAfterReturn = byte == UInt8(ascii: "\r")
            switch byte {
            case UInt8(ascii: "\n") where isFeedOfPair: continue
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if let event = endLine() { events.append(event) }
            default: line.append(byte)
            }
        }
        return events
    }

    /// What the end of the stream completes: servers leave out the last empty line.
    mutating func finish() -> String? {
        _ = endLine()
        return endLine()
    }

    private mutating func endLine() -> String? {
        defer { line.removeAll(keepingCapacity: true) }
        if line.isEmpty {
            defer { data = nil }
            return data.map { String(decoding: $0, as: UTF8.self) }
        }
        let name = Array("data:".utf8)
        guard line.starts(with: name) else { return nil }
        var value = line.dropFirst(name.count)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        data = data.map { $0 + [UInt8(ascii: "\n")] + value } ?? Array(value)
        return nil
    }
}
