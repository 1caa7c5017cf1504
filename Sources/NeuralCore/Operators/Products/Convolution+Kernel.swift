extension Convolution {
    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        guard let geometry = geometry(inputs) else { throw inputs.mismatch }
        let filter = try inputs(1)
        // Packing for minimal filtering costs more than one run gains.
        let method = ConvolutionMethod(geometry, isFilterKnown: filter.tensor != nil)
        let packed = filter.tensor.map { PackedFilter(geometry, method, $0.elements(Float.self).baseAddress!) }
        let task = ConvolutionTask(
            geometry, method, activation, hasBias: inputs.optional(2) != nil, hasResidual: inputs.optional(3) != nil)
        // Scratch: the filter where it is not known yet, and the pictures in the other order of axes.
        let packedCount = packed == nil ? PackedFilter.count(geometry, method) : 0
        let inputCount = isChannelsLast ? 0 : geometry.inputPixels * geometry.channels
        let outputCount = isChannelsLast ? 0 : geometry.outputPixels * geometry.outputs
        let residualCount = task.hasResidual ? outputCount : 0
        let isChannelsLast = isChannelsLast
        return Kernel(
            scratchByteCount: (packedCount + inputCount + outputCount + residualCount) * MemoryLayout<Float>.stride,
            workerScratchByteCount: task.workerScratchByteCount, packedInputs: packed == nil ? [] : [1]
        ) { frame in
            var filter = packed?.tensor.elements(Float.self).baseAddress
            var scratch = packedCount + inputCount + outputCount > 0 ? frame.scratch(as: Float.self) : nil
            if filter == nil, let memory = scratch {
                PackedFilter.pack(geometry, method, frame.input(1), into: memory)
                filter = UnsafePointer(memory)
                scratch = memory + packedCount
            }
            let bias = task.hasBias ? frame.input(2) : nil
            for picture in 0..<geometry.batch {
                let input = frame.input(0) + picture * geometry.inputPixels * geometry.channels
                let output = frame.output() + picture * geometry.outputPixels * geometry.outputs
                let residual =
                    task.hasResidual ? frame.input(3) + picture * geometry.outputPixels * geometry.outputs : nil
                guard !isChannelsLast, let turned = scratch else {
                    task.run(input, filter!, bias: bias, residual: residual, into: output, frame)
                    continue
                }
                let (turnedOutput, turnedResidual) = (turned + inputCount, turned + inputCount + outputCount)
                ChannelOrder.transpose(
                    input, rows: geometry.channels, columns: geometry.inputPixels, into: turned, crew: frame.crew)
                if let residual {
                    ChannelOrder.transpose(
                        residual, rows: geometry.outputs, columns: geometry.outputPixels, into: turnedResidual,
                        crew: frame.crew)
                }
                task.run(
                    turned, filter!, bias: bias, residual: residual.map { _ in UnsafePointer(turnedResidual) },
                    into: turnedOutput, frame)
                ChannelOrder.transpose(
                    turnedOutput, rows: geometry.outputPixels, columns: geometry.outputs, into: output, crew: frame.crew
                )
            }
        }
    }
}
