import Glibc

/// Whole files out of memory: either the complete file stands at its path, or what stood there before.
package enum OutputFile {
    /// Writes `bytes` to the file at `path`, or to `standardOutput` for `-`.
    ///
    /// A file is written beside its path, flushed to the disk and renamed over it, keeping the permissions of a file that
    /// was there; links are followed. What is not a regular file (a device, a pipe) is written to directly.
    package static func write(
        _ bytes: [UInt8], to path: String, standardOutput: Int32 = 1
    ) throws(RasterError) {
        if path == "-" { return try send(bytes, to: standardOutput, name: "standard output") }
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists {
            guard access(path, W_OK) == 0 else { throw .cannotWrite(path, reason: systemMessage(errno)) }
            switch status.st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR: throw .cannotWrite(path, reason: systemMessage(EISDIR))
            default: return try writeDirectly(bytes, to: path)
            }
        }
        try replace(resolved(path) ?? path, with: bytes, mode: exists ? status.st_mode & 0o7777 : nil, named: path)
    }

    private static func replace(
        _ target: String, with bytes: [UInt8], mode: mode_t?, named path: String
    ) throws(RasterError) {
        let (temporary, descriptor) = try create(beside: target, named: path)
        do throws(RasterError) {
            defer { close(descriptor) }
            try send(bytes, to: descriptor, name: path)
            if let mode { fchmod(descriptor, mode) }
            guard fsync(descriptor) == 0 else { throw .cannotWrite(path, reason: systemMessage(errno)) }
            guard rename(temporary, target) == 0 else { throw .cannotWrite(path, reason: systemMessage(errno)) }
        } catch {
            unlink(temporary)
            throw error
        }
        let folder = open(self.folder(of: target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// A new file in the folder of `target`; the process id and a count keep two writers apart.
    private static func create(beside target: String, named path: String) throws(RasterError) -> (String, Int32) {
        for attempt in 0..<1000 {
            let temporary = "\(folder(of: target))/.i2e-\(getpid())-\(attempt).partial"
            let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return (temporary, descriptor) }
            guard errno == EEXIST else { break }
        }
        let reason = errno == ENOENT ? "there is no folder \(folder(of: target))" : systemMessage(errno)
        throw .cannotWrite(path, reason: reason)
    }

    private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(RasterError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path, reason: systemMessage(errno)) }
        defer { close(descriptor) }
        try send(bytes, to: descriptor, name: path)
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(RasterError) {
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress! + sent, buffer.count - sent)
                if count >= 0 {
                    sent += count
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        guard failure == 0 else { throw .cannotWrite(name, reason: systemMessage(failure)) }
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
