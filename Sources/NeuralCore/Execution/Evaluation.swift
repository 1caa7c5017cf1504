/// One operator at once, over tensors: for constants, and for what a run finds out.
enum Evaluation {
    /// The results. Throws what the operator throws; `notConstant` only where an input's values are not known.
    static func evaluate(
        _ operation: any Operator, _ operands: Operands, crew: Crew = .alone
    ) throws(NeuralError) -> [Tensor] {
        if operands.areKnown, let body = try operation.body(operands) {
            let results = try body.evaluate(operands.all.compactMap { $0?.tensor })
            guard results.count >= operands.resultCount else {
                throw .wrongResultCount(node: operands.node, count: operands.resultCount)
            }
            return results
        }
        let narrow = operation.takesNarrowFloats ? nil : operands.narrowFloat
        let results = try evaluateWide(operation, narrow == nil ? operands : operands.widened(), crew: crew)
        guard results.count >= operands.resultCount else {
            throw .wrongResultCount(node: operands.node, count: operands.resultCount)
        }
        guard let narrow else { return results }
        return results.map { $0.element == .float32 ? $0.converted(to: narrow) : $0 }
    }

    private static func evaluateWide(
        _ operation: any Operator, _ operands: Operands, crew: Crew
    ) throws(NeuralError) -> [Tensor] {
        let inferences = try operation.infer(operands)
        var types: [TensorType] = []
        var isComputed = false
        for inference in inferences {
            switch inference {
            case .type(let type):
                types.append(type)
                isComputed = true
            case .known(let tensor):
                types.append(tensor.type)
            case .view(let input, let shape):
                types.append(TensorType(try operands(input).element, shape))
            }
        }
        let computed = isComputed ? try run(operation, operands, types, crew: crew) : []
        var results: [Tensor] = []
        for (index, inference) in inferences.enumerated() {
            switch inference {
            case .type: results.append(computed[index])
            case .known(let tensor): results.append(tensor)
            case .view(let input, let shape): results.append(Tensor(try operands.tensor(input), reshapedTo: shape))
            }
        }
        return results
    }

    private static func run(
        _ operation: any Operator, _ operands: Operands, _ types: [TensorType], crew: Crew
    ) throws(NeuralError) -> [Tensor] {
        let kernel = try operation.kernel(operands, results: types)
        let results = types.map { Tensor(uninitialized: $0) }
        // One more of each, so that a node without inputs has an address to give.
        var inputs = [UnsafeRawPointer?](repeating: nil, count: operands.count + 1)
        for index in operands.all.indices where operands.all[index] != nil {
            inputs[index] = try operands.tensor(index).bytes.baseAddress
        }
        let outputs = results.map { UnsafeMutableRawPointer(mutating: $0.bytes.baseAddress) } + [nil]
        let scratchByteCount = kernel.scratchByteCount(threadCount: crew.threadCount)
        let scratch: UnsafeMutableRawBufferPointer? =
            scratchByteCount > 0 ? .allocateAligned(byteCount: scratchByteCount) : nil
        defer {
            scratch?.deallocate()
            withExtendedLifetime(operands) {}
        }
        let failure = inputs.withUnsafeBufferPointer { inputs in
            outputs.withUnsafeBufferPointer { outputs -> NeuralError? in
                do throws(NeuralError) {
                    try kernel.run(
                        Frame(
                            inputs: inputs.baseAddress!, outputs: outputs.baseAddress!, scratch: scratch?.baseAddress,
                            kernel: kernel, crew: crew))
                    return nil
                } catch {
                    return error
                }
            }
        }
        if let failure { throw failure }
        return results
    }
}

extension Operands {
    /// The type of the first input that is a float of 16 bits or fewer.
    var narrowFloat: ElementType? { all.lazy.compactMap { $0?.element }.first { $0.isNarrowFloat } }

    /// The same with those as float32.
    func widened() -> Operands {
        guard narrowFloat != nil else { return self }
        let wide = all.map { operand -> Operand? in
            guard let operand, operand.element.isNarrowFloat else { return operand }
            return Operand(
                type: TensorType(.float32, operand.shape), tensor: operand.tensor?.converted(to: .float32))
        }
        return Operands(node: node, wide, resultCount: resultCount)
    }
}
