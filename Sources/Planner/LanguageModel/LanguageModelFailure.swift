public import Foundation

/// Why a language model made no plan.
public enum LanguageModelFailure: Error, Hashable, Sendable {
    /// The server cannot be reached.
    case unreachable(URL, why: String)
    case timedOut(URL, seconds: Double)
    /// Another status than 200, with what the server says.
    case status(URL, code: Int, message: String)
    /// The server answers, and not as the chat API does.
    case notChat(URL, found: String)
    /// The answer ended before it was whole.
    case brokenOff(URL, why: String)
    case tooLong(URL, limit: Int)
    /// It will not, and says why.
    case declined(model: String, reason: String)
    /// No answer was a plan that can be carried out; why the last was not.
    case invalid(model: String, tries: Int, why: String)
}

extension LanguageModelFailure: CustomStringConvertible {
    /// Each a sentence, with its stop.
    public var description: String {
        switch self {
        case .unreachable(let address, let why): "no language model at \(address.absoluteString): \(why)".stopped
        case .timedOut(let address, let seconds):
            "the language model at \(address.absoluteString) had no plan after \(decimal(seconds)) seconds; I2E_LLM_TIMEOUT gives it longer."
        case .status(let address, let code, let message):
            "the language model at \(address.absoluteString) answers HTTP \(code)\(message.isEmpty ? "" : ": \(message)")"
                .stopped
        case .notChat(let address, let found):
            "what answers at \(address.absoluteString) is not the chat API: \(found)."
        case .brokenOff(let address, let why):
            "the answer of the language model at \(address.absoluteString) broke off: \(why)".stopped
        case .tooLong(let address, let limit):
            "the language model at \(address.absoluteString) does not stop: its answer has more than \(limit) characters."
        case .declined(let model, let reason): "\(model) finds no plan for it: \(reason.stopped)"
        case .invalid(let model, let tries, let why):
            "\(model) gave no plan that can be carried out in \(tries) tries; of the last: \(why.stopped)"
        }
    }
}

extension String {
    /// With a full stop at its end.
    package var stopped: String { hasSuffix(".") || hasSuffix("?") || hasSuffix("!") ? self : self + "." }

    /// One line that is safe to show, of what a server or a model wrote.
    package func shown(atMost limit: Int) -> String {
        var line = ""
        var count = 0
        for scalar in unicodeScalars {
            guard count < limit else { return line + "…" }
            let isText = ![.control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse]
                .contains(scalar.properties.generalCategory)
            let next: Unicode.Scalar = isText && !scalar.properties.isWhitespace ? scalar : " "
            if next == " ", line.isEmpty || line.hasSuffix(" ") { continue }
            line.unicodeScalars.append(next)
            count += 1
        }
        return line.hasSuffix(" ") ? String(line.dropLast()) : line
    }
}
