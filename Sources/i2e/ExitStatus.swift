import ArgumentParser
import Foundation
import Session

/// The one place where errors become a line on standard error and an exit code.
enum ExitStatus {
    static func leave(after error: any Error) -> Never {
        Terminal.endProgress()
        if isAboutUsage(error) {
            let code = I2E.exitCode(for: error)
            let message = I2E.fullMessage(for: error)
            if code.isSuccess {
                print(message)
            } else if !message.isEmpty {
                Terminal.say(message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message)
            }
            I2E.exit(withError: code.isSuccess ? nil : code)
        }
        let failure = Failure(error)
        Terminal.say("error: " + failure.message)
        I2E.exit(withError: ExitCode(code(for: failure.kind)))
    }

    private static func isAboutUsage(_ error: any Error) -> Bool {
        error is CleanExit || error is ExitCode || error is ValidationError
            || I2E.exitCode(for: error) == .validationFailure || I2E.exitCode(for: error).isSuccess
    }

    private static func code(for kind: Failure.Kind) -> Int32 {
        switch kind {
        case .noMatch: 3
        case .refused: 4
        case .usage: 64
        case .badData: 65
        case .missingInput: 66
        case .unavailable: 69
        case .internal: 70
        case .cannotWrite: 73
        }
    }
}
