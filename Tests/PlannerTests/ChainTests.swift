import ActionSpec
import Planner
import Raster
import Scene
import SeededRandom
import Testing

/// Instructions of 3 to 17 operations that refer to earlier ones, over scenes whose right answer a plain model of the world knows.
@Suite struct ChainTests {
    /// A thing of the model: where the centre of its base is, was before its last change of place, and was at first.
    private struct Piece {
        let noun: String
        var base: SIMD2<Double>
        let first: SIMD2<Double>
        var last: SIMD2<Double>
        var isThere = true
    }

    private struct World {
        var pieces: [Piece] = []
        /// What was done to which piece, in order.
        var deeds: [(word: String, piece: Int)] = []
        var instruction: [String] = []
        var expected: [Action] = []
        var random: SeededRandom

        init(seed: UInt64) {
            random = SeededRandom(seed: seed)
            for (index, noun) in ["cup", "ball", "lamp", "vase", "bottle", "clock", "apple"].enumerated() {
                let base = SIMD2(
                    Double(50 + index * 85 + Int.random(in: 0...10, using: &random)),
                    Double(Int.random(in: 200...400, using: &random)))
                pieces.append(Piece(noun: noun, base: base, first: base, last: base))
            }
        }

        var scene: Scene {
            Drawn.scene(
                pieces.map { piece in
                    Drawn.layer(
                        piece.noun,
                        at: PixelRect(x: Int(piece.base.x) - 15, y: Int(piece.base.y) - 40, width: 30, height: 40),
                        class: piece.noun)
                })
        }

        mutating func pick<Element>(_ choices: [Element]) -> Element {
            choices[Int.random(in: 0..<choices.count, using: &random)]
        }

        mutating func standing(but other: Int? = nil) -> Int {
            pick(pieces.indices.filter { pieces[$0].isThere && $0 != other })
        }

        /// A piece that is there, and words for it: its noun, or what was last done to it.
        mutating func target() -> (piece: Int, words: String) {
            let known = deeds.filter { pieces[$0.piece].isThere }
            if !known.isEmpty, Bool.random(using: &random) {
                let word = pick(known).word
                let piece = known.last { $0.word == word }!.piece
                let noun =
                    known.filter { $0.word == word }.count == 1
                    ? pick(["object", "thing", pieces[piece].noun]) : pick(["object", "thing"])
                let said = word == "painted" ? pick(["painted", "recoloured"]) : word
                return (
                    piece,
                    pick([
                        "the \(noun) that was \(said)", "the \(noun) which was \(said)", "the \(noun) you \(said)",
                        "the \(said) \(noun)",
                    ])
                )
            }
            let piece = standing()
            return (piece, "the \(pieces[piece].noun)")
        }

        mutating func place(_ piece: Int, at base: SIMD2<Double>) {
            let shift = base - pieces[piece].base
            expected.append(.move(LayerID(pieces[piece].noun), dx: shift.x, dy: shift.y))
            pieces[piece].last = pieces[piece].base
            pieces[piece].base = base
            deeds.append(("moved", piece))
        }

