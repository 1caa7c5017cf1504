import Foundation
import Raster
import Testing

@Suite struct ExamplesTests {
    /// With the detector or without: the mug moves, and the rest of the room stays.
    @Test func tenLinesMovesTheMug() throws {
        let room = ExampleProgram.folder.appending(path: "rooms/mugs.png").path
        let path = FileManager.default.temporaryDirectory.appending(path: "mugs-\(UUID().uuidString).png").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (status, output) = try ExampleProgram(name: "TenLines").run([room, "move the yellow mug left", path])
        #expect(status == 0)
        #expect(output.hasPrefix("layers: "))
        #expect(output.hasSuffix("actions: 1\n"))
        let (before, after) = (try Picture.read(from: room).image, try Picture.read(from: path).image)
        #expect(after.size == before.size)
        var changed = PixelRect.empty
        for y in 0..<before.height {
            for x in 0..<before.width where before[x, y] != after[x, y] {
                changed = changed.union(PixelRect(x: x, y: y, width: 1, height: 1))
            }
        }
        // The mug stands in columns 337...416 and rows 193...268, and moves by 96 pixels.
        #expect(changed.width > 150)
        #expect(changed.x > 190)
        #expect(changed.maxX < 450)
        #expect(changed.y > 160)
    }

    /// The committed illustration is what its program draws; another Cairo may round edges differently.
    @Test func pumpkinIsDrawnAsCommitted() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "pumpkin-\(UUID().uuidString).png").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try ExampleProgram(name: "Pumpkin").run([path]).status == 0)
        let drawn = try Picture.read(from: path)
        let committed = try Picture.read(from: ExampleProgram.folder.appending(path: "pumpkin.png").path)
        #expect(drawn.size == committed.size)
        let different = zip(drawn.image.bytes, committed.image.bytes).count { abs(Int($0) - Int($1)) > 8 }
        #expect(different < 200)
    }
}
