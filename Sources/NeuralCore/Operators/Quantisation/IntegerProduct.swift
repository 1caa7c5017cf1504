/// Products of matrices of 8-bit integers, in double precision, which holds their sums exactly.
struct IntegerProduct: Sendable {
    let layout: MatrixLayout
    let left: Centring
    let right: Centring
    let leftZeroPoint: Int
    let rightZeroPoint: Int
    let rightIndex: Int

    init(_ inputs: Operands, right rightIndex: Int, leftZeroPoint: Int, rightZeroPoint: Int) throws(NeuralError) {
        guard let layout = MatrixLayout(try inputs(0).shape, try inputs(rightIndex).shape) else {
            throw inputs.mismatch
        }
        self.layout = layout
        left = try Centring(inputs, 0, zeroPoint: leftZeroPoint, along: -2)
        right = try Centring(inputs, rightIndex, zeroPoint: rightZeroPoint, along: -1)
        (self.rightIndex, self.leftZeroPoint, self.rightZeroPoint) = (rightIndex, leftZeroPoint, rightZeroPoint)
    }

    /// Doubles of scratch memory that `run` wants; the last of them are its result.
    var scratchCount: Int { left.count + right.count + layout.result.count }

    /// The products, in the scratch memory of the node.
    func run(_ frame: Frame) -> UnsafePointer<Double> {
        let a = frame.scratch(as: Double.self)
        let (b, c) = (a + left.count, a + left.count + right.count)
        left.apply(frame, 0, zeroPoint: leftZeroPoint, into: a)
        right.apply(frame, rightIndex, zeroPoint: rightZeroPoint, into: b)
        for index in 0..<layout.batch.rowCount {
            MatrixProduct.multiply(
                a + layout.batch.start(ofRow: index, in: 0) * layout.rows * layout.inner,
                b + layout.batch.start(ofRow: index, in: 1) * layout.inner * layout.columns, transposesRight: false,
                into: c + index * layout.rows * layout.columns, rows: layout.rows, inner: layout.inner,
                columns: layout.columns)
        }
        return UnsafePointer(c)
    }
}
