/// Integers that name places, as a node's input holds them.
struct Indices {
    private let wide: UnsafePointer<Int64>?
    private let narrow: UnsafePointer<Int32>?
    let count: Int

    /// Input `index` of a node, whose type is int64 or int32.
    init(_ frame: Frame, _ index: Int, _ type: TensorType) {
        wide = type.element == .int64 ? frame.input(index, as: Int64.self) : nil
        narrow = type.element == .int64 ? nil : frame.input(index, as: Int32.self)
        count = type.shape.count
    }

    @inline(__always)
    subscript(index: Int) -> Int {
        if let wide { Int(wide[index]) } else { Int(narrow![index]) }
    }

    /// Place `index` of an axis, counted from its end where it is negative. Only after `check`.
    @inline(__always)
    func place(_ index: Int, of extent: Int) -> Int {
        let place = self[index]
        return place < 0 ? place + extent : place
    }

    /// Throws where one is outside an axis.
    func check(within extent: Int, node: String) throws(NeuralError) {
        for index in 0..<count where self[index] < -extent || self[index] >= extent {
            throw .badNode(node: node, reason: "index \(self[index]) is outside an extent of \(extent)")
        }
    }
}
