import NeuralCore
import SeededRandom
import Testing

@Suite struct TransferMeterTests {
    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (29_546_882, "29.5 MB"), (999_949, "999.9 kB"),
        (999_950, "1.0 MB"), (1_099_999_999, "1.1 GB"), (208_044_816, "208.0 MB"),
    ])
    func sizesReadAsDecimalUnits(count: Int, text: String) { #expect("\(ByteSize(count))" == text) }

    @Test func aSteadyDownload() {
        var meter = TransferMeter(total: 10_000_000, bytes: 0, atSeconds: 100)
        #expect(meter.bar == "[--------------------] 0 %")
        meter.update(bytes: 100_000, atSeconds: 100.1)
        #expect(meter.bytesPerSecond == nil)
        for second in 1...4 { meter.update(bytes: 1_000_000 * second, atSeconds: 100 + Double(second)) }
        #expect(meter.bar == "[########------------] 40 %, 1.0 MB/s, 6 s left")
        meter.update(bytes: 10_000_000, atSeconds: 110)
        #expect(meter.text.hasPrefix("100 % of 10.0 MB, ") && !meter.text.contains("left"))
    }

    @Test func theSpeedIsThatOfTheLastSeconds() throws {
        var meter = TransferMeter(total: 1_000_000_000, bytes: 0, atSeconds: 0)
        for tenth in 1...100 { meter.update(bytes: tenth * 1_000_000, atSeconds: Double(tenth) / 10) }
        for tenth in 1...60 { meter.update(bytes: 100_000_000 + tenth * 10_000, atSeconds: 10 + Double(tenth) / 10) }
        let rate = try #require(meter.bytesPerSecond)
        #expect(abs(rate - 100_000) < 5000, "\(rate)")
        #expect(meter.text.hasSuffix("2 h left"), "\(meter.text)")
    }

    @Test func whatWasThereBeforeIsNoSpeed() {
        var meter = TransferMeter(total: 1_000_000, bytes: 900_000, atSeconds: 0)
        meter.update(bytes: 910_000, atSeconds: 1)
        #expect(meter.text == "91 % of 1.0 MB, 10.0 kB/s, 9 s left")
    }

    @Test func beginningAgainForgetsTheSpeed() {
        var meter = TransferMeter(total: 1000, bytes: 0, atSeconds: 0)
        meter.update(bytes: 900, atSeconds: 1)
        meter.update(bytes: 0, atSeconds: 2)
        #expect(meter.text == "0 % of 1.0 kB")
        meter.update(bytes: 100, atSeconds: 3)
        #expect(meter.text == "10 % of 1.0 kB, 100 B/s, 9 s left")
    }

    @Test func manyPiecesKeepTheSpeed() throws {
        var random = SeededRandom(seed: 3)
        var meter = TransferMeter(total: 1 << 40, bytes: 0, atSeconds: 0)
        var (bytes, seconds) = (0, 0.0)
        while seconds < 20 {
            seconds += Double.random(in: 0.0001...0.002, using: &random)
            bytes = Int(seconds * 2_000_000)
            meter.update(bytes: bytes, atSeconds: seconds)
        }
        let rate = try #require(meter.bytesPerSecond)
        #expect(abs(rate - 2_000_000) < 2000, "\(rate)")
    }
}
