/// The code of one node, made ready for inputs of certain types. It allocates nothing.
package struct Kernel: Sendable {
    /// Bytes of scratch memory it wants.
    package let scratchByteCount: Int
    /// An input whose memory the first result may take, element over element.
    package let overwrites: Int?
    /// Computes every result. It throws only where values, not types, are wrong: an index outside a table.
    let run: @Sendable (Frame) throws(NeuralError) -> Void

    package init(
        scratchByteCount: Int = 0, overwrites: Int? = nil,
        run: @escaping @Sendable (Frame) throws(NeuralError) -> Void
    ) {
        self.scratchByteCount = scratchByteCount
        self.overwrites = overwrites
        self.run = run
    }
}

/// The memory of one node during a run.
package struct Frame {
    /// Nil for inputs that are left out.
    let inputs: UnsafePointer<UnsafeRawPointer?>
    let outputs: UnsafePointer<UnsafeMutableRawPointer?>
    let scratch: UnsafeMutableRawPointer?
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
}
