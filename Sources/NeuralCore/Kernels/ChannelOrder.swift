/// Turns one picture from one order of axes to the other.
enum ChannelOrder {
    private static let tile = 16

    /// `result` (columns × rows) is `matrix` (rows × columns) turned over. Channels × pixels becomes pixels × channels so,
    /// and the other way round.
    static func transpose(
        _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, into result: UnsafeMutablePointer<Float>, crew: Crew
    ) {
        let tiles = (columns + tile - 1) / tile
        crew.share(tiles, grain: max(1, (1 << 14) / max(1, rows * tile))) { range in
            for tileIndex in range {
                let firstColumn = tileIndex * tile
                let lastColumn = min(columns, firstColumn + tile)
                for firstRow in stride(from: 0, to: rows, by: tile) {
                    let lastRow = min(rows, firstRow + tile)
                    for column in firstColumn..<lastColumn {
                        for row in firstRow..<lastRow {
                            result[column * rows + row] = matrix[row * columns + column]
                        }
                    }
                }
            }
        }
    }
}
