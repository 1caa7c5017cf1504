import ActionSpec
import Testing

@Suite struct ColorTests {
    @Test(arguments: [
        ("red", SRGBColor(red: 200, green: 50, blue: 50)), ("Grey", SRGBColor(red: 140, green: 140, blue: 140)),
        ("teal", SRGBColor(red: 0, green: 128, blue: 128)),
        ("Dark Slate Grey", SRGBColor(red: 47, green: 79, blue: 79)),
        ("light-blue", SRGBColor(red: 173, green: 216, blue: 230)), ("#fc0", SRGBColor(red: 255, green: 204, blue: 0)),
        ("#01A2ff", SRGBColor(red: 1, green: 162, blue: 255)),
    ])
    func reads(text: String, color: SRGBColor) {
        #expect(SRGBColor(parsing: text) == color)
    }

    @Test(arguments: ["", "#", "#12", "#12345", "#1234567", "#ggg", "#١٢٣", "redd", "reddish brown", "0xff0000", " "])
    func refuses(text: String) {
        #expect(SRGBColor(parsing: text) == nil)
    }

    @Test func everyWordNamesItself() {
        #expect(SRGBColor.words.count == 12)
        for word in SRGBColor.words { #expect(SRGBColor(parsing: word)?.name == word) }
    }

    @Test func namesReadBackAsTheSameColor() {
        for value in stride(from: UInt32(0), through: 0xFFFFFF, by: 4099) {
            let color = SRGBColor(
                red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
            #expect(SRGBColor(parsing: color.name) == color, "\(color)")
            #expect(SRGBColor(parsing: color.hex) == color, "\(color)")
        }
        #expect(SRGBColor(red: 0, green: 255, blue: 255).name == "aqua")
        #expect(SRGBColor(red: 255, green: 0, blue: 0).name == "#ff0000")
        #expect(SRGBColor(red: 0, green: 10, blue: 1).hex == "#000a01")
    }

    @Test func suggestsWhatWasMeant() {
        #expect(nearest(to: "MOEV", in: ["REMOVE", "MOVE"]) == "MOVE")
        #expect(nearest(to: "taret", in: ["by", "target"]) == "target")
        #expect(nearest(to: "cup", in: ["mug", "lamp"]) == nil)
        #expect(nearest(to: "", in: ["a"]) == nil)
        #expect(nearest(to: String(repeating: "a", count: 10_000), in: ["a"]) == nil)
    }
}
