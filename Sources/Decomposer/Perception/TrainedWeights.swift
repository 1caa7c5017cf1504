import Foundation

/// Weights that we trained, in the package's resources beside the program. Training/ says how they were made.
package enum TrainedWeights: String, CaseIterable, Sendable {
    case completion
    case masks
    case proposals

    package var path: String {
        Bundle.main.bundleURL.appending(path: "i2e_Decomposer.resources/Networks/\(rawValue).safetensors").path
    }

    /// Where weights should be and are not: the program was moved without its resources.
    package static var missing: [String] {
        allCases.map(\.path).filter { !FileManager.default.isReadableFile(atPath: $0) }
    }
}
