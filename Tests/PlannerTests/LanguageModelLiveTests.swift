import ActionSpec
import Foundation
import Planner
import Scene
import Testing

/// A real model, where `I2E_LLM_URL` names one: whatever it answers, there is a plan within the fence or a sentence.
@Suite(
    .serialized,
    .enabled(
        if: ProcessInfo.processInfo.environment["I2E_LLM_URL"] != nil, "I2E_LLM_URL names no language model to try"))
struct LanguageModelLiveTests {
    static let instructions: [(String, Set<LayerID>)] = [
        ("remove the lamp", ["lamp-1"]), ("yeet the lamp", ["lamp-1"]),
        ("shove the ball a good bit to the left", ["ball-1"]), ("the cup should be blue", ["cup-1"]),
        ("have the ball perch on the lamp", ["ball-1", "lamp-1"]), ("make the mug twice as big", ["cup-1"]),
        ("give the picture the mood of a warm evening", []),
    ]

    @Test(arguments: instructions) func staysWithinTheFence(_ instruction: String, _ spoken: Set<LayerID>) throws {
        let model = try #require(try LanguageModel.configured(by: ProcessInfo.processInfo.environment))
        let start = Date()
        do {
            let plan = try Planner(reader: .languageModel(model)).plan(instruction, for: Asked.scene)
            print("\(instruction) → \(plan.actions) \(plan.reasoning.prefix(2))")
            #expect(Set(plan.actions.compactMap(\.target)).isSubset(of: spoken), "\(instruction): \(plan.actions)")
        } catch let error as PlannerError {
            print("\(instruction) → \(error)")
        }
        print("  in \(Int(Date().timeIntervalSince(start))) s")
    }
}
