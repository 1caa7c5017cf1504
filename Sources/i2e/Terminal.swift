import Foundation

/// Standard error, where prose goes, and standard output, where data goes.
enum Terminal {
    static let showsProgress = isatty(STDERR_FILENO) == 1
    private nonisolated(unsafe) static var isProgressShown = false

    static func say(_ line: String) {
        endProgress()
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    static func warn(_ sentence: String) { say("warning: " + sentence) }

    static func note(_ sentence: String) { say("note: " + sentence) }

    /// Shows what is being done, on a terminal only.
    static func progress(_ stage: String) { show(stage + "…") }

    /// Draws the line at the bottom anew, on a terminal only.
    static func show(_ line: String) {
        guard showsProgress else { return }
        isProgressShown = true
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }

    static func endProgress() {
        guard isProgressShown else { return }
        isProgressShown = false
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    static func output(_ data: Data) {
        endProgress()
        FileHandle.standardOutput.write(data)
    }
}
