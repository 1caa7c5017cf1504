/// Why a file could not be fetched.
enum FetchFailure: Error {
    /// This source does not give it; another may.
    case source(String)
    /// The store cannot take it, wherever it comes from.
    case store(ModelStoreError)
}
