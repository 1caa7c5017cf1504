import NeuralCore
import Testing

@Suite struct ModelRegistryTests {
    @Test func everyEntryIsWellFormed() throws {
        let names = ModelEntry.registry.map(\.name)
        #expect(
            names == [
                "coco-detector", "migan", "lama", "mobile-sam-encoder", "mobile-sam-decoder", "depth-anything-v2-small",
            ])
        #expect(Set(ModelEntry.registry.map(\.fileName)).count == names.count)
        for entry in ModelEntry.registry {
            #expect(
                entry.sha256.count == 64 && entry.sha256.allSatisfy { "0123456789abcdef".contains($0) }, "\(entry.name)"
            )
            #expect(entry.byteCount > 0 && !entry.fileName.contains("/") && entry.format != nil, "\(entry.name)")
            #expect(["Apache-2.0", "MIT"].contains(entry.license) && entry.origin != nil, "\(entry.name)")
            #expect(!entry.sources.isEmpty, "\(entry.name)")
            for case .address(let address) in entry.sources {
                #expect(try ModelEntry.Source(address: address) == .address(address))
                // A file that is pinned by its hash is asked for by its version too.
                #expect(address.hasPrefix("https://") && address.contains(/\/resolve\/[0-9a-f]{40}\//), "\(entry.name)")
            }
        }
    }

    @Test func everyContractNamesEachPortOnce() throws {
        for entry in ModelEntry.registry {
            let contract = try #require(entry.contract)
            let names = (contract.inputs + contract.outputs).map(\.name)
            #expect(!contract.inputs.isEmpty && !contract.outputs.isEmpty && Set(names).count == names.count)
            for port in contract.inputs + contract.outputs {
                #expect(!port.meaning.isEmpty && !port.shape.isEmpty, "\(entry.name) \(port.name)")
                #expect(port.colors == nil || port.shape.contains(3), "\(entry.name) \(port.name)")
            }
        }
    }

    @Test func aPortReadsAsOneLine() throws {
        let contract = try #require(ModelEntry.depthAnythingSmall.contract)
        #expect(
            "\(contract.inputs[0])"
                == "pixel_values  float32 [batch, 3, height (14·n), width (14·n)], RGB, "
                + "(sample - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]: "
                + "the picture with about 518 pixels on its shorter side, resampled bicubically")
        #expect(
            "\(ModelContract.Port("m", .uint8, ["batch", 1], range: -0.5...255, meaning: "a mask"))"
                == "m  uint8 [batch, 1], -0.5...255: a mask")
    }

    @Test(arguments: [
        ("a.pb", ModelFormat.frozenGraph), ("A.ONNX", .onnx), ("/x/b.c.safetensors", .safetensors), ("onnx", nil),
        ("a.onnx.gz", nil), ("", nil),
    ])
    func theSuffixTellsTheFormat(name: String, format: ModelFormat?) { #expect(ModelFormat(fileName: name) == format) }
}
