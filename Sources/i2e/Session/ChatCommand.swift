import Session

/// What a line of a chat that begins with a colon asks for.
enum ChatCommand: Equatable {
    case undo(Int)
    case redo(Int)
    case branch(Int)
    case show(Int?)
    case log, layers, help, quit

    static let summary = """
        :undo [COUNT]    go back a round
        :redo [COUNT]    go forward to what was undone
        :branch ROUND    go on from any round
        :show [ROUND]    write the picture after a round
        :log             list the rounds
        :layers          list the layers
        :help            this
        :quit            end the chat
        """

    static let names = [":undo", ":redo", ":branch", ":show", ":log", ":layers", ":help", ":quit"]

    init(_ line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let number = words.count > 1 ? Int(words[1]) : nil
        let isNumbered = words.count == 2 && number != nil && number! >= 0
        switch (words[0], words.count) {
        case (":undo", 1): self = .undo(1)
        case (":undo", _) where isNumbered && number! > 0: self = .undo(number!)
        case (":redo", 1): self = .redo(1)
        case (":redo", _) where isNumbered && number! > 0: self = .redo(number!)
        case (":branch", _) where isNumbered: self = .branch(number!)
        case (":show", 1): self = .show(nil)
        case (":show", _) where isNumbered: self = .show(number!)
        case (":log", 1): self = .log
        case (":layers", 1): self = .layers
        case (":help", 1): self = .help
        case (":quit", 1), (":q", 1): self = .quit
        default:
            throw Failure(
                kind: .usage, message: "'\(line)' is no command. Commands: \(Self.names.joined(separator: ", "))")
        }
    }
}
