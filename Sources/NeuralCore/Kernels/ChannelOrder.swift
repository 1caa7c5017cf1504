import CKernels

/// Turns one picture from one order of axes to the other.
enum ChannelOrder {
    /// Elements that are worth a thread's while.
    private static let grain = 1 << 14

    /// `result` (columns × rows) is `matrix` (rows × columns) turned over. Channels × pixels becomes pixels × channels so,
    /// and the other way round.
    static func transpose(
        _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, into result: UnsafeMutablePointer<Float>, crew: Crew
    ) {
        crew.share(columns, grain: max(16, grain / max(1, rows))) { range in
            ck_transpose(matrix, rows, columns, result, rows, CKRange(range))
        }
    }
}
