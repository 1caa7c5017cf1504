/// Walks the top level of a protocol buffer message without reading into its fields, so that a large file can stay
/// mapped and only the records needed are decoded. (https://protobuf.dev/programming-guides/encoding)
struct RecordReader {
    /// A field with the range of its contents, for the length-delimited fields; others are skipped.
    struct Record {
        let number: Int
        let range: Range<Int>
    }

    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next length-delimited field, or nil at the end. Throws `notAGraph` at bytes that no message can have.
    mutating func next() throws(NeuralError) -> Record? {
        while offset < bytes.count {
            let start = offset
            let key = try variableLengthInteger()
            let (number, wireType) = (key >> 3, key & 7)
            guard number >= 1, number < 1 << 29 else { throw .notAGraph(offset: start) }
            switch wireType {
            case 0: _ = try variableLengthInteger()
            case 1: try skip(8, from: start)
            case 2:
                let length = try variableLengthInteger()
                guard length <= UInt64(bytes.count - offset) else { throw .notAGraph(offset: start) }
                let range = offset..<offset + Int(length)
                offset = range.upperBound
                return Record(number: Int(number), range: range)
            case 5: try skip(4, from: start)
            default: throw .notAGraph(offset: start)
            }
        }
        return nil
    }

    private mutating func skip(_ count: Int, from start: Int) throws(NeuralError) {
        guard count <= bytes.count - offset else { throw .notAGraph(offset: start) }
        offset += count
    }

    private mutating func variableLengthInteger() throws(NeuralError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard offset < bytes.count else { throw .notAGraph(offset: start) }
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
        }
        throw .notAGraph(offset: start)
    }
}
