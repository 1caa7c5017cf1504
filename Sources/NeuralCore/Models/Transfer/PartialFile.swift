import Foundation

/// A file on its way into the store, `NAME.part` beside its final place. Whoever has it open holds its lock, so two
/// processes never write the same one, and a download that was cut off goes on where it stopped.
struct PartialFile: ~Copyable {
    let path: String
    private(set) var byteCount: Int
    private let descriptor: Int32
    /// Whether `path` is still this file's name.
    private var isNamed = true

    /// Opens or creates the file and waits for its lock; `whenHeld` is called before waiting for another process.
    init(path: String, whenHeld: () -> Void) throws(ModelStoreError) {
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw .unwritable(path: path, reason: SystemError.text(errno)) }
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                whenHeld()
                while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
            }
            // Who held it may have renamed or deleted it meanwhile: the lock must be on the file of that name.
            var held = stat()
            var named = stat()
            if fstat(descriptor, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino,
                held.st_dev == named.st_dev
            {
                self.path = path
                self.byteCount = Int(held.st_size)
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    deinit {
        if isNamed && byteCount == 0 { unlink(path) }
        close(descriptor)
    }

    /// Writes at the end.
    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(ModelStoreError) {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(byteCount))
            if count > 0 {
                written += count
                byteCount += count
            } else if errno != EINTR {
                throw .unwritable(path: path, reason: SystemError.text(errno))
            }
        }
    }

    /// Forgets what it holds and where that came from.
    mutating func restart() throws(ModelStoreError) {
        unlink(originPath)
        guard ftruncate(descriptor, 0) == 0 else { throw .unwritable(path: path, reason: SystemError.text(errno)) }
        byteCount = 0
    }

    /// Looks again how long it is, after another program wrote to it.
    mutating func measure() {
        var status = stat()
        byteCount = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Gives the file its final name, with its contents on the disk before.
    mutating func install(as final: String) throws(ModelStoreError) {
        guard fsync(descriptor) == 0, rename(path, final) == 0 else {
            throw .unwritable(path: final, reason: SystemError.text(errno))
        }
        isNamed = false
        unlink(originPath)
    }

    /// Deletes it.
    mutating func discard() {
        guard isNamed else { return }
        isNamed = false
        unlink(originPath)
        unlink(path)
    }
}

extension PartialFile {
    /// Which version of which address the bytes are from: only the rest of that one may follow them.
    struct Origin: Equatable {
        let address: String
        /// The `ETag` or `Last-Modified` of the version.
        let validator: String
    }

    private var originPath: String { path + ".origin" }

    /// Nil where nothing says where the bytes are from.
    var origin: Origin? {
        guard let text = try? String(contentsOfFile: originPath, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return lines.count == 3 && lines[2].isEmpty ? Origin(address: lines[0], validator: lines[1]) : nil
    }

    func record(_ origin: Origin) throws(ModelStoreError) {
        do {
            try "\(origin.address)\n\(origin.validator)\n".write(
                toFile: originPath, atomically: true, encoding: .utf8)
        } catch {
            throw .unwritable(path: originPath, reason: error.localizedDescription)
        }
    }
}
