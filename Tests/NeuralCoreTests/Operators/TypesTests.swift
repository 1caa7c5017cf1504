import NeuralCore
import Testing

@Suite struct TypesTests {
    private func cast(_ values: [Float], to element: ElementType) throws -> [UInt8] {
        try apply(Cast(to: element), to: [Tensor(shape: [values.count], values: values)]).bits
    }

    /// Codes from the papers' tables: zeros, the largest numbers, halfway cases, and what has no place.
    @Test func eightBitFloats() throws {
        let values: [Float] = [0, -0.0, 1, -448, 1000, .infinity, .nan, 0.001_953_125, 1.0625, 1.1875]
        #expect(
            try cast(values, to: .float8E4M3FN) == [0, 0x80, 0x38, 0xfe, 0x7e, 0x7e, 0x7f, 1, 0x38, 0x3a])
        #expect(
            try cast(values, to: .float8E4M3FNUZ) == [0, 0, 0x40, 0xff, 0x7f, 0x7f, 0x80, 2, 0x40, 0x42])
        let wide: [Float] = [0, 1, -57344, 1e9, .infinity, 1.125, 1.375]
        #expect(try cast(wide, to: .float8E5M2) == [0, 0x3c, 0xfb, 0x7b, 0x7b, 0x3c, 0x3e])
        #expect(try cast(wide, to: .float8E5M2FNUZ) == [0, 0x40, 0xff, 0x7f, 0x7f, 0x40, 0x42])
        #expect(try cast([0, 0.5, 0.75, -6, 100, 2.5, 5], to: .float4E2M1) == [0, 1, 2, 0xf, 7, 4, 6])
    }

    /// Every code of every small float comes back from float32.
    @Test(arguments: [
        ElementType.float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0, .float4E2M1,
    ]) func smallFloatsRoundTrip(element: ElementType) throws {
        let codes = [UInt8](0..<UInt8(1 << (element.bitCount - 1)))
        let whole = try apply(
            Cast(to: element.bitCount == 4 ? .uint4 : .uint8), to: [Tensor(shape: [codes.count], values: codes)])
        let small = try apply(BitCast(to: element), to: [whole])
        let wide = try apply(Cast(to: .float32), to: [small])
        let back = try apply(Cast(to: element), to: [wide]).bits
        for (index, value) in wide.values.enumerated() where value.isFinite {
            #expect(back[index] == codes[index], "\(element.rawValue) \(codes[index]) is \(value)")
        }
    }

    @Test func halvesAndTheirEdges() throws {
        let values: [Float] = [
            0, -0.0, 1, 65504, 65519.99, 65520, 1e30, -.infinity, 6e-8, 2.9e-8, 0x1p-14, 0x1p-24, 1.000_488_4,
            1.000_488_2,
        ]
        let halves = try apply(Cast(to: .float16), to: [Tensor(shape: [values.count], values: values)])
        #expect(halves.values(as: Float16.self) == values.map { Float16($0) })
        let back = try apply(Cast(to: .float32), to: [halves]).values
        #expect(back == values.map { Float(Float16($0)) })
        let odd = try apply(Cast(to: .float16), to: [Tensor(scalar: Float.nan)])
        #expect(odd.values(as: Float16.self)[0].isNaN)
        #expect(try apply(Cast(to: .float32), to: [odd]).values[0].isNaN)
    }

    /// All of float16, there and back.
    @Test func everyHalf() throws {
        let halves = (0..<UInt16.max).map { Float16(bitPattern: $0) }
        let wide = try apply(Cast(to: .float32), to: [Tensor(shape: [halves.count], values: halves)])
        for (half, value) in zip(halves, wide.values) where !half.isNaN { #expect(Float(half) == value) }
        let back = try apply(Cast(to: .float16), to: [wide]).values(as: Float16.self)
        #expect(zip(halves, back).allSatisfy { $0.isNaN ? $1.isNaN : $0.bitPattern == $1.bitPattern })
    }

    @Test func brainFloatsRoundToEven() throws {
        let values = Tensor(shape: [4], values: [1, 1.003_906_25, 1.011_718_75, .nan] as [Float])
        let narrow = try apply(Cast(to: .bfloat16), to: [values])
        let back = try apply(Cast(to: .float32), to: [narrow]).values
        #expect(back[..<3] == [1, 1, 1.015_625] && back[3].isNaN)
    }

    @Test func integersDiscardHigherBits() throws {
        let wide = Tensor(shape: [4], values: [300, -1, 0x1_0000_0002, 7] as [Int64])
        #expect(try apply(Cast(to: .uint8), to: [wide]).values(as: UInt8.self) == [44, 255, 2, 7])
        #expect(try apply(Cast(to: .int32), to: [wide]).values(as: Int32.self) == [300, -1, 2, 7])
        #expect(try apply(Cast(to: .int4), to: [wide]).bits == [0xfc, 0xff, 2, 7])
        #expect(try apply(Cast(to: .bool), to: [wide]).values(as: Bool.self) == [true, true, true, true])
        #expect(
            try apply(Cast(to: .float32), to: [Tensor(scalar: UInt64.max)]).values == [18_446_744_073_709_551_615])
    }

    @Test func floatsLoseTheirFractionAndNeverTrap() throws {
        let values = Tensor(shape: [6], values: [-1.9, 2.9, 1e30, -1e30, .nan, .infinity] as [Float])
        #expect(try apply(Cast(to: .int32), to: [values]).values(as: Int32.self)[..<2] == [-1, 2])
        for element in ElementType.allCases { _ = try apply(Cast(to: element), to: [values]) }
    }

    @Test func bitsAsAnotherType() throws {
        let ones = Tensor(shape: [2], values: [1, -2] as [Float])
        #expect(try apply(BitCast(to: .uint32), to: [ones]).values(as: UInt32.self) == [0x3f80_0000, 0xc000_0000])
        let error = #expect(throws: NeuralError.self) { try apply(BitCast(to: .int64), to: [ones]) }
        #expect(error.map { "\($0)" } == "node 'result': float32 and int64 are not of one width")
    }

    @Test func dropoutDropsNothing() throws {
        let input = Tensor(shape: [2], values: [1, 2] as [Float])
        let kept = try results(of: Dropout(), over: [input], count: 2)
        #expect(kept[0].values == [1, 2])
        #expect(kept[1].values(as: Bool.self) == [true, true])
        let (ratio, training) = (Tensor(scalar: 0.5 as Float), Tensor(scalar: true))
        let error = #expect(throws: NeuralError.self) {
            try results(of: Dropout(), over: [input, ratio, training], count: 1)
        }
        #expect(
            error.map { "\($0)" }
                == "node 'result': operator Dropout with training_mode true is not supported")
        let none = try results(of: Dropout(), over: [input, Tensor(scalar: 0 as Float), training], count: 1)
        #expect(none[0].values == [1, 2])
    }
}

extension Tensor {
    /// The elements of a type that takes a byte.
    fileprivate var bits: [UInt8] { values(as: UInt8.self) }
}
