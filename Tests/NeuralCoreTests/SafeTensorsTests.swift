import Foundation
import NeuralCore
import Testing

@Suite struct SafeTensorsTests {
    private func file(_ header: String, _ body: [UInt8] = [], length: UInt64? = nil) -> Data {
        let count = length ?? UInt64(header.utf8.count)
        return Data((0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }) + Data(header.utf8) + Data(body)
    }

    private func refusal(_ data: Data) -> String? {
        do throws(NeuralError) {
            _ = try SafeTensors(data, path: "w")
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func tensorsAreReadByName() throws {
        let data = file(
            """
            {"__metadata__":{"format":"pt"},"b":{"dtype":"I64","shape":[],"data_offsets":[8,16]},\
            "a":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]},"none":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}
            """, [0, 0x3C, 0, 0x40, 0, 0xC0, 0, 0] + [7, 0, 0, 0, 0, 0, 0, 0])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
        try data.write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let file = try SafeTensors(contentsOf: path.path)
        #expect(file.names == ["a", "b", "none"])
        let halves = try file.tensor(named: "a")
        #expect(halves.type == TensorType(.float16, [2, 2]))
        #expect(halves.values(as: Float16.self) == [1, 2, -2, 0])
        #expect(try file.tensor(named: "b").values(as: Int64.self) == [7])
        #expect(try file.tensor(named: "none").shape == [0])
        #expect(throws: NeuralError.missingTensor(name: "c", path: path.path)) { try file.tensor(named: "c") }
    }

    @Test func whatIsNoFileOfTensorsIsRefused() {
        func entry(_ text: String) -> String { "{\"a\":{\(text)}}" }
        let cases: [(Data, String)] = [
            (Data([1, 2, 3]), "it is too short for a header"),
            (file("{}", length: 3), "its header of 3 bytes is not within the file"),
            (file("{}", length: .max), "its header of 18446744073709551615 bytes is not within the file"),
            (file("[]"), "its header is not a JSON object"),
            (file("{\"a\":"), "its header is not a JSON object"),
            (file("{\"a\":1}"), "'a' has no type, shape and place"),
            (
                file(entry(#""dtype":"F32","shape":[1],"data_offsets":[0]"#)), "'a' has no type, shape and place"
            ),
            (
                file(entry(#""dtype":"F32","shape":[1],"data_offsets":[0,4]"#), [0, 0]),
                "'a' lies at bytes 0 to 4 of 2"
            ),
            (
                file(entry(#""dtype":"F32","shape":[1],"data_offsets":[4,0]"#), [0, 0, 0, 0]),
                "'a' lies at bytes 4 to 0 of 4"
            ),
            (
                file(entry(#""dtype":"F32","shape":[2],"data_offsets":[0,4]"#), [0, 0, 0, 0]),
                "'a' has 4 bytes, which do not make float32 2"
            ),
            (
                file(entry(#""dtype":"U8","shape":[1],"data_offsets":[1,2]"#), [0, 0]),
                "'a' begins at byte 1, expected 0"
            ),
            (
                file(entry(#""dtype":"U8","shape":[1],"data_offsets":[0,1]"#), [0, 0]),
                "its tensors end at byte 1 of 2"
            ),
            (
                file(
                    """
                    {"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}
                    """, [0, 0, 0]),
                "'b' begins at byte 1, expected 2"
            ),
        ]
        for (data, reason) in cases { #expect(refusal(data) == "'w' is not a file of tensors: \(reason)") }
        #expect(
            refusal(file(entry(#""dtype":"C64","shape":[1],"data_offsets":[0,8]"#), [UInt8](repeating: 0, count: 8)))
                == "'a': values of type C64 are not supported")
        #expect(
            refusal(file(entry(#""dtype":"U8","shape":[-1],"data_offsets":[0,0]"#)))
                == "node 'a': a tensor of -1 is too large")
    }
}