        mutating func step() {
            let (piece, words) = target()
            let id = LayerID(pieces[piece].noun)
            switch Int.random(in: 0..<11, using: &random) {
            case 0, 1:
                let length = Double(Int.random(in: 1...40, using: &random))
                let (word, way) = pick([
                    ("left", SIMD2(-1.0, 0.0)), ("right", SIMD2(1, 0)), ("up", SIMD2(0, -1)), ("down", SIMD2(0, 1)),
                ])
                instruction.append(
                    pick([
                        "move \(words) \(Int(length)) pixels \(word)",
                        "shift \(words) \(word) by \(Int(length)) pixels",
                    ]))
                place(piece, at: pieces[piece].base + way * length)
            case 2, 3:
                let other = pick(pieces.indices.filter { $0 != piece })
                let noun = pieces[other].noun
                instruction.append(
                    pick([
                        "move \(words) to where the \(noun) originally was",
                        "put \(words) at the original position of the \(noun)",
                        "place \(words) where the \(noun) initially stood",
                        "move \(words) to the \(noun)'s original place",
                    ]))
                place(piece, at: pieces[other].first)
            case 4, 5:
                let other = pick(pieces.indices.filter { $0 != piece })
                let noun = pieces[other].noun
                instruction.append(
                    pick([
                        "move \(words) to where the \(noun) was",
                        "put \(words) at the previous location of the \(noun)",
                        "place \(words) where the \(noun) was before",
                    ]))
                // what nothing happened to is where it was
                place(piece, at: deeds.contains { $0.piece == other } ? pieces[other].last : pieces[other].base)
            case 9:
                instruction.append(
                    pick(["move \(words) back to where it was", "put \(words) back to its previous place"]))
                place(piece, at: deeds.contains { $0.piece == piece } ? pieces[piece].last : pieces[piece].base)
            case 10:
                instruction.append(
                    pick(["return \(words) to its original position", "move \(words) to its original place"]))
                place(piece, at: pieces[piece].first)
            case 6:
                guard pieces.filter(\.isThere).count > 3 else { return }
                instruction.append(pick(["remove \(words)", "delete \(words)"]))
                expected.append(.remove(id))
                pieces[piece].isThere = false
                pieces[piece].last = pieces[piece].base
                deeds.append(("removed", piece))
            case 7:
                guard !deeds.contains(where: { $0.word == "resized" && $0.piece == piece }) else { return }
                let (text, scale) = pick([
                    ("make \(words) twice as large", 2.0), ("resize \(words) to half its size", 0.5),
                    ("shrink \(words) by 50%", 0.5),
                ])
                instruction.append(text)
                expected.append(.resize(id, scale: scale))
                pieces[piece].last = pieces[piece].base
                deeds.append(("resized", piece))
            default:
                let color = pick(["red", "green", "purple"])
                instruction.append(pick(["paint \(words) \(color)", "make \(words) \(color)"]))
                expected.append(.edit(id, .color(SRGBColor(parsing: color)!)))
                deeds.append(("painted", piece))
            }
        }
    }

    @Test(arguments: UInt64(1)...120) func everyStepIsAboutTheRightThingAndPlace(seed: UInt64) throws {
        var world = World(seed: seed)
        let scene = world.scene
        let length = Int.random(in: 3...17, using: &world.random)
        while world.instruction.count < length { world.step() }
        let text = world.instruction.joined(separator: world.pick([", then ", ". ", "; ", " and then ", ".\n"]))
        let plan = try Planner().plan(text, for: scene)
        #expect(plan.refused.isEmpty, "seed \(seed)")
        #expect(plan.actions.map(\.withoutSupport) == world.expected, "seed \(seed): \(text)")
    }

    /// The same steps, said in rounds of their own.
    @Test(arguments: UInt64(1)...20) func roundsAreLookedBackOn(seed: UInt64) throws {
        var world = World(seed: seed)
        let opened = world.scene
        while world.instruction.count < 8 { world.step() }
        var scene = opened
        var past: [PastRound] = []
        for (number, instruction) in world.instruction.enumerated() {
            let plan = try Planner().plan(instruction, for: scene, past: past)
            #expect(
                plan.actions.map(\.withoutSupport) == [world.expected[number]],
                "seed \(seed), step \(number + 1): \(instruction)")
            past.append(PastRound(scene: scene, actions: plan.actions))
            for action in plan.actions {
                try scene.apply(action) { _ in RGBAImage(size: PixelSize(width: 1, height: 1)) }
            }
        }
    }
}

extension Action {
    /// The same without what a move comes to stand on, of which the model of the world knows nothing.
    fileprivate var withoutSupport: Action {
        if case .move(let id, let dx, let dy, let riders, _) = self {
            .move(id, dx: dx, dy: dy, carrying: riders)
        } else {
            self
        }
    }
}
