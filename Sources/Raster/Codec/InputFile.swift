import Glibc

/// Whole files, or standard input, into memory.
package enum InputFile {
    /// The bytes of the file at `path`, or of standard input for `-`; one longer than `limit` bytes is refused.
    package static func bytes(of path: String, limit: Int = .max) throws(RasterError) -> [UInt8] {
        if path == "-" { return try contents(of: STDIN_FILENO, name: "standard input", expecting: 0, limit: limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? .noSuchFile(path) : .cannotRead(path, reason: systemMessage(errno))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path, reason: systemMessage(errno)) }
        guard status.st_size <= limit else { throw .fileTooLong(path, limit: limit) }
        return try contents(of: descriptor, name: path, expecting: status.st_size, limit: limit)
    }

    private static func contents(
        of descriptor: Int32, name: String, expecting: Int, limit: Int
    ) throws(RasterError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            // One more than expected, so that the first block holds a whole file.
            let room = max(expecting + 1 - bytes.count, 1 << 16)
            var failure: Int32 = 0
            let block = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                var received = 0
                repeat {
                    received = Glibc.read(descriptor, buffer.baseAddress, room)
                } while received < 0 && errno == EINTR
                if received < 0 { failure = errno }
                count = max(0, received)
            }
            guard failure == 0 else { throw .cannotRead(name, reason: systemMessage(failure)) }
            if block.isEmpty { return bytes }
            if bytes.isEmpty { bytes = block } else { bytes += block }
            guard bytes.count <= limit else { throw .fileTooLong(name, limit: limit) }
        }
    }
}

/// The system's words for an error number, beginning in lower case like the rest of our sentences.
func systemMessage(_ number: Int32) -> String {
    let text = String(cString: strerror(number))
    return text.prefix(1).lowercased() + text.dropFirst()
}
