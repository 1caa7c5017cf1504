extension NeuralError {
    /// What a caller may do about it.
    package enum Kind: Sendable {
        /// The network or a tensor is damaged, or they do not fit together.
        case badData
        case missingInput
        /// The network is sound and asks for more than there is here.
        case unsupported
        case cannotWrite
    }

    package var kind: Kind {
        switch self {
        case .unreadable: .missingInput
        case .unwritable: .cannotWrite
        case .unsupportedOpset, .unsupportedOperator, .unsupportedOperatorVersion, .unsupportedAttribute,
            .unsupportedType, .unsupportedTensor, .tooMuchMemory:
            .unsupported
        default: .badData
        }
    }
}
