import ActionSpec
import Planner
import Raster
import Scene
import Testing

/// Things are taken from other pictures.
@Suite struct OtherPictureTests {
    private static let room = Drawn.scene([
        Drawn.layer("chair-1", "chair", at: PixelRect(x: 60, y: 200, width: 80, height: 120), depth: 0.5),
        Drawn.layer("cup-1", "cup", at: PixelRect(x: 400, y: 260, width: 40, height: 40), .cup, color: "white"),
    ])
    private static let park = Drawn.scene([
        Drawn.layer("dog-1", "dog", at: PixelRect(x: 100, y: 220, width: 90, height: 60), color: "brown"),
        Drawn.layer("ball-1", "ball", at: PixelRect(x: 300, y: 300, width: 30, height: 30), .ball, color: "red"),
        Drawn.layer("cup-1", "cup", at: PixelRect(x: 420, y: 300, width: 20, height: 20), .cup, color: "blue"),
    ])
    private static let kennel = Drawn.scene([
        Drawn.layer("dog-1", "dog", at: PixelRect(x: 60, y: 220, width: 90, height: 60), color: "brown"),
        Drawn.layer("dog-2", "dog", at: PixelRect(x: 300, y: 220, width: 90, height: 60), color: "black"),
    ])

    private static func planner(from: String? = nil) -> Planner {
        Planner(
            otherScene: { file in
                switch file {
                case "park.jpg": park
                case "kennel.jpg": kennel
                default: throw RasterError.noSuchFile(file)
                }
            }, from: from)
    }

    private static func insertion(_ instruction: String, from: String? = nil) throws -> (Insertion?, Plan) {
        let plan = try planner(from: from).plan(instruction, for: room)
        return (
            plan.actions.lazy.compactMap { if case .insert(let insertion) = $0 { insertion } else { nil } }.first, plan
        )
    }

    @Test(
        arguments: [
            ("put the dog of park.jpg next to the chair", nil), ("put the dog next to the chair", "park.jpg"),
            ("add the dog next to the chair", "park.jpg"),
            ("insert the brown dog from park.jpg next to the chair", nil),
        ] as [(String, String?)])
    func whatIsNamedThereComesIn(instruction: String, from: String?) throws {
        let (found, plan) = try Self.insertion(instruction, from: from)
        let insertion = try #require(found)
        #expect(insertion.source == .layer("dog-1", of: "park.jpg"))
        #expect(insertion.name.hasSuffix("dog") && insertion.isHarmonized)
        #expect(insertion.height == 60)
        #expect(plan.actions.count == 1)
        #expect(plan.reasoning.contains { $0.contains("of park.jpg is the dog") }, "\(plan.reasoning)")
    }

    @Test func itIsAsLargeAsItsKindIsHere() throws {
        #expect(try Self.insertion("put the blue cup of park.jpg next to the chair").0?.height == 40)
    }

    @Test func whatIsOnlyHereStaysAMove() throws {
        let (found, plan) = try Self.insertion("put the chair next to the white cup", from: "park.jpg")
        #expect(found == nil)
        #expect(plan.actions.map(\.kind) == [.move])
        #expect(plan.reasoning.contains("Nothing is taken from park.jpg."), "\(plan.reasoning)")
    }

    @Test func itMayComeInSomethingsPlace() throws {
        let plan = try Self.planner().plan("replace the chair with the dog of park.jpg", for: Self.room)
        #expect(plan.actions.map(\.kind) == [.remove, .insert])
    }

    @Test(
        arguments: [
            (
                "put the cat of park.jpg next to the chair", nil,
                "in park.jpg, no layer matches 'cat'. Layers: dog, ball, cup. Did you mean 'dog'?"
            ),
            (
                "put the cat next to the chair", "park.jpg",
                "in park.jpg, no layer matches 'cat'. Layers: dog, ball, cup. Did you mean 'dog'?"
            ),
            (
                "put the dog next to the chair", "kennel.jpg",
                "in kennel.jpg, 'dog' could be any of 2 layers: dog at the left, 90×60 at (60, 220); dog in the middle, 90×60 at (300, 220). Say which by place, colour or size."
            ),
        ] as [(String, String?, String)])
    func whatIsNotThereIsSaidWithTheFile(instruction: String, from: String?, sentence: String) throws {
        let error = #expect(throws: PlannerError.self) {
            try Self.planner(from: from).plan(instruction, for: Self.room)
        }
        #expect(error?.description == sentence)
        #expect(error?.kind == .unmatched)
    }

    @Test func scriptsNameThemToo() throws {
        let script = try Script(
            text: """
                - {action: INSERT, file: park.jpg, layer: red ball, name: toy, right_of: chair}
                - {action: INSERT, file: park.jpg, layer: dog-1, harmonize: false, at: [300, 300]}
                - {action: INSERT, copy_of: toy, at: [200, 330]}
                - {action: REMOVE, target: chair}
                """, file: "s.yaml")
        let insertions = try Self.planner().resolve(script, for: Self.room).actions.compactMap {
            if case .insert(let insertion) = $0 { insertion } else { nil }
        }
        #expect(
            insertions.map(\.source) == [
                .layer("ball-1", of: "park.jpg"), .layer("dog-1", of: "park.jpg"), .copy(of: insertions[0].id),
            ])
        #expect(insertions.map(\.isHarmonized) == [true, false, false])
        #expect(insertions.map(\.name) == ["toy", "dog", "toy"])
        let absent = try Script(text: "- {action: INSERT, file: park.jpg, layer: cat}", file: "s.yaml")
        let error = #expect(throws: PlannerError.self) { try Self.planner().resolve(absent, for: Self.room) }
        #expect(
            error?.description
                == "s.yaml:1:43: in park.jpg, no layer matches 'cat'. Layers: dog, ball, cup. Did you mean 'dog'?")
    }

    @Test func withoutAnybodyToTakeItApartItIsRefused() throws {
        let script = try Script(text: "- {action: INSERT, file: park.jpg, layer: cat}", file: "s.yaml")
        let error = #expect(throws: PlannerError.self) { try Planner().resolve(script, for: Self.room) }
        #expect(error?.description.contains("i2e does not take layers from other pictures ('park.jpg')") == true)
    }
}
