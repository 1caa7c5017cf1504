/// The code of one node, made ready for inputs of certain types. It allocates nothing.
package struct Kernel: Sendable {
    /// Bytes of scratch memory it wants.
    package let scratchByteCount: Int
    /// Bytes of scratch memory that each thread wants of its own.
    package let workerScratchByteCount: Int
    /// An input whose memory the first result may take, element over element.
    package let overwrites: Int?
    /// Constant inputs that it has copied and no longer reads.
    package let packedInputs: Set<Int>
    /// Computes every result. It throws only where values, not types, are wrong: an index outside a table.
    let run: @Sendable (Frame) throws(NeuralError) -> Void

    package init(
        scratchByteCount: Int = 0, workerScratchByteCount: Int = 0, overwrites: Int? = nil,
        packedInputs: Set<Int> = [], run: @escaping @Sendable (Frame) throws(NeuralError) -> Void
    ) {
        self.scratchByteCount = Self.aligned(scratchByteCount)
        self.workerScratchByteCount = Self.aligned(workerScratchByteCount)
        self.overwrites = overwrites
        self.packedInputs = packedInputs
        self.run = run
    }

    /// All of its scratch memory: what it shares, then each thread's.
    func scratchByteCount(threadCount: Int) -> Int { scratchByteCount + threadCount * workerScratchByteCount }

    private static func aligned(_ byteCount: Int) -> Int { (byteCount + 63) & ~63 }
}

/// The memory of one node during a run.
package struct Frame {
    /// Nil for inputs that are left out.
    let inputs: UnsafePointer<UnsafeRawPointer?>
    let outputs: UnsafePointer<UnsafeMutableRawPointer?>
    let scratch: UnsafeMutableRawPointer?
    let kernel: Kernel
    /// Who helps with the work.
    package let crew: Crew

    /// The elements of an input. `E` must be the type in memory.
    package func input<E>(_ index: Int, as type: E.Type = Float.self) -> UnsafePointer<E> {
        inputs[index]!.assumingMemoryBound(to: E.self)
    }

    /// The elements of a result, to be set. `E` must be the type in memory.
    package func output<E>(_ index: Int = 0, as type: E.Type = Float.self) -> UnsafeMutablePointer<E> {
        outputs[index]!.assumingMemoryBound(to: E.self)
    }

    package func scratch<E>(as type: E.Type = Float.self) -> UnsafeMutablePointer<E> {
        scratch!.assumingMemoryBound(to: E.self)
    }

    /// The scratch memory of one thread, by the number that `Crew.share` gives it; from a cache-line boundary.
    package func workerScratch(_ worker: Int) -> UnsafeMutableRawPointer? {
        guard kernel.workerScratchByteCount > 0 else { return nil }
        return scratch! + kernel.scratchByteCount + worker * kernel.workerScratchByteCount
    }
}
