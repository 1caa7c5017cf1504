/// Tensors laid end to end along one axis.
enum Concatenation {
    /// `runs[k]` is how many neighbouring elements of input `k` stay together: its extents from the axis on, multiplied.
    static func apply(
        _ inputs: [UnsafePointer<Float>], runs: [Int], repeats: Int, into output: UnsafeMutablePointer<Float>
    ) {
        var destination = output
        for block in 0..<repeats {
            for (input, run) in zip(inputs, runs) {
                destination.update(from: input + block * run, count: run)
                destination += run
            }
        }
    }
}
