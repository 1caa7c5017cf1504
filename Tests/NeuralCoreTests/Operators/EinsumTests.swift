import NeuralCore
import SeededRandom
import Testing

@Suite struct EinsumTests {
    private let left = Tensor.floats([1, 2, 3, 4, 5, 6], shape: [2, 3])
    private let right = Tensor.floats([1, 0, 2, 0, 1, 3], shape: [3, 2])

    private func einsum(_ equation: String, _ inputs: Tensor...) throws -> Tensor {
        try apply(Einsum(equation), to: inputs)
    }

    @Test func productsAndSums() throws {
        #expect(try einsum("ij,jk->ik", left, right).values == [8, 9, 20, 18])
        #expect(try einsum("ij, jk", left, right).values == [8, 9, 20, 18])
        #expect(try einsum("ij->ji", left).values == [1, 4, 2, 5, 3, 6])
        #expect(try einsum("ij->i", left).values == [6, 15])
        #expect(try einsum("ij->", left).values == [21])
        #expect(try einsum("ii->i", .counting([3, 3])).values == [0, 4, 8])
        #expect(try einsum("ii", .counting([3, 3])).values == [12])
        #expect(try einsum("i,i", .floats([1, 2]), .floats([3, 4])).values == [11])
        #expect(try einsum("i,j->ji", .floats([1, 2]), .floats([3, 4])).values == [3, 6, 4, 8])
        #expect(try einsum("i,i,i->i", .floats([1, 2]), .floats([3, 4]), .floats([5, 6])).values == [15, 48])
        #expect(try einsum("...ij->...ji", .counting([1, 2, 2])).values == [0, 2, 1, 3])
        #expect(try einsum(",->", Tensor(scalar: 3 as Float), Tensor(scalar: 4 as Float)).values == [12])
    }

    /// The same sum as a matrix product and term by term: single precision goes the one way, integers the other.
    @Test(arguments: [
        "abc,acd->abd", "abc,abc->ab", "abcd,bcde->ae", "bhqd,bhkd->bhqk", "bqhd,bkhd->bhqk", "ab,cd->dbca",
        "a...b,b...->...a", "...ab,bc->...ac", "ab,ab->ba", "aab,b->a", "ab,b->", "ab,c->ac", "bwij,bi->wjb",
    ]) func matrixProductsAreTheirSums(equation: String) throws {
        for seed in 0..<6 {
            var random = SeededRandom(seed: seed)
            var extents: [Character: Int] = [:]
            let terms = equation.prefix { $0 != "-" }.split(separator: ",")
            let inputs = terms.map { term -> Tensor in
                var shape: [Int] = []
                for label in term.replacing("...", with: "~") {
                    if extents[label] == nil { extents[label] = Int.random(in: 1...4, using: &random) }
                    shape.append(extents[label]!)
                }
                return Tensor(
                    shape: Shape(shape),
                    values: (0..<Shape(shape).count).map { _ in Int64.random(in: -5...5, using: &random) })
            }
            let exact = try apply(Einsum(equation), to: inputs)
            let floats = inputs.map { Tensor(shape: $0.shape, values: $0.whole.map { Float($0) }) }
            let fast = try apply(Einsum(equation), to: floats)
            #expect(fast.shape == exact.shape, "seed \(seed)")
            #expect(fast.values == exact.whole.map { Float($0) }, "seed \(seed)")
        }
    }

    @Test func badEquations() {
        func message(_ equation: String, _ inputs: Tensor...) -> String? {
            do throws(NeuralError) { return refusal(of: try Einsum(equation, node: "x"), over: inputs) } catch {
                return "\(error)"
            }
        }
        #expect(message("i1->i", left) == "node 'x': equation 'i1->i' has '1' for an axis")
        #expect(message("ij->ii", left) == "node 'x': equation 'ij->ii' names an axis of the result twice")
        #expect(message("ij->k", left) == "node 'x': equation 'ij->k' names 'k' in the result only")
        #expect(message("......->i", left) == "node 'x': equation '......->i' has two ellipses in one term")
        #expect(message("i->i", left) == "node 'x': a term of 1 axes does not suit input 0, 2×3")
        #expect(message("ij,jk->ik", left) == "node 'x': its equation has 2 terms for 1 inputs")
        #expect(message("ij,jk->ik", left, left) == "node 'x': shapes 2×3, 2×3 do not fit together")
        #expect(message("...->", left) == "node 'x': its result leaves out the axes of an ellipsis")
    }
}
