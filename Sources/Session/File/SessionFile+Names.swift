import ActionSpec
import Scene

extension SessionFile {
    /// - Throws: `Fault` where an id or a name is none that a layer has: people read them, scripts and file names are made of them.
    static func checkNames(of scene: Scene) throws {
        for layer in scene.layers {
            for text in [layer.id.rawValue, layer.name] where !isName(text) {
                let shown = text.prefix(60).map { $0.isASCII && ($0.asciiValue! < 32 || $0 == "\u{7F}") ? " " : $0 }
                throw Fault(what: "a layer is called '\(String(shown))', and names are words of at most 200 characters")
            }
        }
    }

    /// Letters, digits, spaces and the marks that names have.
    private static func isName(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count) && text.allSatisfy { $0.isLetter || $0.isNumber || marks.contains($0) }
    }

    private static let marks = Set(" -_'’.,&()+#!?:%°\"")
}
