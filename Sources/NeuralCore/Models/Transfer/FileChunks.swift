import Foundation

/// A regular file, read from its beginning a megabyte at a time.
struct FileChunks: ~Copyable {
    let path: String
    let byteCount: Int
    private let descriptor: Int32

    /// Throws `noSuchFile`, or `unreadable` for what is no regular file.
    init(path: String) throws(ModelStoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let code = errno
            throw code == ENOENT || code == ENOTDIR
                ? .noSuchFile(path: path) : .unreadable(path: path, reason: SystemError.text(code))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, reason: "not a regular file")
        }
        self.path = path
        self.byteCount = Int(status.st_size)
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func readAll(_ body: (UnsafeRawBufferPointer) throws(ModelStoreError) -> Void) throws(ModelStoreError) {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { chunk.deallocate() }
        while true {
            let count = read(descriptor, chunk.baseAddress, chunk.count)
            if count > 0 {
                try body(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
            } else if count == 0 {
                return
            } else if errno != EINTR {
                throw .unreadable(path: path, reason: SystemError.text(errno))
            }
        }
    }
}

/// What the system says of a failed call.
enum SystemError {
    static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
