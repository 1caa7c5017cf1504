import ArgumentParser
import NeuralCore

extension Models {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows what can be installed and what is.")

        @OptionGroup var reach: Reach

        func run() throws {
            let store = try ModelStore()
            for entry in store.allEntries {
                let state = store.isInstalled(entry) ? "installed" : "missing"
                let license = entry.license ?? "unknown licence"
                print("\(entry.name)\t\(state)\t\(ByteSize(entry.byteCount))\t\(license)\t\(entry.summary)")
            }
        }
    }
}
