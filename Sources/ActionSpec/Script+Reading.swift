private import Foundation

extension Script {
    /// Reads a script from a file, YAML or JSON; see `init(text:file:)`.
    ///
    /// - Throws: `ActionSpecError`.
    public init(contentsOf path: String) throws {
        try self.init(bytes: Self.bytes(of: path), file: path)
    }

    /// The text of a script file, as it is written.
    ///
    /// - Throws: `ActionSpecError` where it cannot be read, is too long or no text.
    public static func text(of path: String) throws -> String {
        try text(bytes(of: path), file: path)
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        guard let stream = fopen(path, "rb") else {
            throw ActionSpecError(file: path, problem: .unreadable(reason: String(cString: strerror(errno))))
        }
        defer { fclose(stream) }
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.maximumBytes + 1) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, stream)
        }
        guard ferror(stream) == 0 else {
            throw ActionSpecError(file: path, problem: .unreadable(reason: String(cString: strerror(errno))))
        }
        return bytes
    }

    /// Reads a script from UTF-8 bytes; see `init(text:file:)`.
    ///
    /// - Throws: `ActionSpecError`.
    public init(bytes: [UInt8], file: String) throws {
        try self.init(text: Self.text(bytes, file: file), file: file)
    }

    private static func text(_ bytes: [UInt8], file: String) throws -> String {
        guard bytes.count <= Self.maximumBytes else {
            throw ActionSpecError(file: file, problem: .tooLarge(bytes: bytes.count))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ActionSpecError(file: file, problem: .notText)
        }
        return text
    }

    /// Reads a script from YAML or JSON: a list of steps, or a mapping of `version` and `actions`.
    ///
    /// Every step is checked whole (fields, types, ranges), so what a script asks for can be resolved against a scene
    /// but never be malformed. Names are not looked up here. `file` is what errors and locations call the text.
    ///
    /// - Throws: `ActionSpecError`, with line and column.
    public init(text: String, file: String) throws {
        guard text.utf8.count <= Self.maximumBytes else {
            throw ActionSpecError(file: file, problem: .tooLarge(bytes: text.utf8.count))
        }
        try self.init(steps: ScriptReader(file: file).steps(in: text))
    }
}
