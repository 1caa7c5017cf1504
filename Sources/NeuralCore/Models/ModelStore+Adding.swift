import Foundation

extension ModelStore {
    /// Copies a file into the store. Under the name of a model that can be installed it must be that model's file; any
    /// other name is taken as it is, and the file's SHA-256 is recorded beside it, so that `verify` knows it from then
    /// on (`sha256sum --check` does too).
    ///
    /// - Parameters:
    ///   - name: letters, digits, `.`, `_` and `-`, a letter or digit first, at most 64.
    ///   - path: an ONNX, frozen graph or safetensors file, told by its suffix unless the name tells it.
    ///   - replacing: whether a model of that name may be there already.
    /// - Throws: `badName`, `nameOfFile`, `unknownFormat`, `alreadyThere`, `noSuchFile`, `unreadable`, `notThatModel`,
    ///   `noSpace` or `unwritable`.
    @discardableResult
    public func add(_ name: String, from path: String, replacing: Bool = false) throws(ModelStoreError) -> ModelEntry {
        let known = entries.first { $0.name == name }
        let fileName = if let known { known.fileName } else { try fileName(forAdding: name, from: path) }
        let earlier = addedEntries.first { $0.name == name }
        for entry in [known, earlier].compactMap({ $0 }) where !replacing {
            let place = self.path(for: entry)
            if FileManager.default.fileExists(atPath: place) { throw .alreadyThere(name: name, path: place) }
        }

        let input = try FileChunks(path: path)
        var entry = known ?? ModelEntry(name: name, summary: "", fileName: fileName, sha256: "", byteCount: 0)
        var file = try partialFile(for: entry)
        let sum = SHA256()
        do throws(ModelStoreError) {
            try file.restart()
            try requireSpace(input.byteCount)
            try input.readAll { chunk throws(ModelStoreError) in
                sum.update(chunk)
                try file.append(chunk)
            }
            let digest = sum.digest()
            if let known, digest != known.sha256 {
                throw ModelStoreError.notThatModel(path: path, entry: known, actualSHA256: digest)
            }
            if known == nil { entry = Self.added(name, fileName: fileName, sha256: digest, byteCount: file.byteCount) }
            try file.install(as: self.path(for: entry))
        } catch {
            file.discard()
            throw error
        }
        if known == nil {
            if let earlier, earlier.fileName != fileName { removeFiles(of: earlier) }
            try record(entry)
        }
        return entry
    }

    /// Deletes a model's file, what a cut-off download of it left, and its record. Throws `notInstalled`.
    public func remove(_ entry: ModelEntry) throws(ModelStoreError) {
        let path = path(for: entry)
        let leftovers = [path, path + ".part"]
        guard leftovers.contains(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw .notInstalled(name: entry.name, directory: directory)
        }
        var partial = try partialFile(for: entry)
        partial.discard()
        removeFiles(of: entry)
    }

    /// What was added under names of its own, by name.
    var addedEntries: [ModelEntry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let added = names.sorted().compactMap { record -> ModelEntry? in
            guard record.hasSuffix(Self.recordSuffix) else { return nil }
            return recordedEntry(String(record.dropLast(Self.recordSuffix.count)))
        }
        return added.sorted { $0.name < $1.name }
    }

    private func fileName(forAdding name: String, from path: String) throws(ModelStoreError) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, 1...64 ~= name.utf8.count, name.first.map({ $0.isLetter || $0.isNumber }) == true else {
            throw .badName(name)
        }
        guard let format = ModelFormat(fileName: path) else { throw .unknownFormat(path: path) }
        let fileName = name + "." + format.suffix
        if let owner = entries.first(where: { $0.fileName == fileName }) {
            throw .nameOfFile(name: name, owner: owner.name)
        }
        return fileName
    }

    private func removeFiles(of entry: ModelEntry) {
        unlink(path(for: entry))
        unlink(path(for: entry) + Self.recordSuffix)
    }
}

/// Records of added files, in the form of `sha256sum`: 64 digits, two spaces, the file's name.
extension ModelStore {
    private static let recordSuffix = ".sha256"

    private func record(_ entry: ModelEntry) throws(ModelStoreError) {
        let path = path(for: entry) + Self.recordSuffix
        do {
            try "\(entry.sha256)  \(entry.fileName)\n".write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw .unwritable(path: path, reason: error.localizedDescription)
        }
    }

    /// Nil where there is no such file, or its record is none.
    private func recordedEntry(_ fileName: String) -> ModelEntry? {
        let path = directory + "/" + fileName
        var status = stat()
        guard let format = ModelFormat(fileName: fileName), !entries.contains(where: { $0.fileName == fileName }),
            stat(path, &status) == 0,
            let record = try? String(contentsOfFile: path + Self.recordSuffix, encoding: .utf8),
            record.dropFirst(64) == "  \(fileName)\n",
            record.prefix(64).allSatisfy({ $0.isHexDigit && !$0.isUppercase })
        else { return nil }
        return Self.added(
            String(fileName.dropLast(format.suffix.count + 1)), fileName: fileName, sha256: String(record.prefix(64)),
            byteCount: Int(status.st_size))
    }

    private static func added(_ name: String, fileName: String, sha256: String, byteCount: Int) -> ModelEntry {
        ModelEntry(
            name: name, summary: "added from a file", fileName: fileName, sha256: sha256, byteCount: byteCount)
    }
}
