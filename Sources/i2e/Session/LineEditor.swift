import CEdit
import Foundation
import Synchronization

/// Lines from a person at a terminal, with editing, history and completion, or else from standard input as it comes.
struct LineEditor {
    let isInteractive = isatty(STDIN_FILENO) == 1

    /// What tab may complete a word to; C's callbacks carry nothing, so it is one for the process.
    private static let phrases = Mutex<[String]>([])

    init() {
        guard isInteractive else { return }
        cedit_begin { text, _, _ in
            cedit_complete_no_files()
            return rl_completion_matches(text) { text, index in LineEditor.match(text, Int(index)) }
        }
    }

    /// The next line, nil at the end.
    ///
    /// - Parameter phrases: what may be completed; a word may begin any of their words.
    func readLine(prompt: String, completing phrases: [String]) -> String? {
        guard isInteractive else { return Swift.readLine() }
        Terminal.endProgress()
        Self.phrases.withLock { $0 = Self.endings(of: phrases) }
        guard let line = readline(prompt) else { return nil }
        defer { free(line) }
        let text = String(cString: line)
        if !text.allSatisfy(\.isWhitespace) { add_history(line) }
        return text
    }

    /// "yellow mug" and "mug", so that the second word can be completed after the first.
    private static func endings(of phrases: [String]) -> [String] {
        let endings = phrases.flatMap { phrase in
            let words = phrase.split(separator: " ")
            return words.indices.map { words[$0...].joined(separator: " ") }
        }
        return Set(endings).sorted()
    }

    private static func match(_ text: UnsafePointer<CChar>?, _ index: Int) -> UnsafeMutablePointer<CChar>? {
        guard let text else { return nil }
        let start = String(cString: text)
        let matches = phrases.withLock { $0.filter { $0.hasPrefix(start) } }
        return matches.indices.contains(index) ? strdup(matches[index]) : nil
    }
}
