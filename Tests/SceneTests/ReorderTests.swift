import ActionSpec
import Raster
import Scene
import Testing

/// Back to front: a table, a cup on it and a ball before both; the ball overlaps the table only.
@Suite struct ReorderTests {
    private static let nothing = RGBAImage(size: PixelSize(width: 1, height: 1))

    private func order(_ id: String, _ place: StackPlace<LayerID>) throws -> [String] {
        var scene = tableScene()
        try scene.apply(.reorder(LayerID(id), place)) { _ in Self.nothing }
        try scene.validate()
        #expect(scene.layer(LayerID(id))?.placement.isIdentity == true)
        return scene.layers.map(\.id.rawValue)
    }

    @Test func places() throws {
        #expect(try order("table", .end(.front)) == ["cup", "ball", "table"])
        #expect(try order("ball", .end(.back)) == ["ball", "table", "cup"])
        #expect(try order("ball", .end(.front)) == ["table", "cup", "ball"])
        // Past the cup, which it does not touch, to behind the table.
        #expect(try order("ball", .end(.backward)) == ["ball", "table", "cup"])
        #expect(try order("table", .end(.forward)) == ["cup", "table", "ball"])
        #expect(try order("cup", .end(.forward)) == ["table", "ball", "cup"])
        #expect(try order("table", .inFrontOf(LayerID("cup"))) == ["cup", "table", "ball"])
        #expect(try order("ball", .inFrontOf(LayerID("table"))) == ["table", "cup", "ball"])
        #expect(try order("ball", .behind(LayerID("cup"))) == ["table", "ball", "cup"])
    }

    @Test func occlusionsFollow() throws {
        var scene = tableScene()
        try scene.apply(.reorder(LayerID("ball"), .end(.back))) { _ in Self.nothing }
        #expect(scene.occlusions.contains(Occlusion(front: LayerID("table"), behind: LayerID("ball"))))
        try scene.apply(.reorder(LayerID("ball"), .end(.front))) { _ in Self.nothing }
        #expect(scene.layers.map(\.id) == tableScene().layers.map(\.id))
    }

    @Test func unknownLayersAreNamed() {
        let error = #expect(throws: SceneError.self) { try order("ball", .behind(LayerID("mug"))) }
        #expect(error?.description == "REORDER: there is no layer 'mug'. Layers: table, cup, ball.")
    }
}
