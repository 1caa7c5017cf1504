import Foundation
import Raster
import Testing

@Suite struct ExamplesTests {
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
