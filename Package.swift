// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A Swift module of the engine. Imports point down the list of `targets` only (docs/architecture.md).
func module(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: settings)
}

let package = Package(
    name: "i2e",
    products: [
        .library(name: "I2E", targets: ["Session"]),
        .executable(name: "i2e", targets: ["i2e"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .executableTarget(
            name: "i2e",
            dependencies: [
                "Session", "NeuralCore", "CEdit", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        module(
            "Session",
            [
                "Planner", "Decomposer", "Compositor", "Physics", "Fill", "Scene", "ActionSpec", "NeuralCore", "Raster",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        module("Planner", ["Scene", "ActionSpec", "Raster"], resources: [.copy("WordNet")]),
        module(
            "Decomposer", ["LayerOrder", "Physics", "Fill", "Scene", "ActionSpec", "NeuralCore", "Raster"],
            resources: [.copy("Networks")]),
        module("LayerOrder", []),
        module("Physics", ["Scene", "ActionSpec", "Raster", "CChipmunk"]),
        module("Compositor", ["Fill", "Scene", "ActionSpec", "Raster", "CCairo", "CKernels"]),
        module("Fill", ["NeuralCore", "Raster"], resources: [.copy("Networks")]),
        module("Scene", ["ActionSpec", "Raster"]),
        module("ActionSpec", ["Yams"]),
        module(
            "NeuralCore",
            ["COpenBLAS", "CKernels", "CCrypto", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["ONNX/onnx.proto", "TensorFlow/frozen_graph.proto"]),
        module("Raster", ["CPNG", "CJPEG"]),
        .target(name: "CKernels"),
        .target(name: "CPNG", linkerSettings: [.linkedLibrary("png16")]),
        .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
        .target(name: "CChipmunk", linkerSettings: [.linkedLibrary("chipmunk")]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

        .executableTarget(
            name: "benchmark-layer-order", dependencies: ["LayerOrder"], path: "Benchmarks/LayerOrder",
            exclude: ["peer.py"], swiftSettings: settings),
        .executableTarget(
            name: "benchmark-matrix-products", dependencies: ["CKernels", "COpenBLAS"],
            path: "Benchmarks/MatrixProducts", swiftSettings: settings),
        .executableTarget(
            name: "benchmark-physics", dependencies: ["Physics", "Scene", "ActionSpec", "Raster"],
            path: "Benchmarks/Physics", swiftSettings: settings),
        .executableTarget(
            name: "benchmark-session", dependencies: ["Session", "Compositor", "Scene", "ActionSpec", "Raster"],
            path: "Benchmarks/Session", exclude: ["compose.py", "kill.py"], swiftSettings: settings),
        .executableTarget(
            name: "Pumpkin", dependencies: ["Raster", "CCairo"], path: "Examples/Pumpkin", swiftSettings: settings),
        .executableTarget(
            name: "TenLines", dependencies: ["Session"], path: "Examples/TenLines", swiftSettings: settings),

        .target(name: "RecordedServer", path: "Tests/RecordedServer", swiftSettings: settings),
        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: settings),
        .target(
            name: "RandomScenes", dependencies: ["SeededRandom", "Scene", "ActionSpec", "Raster"],
            path: "Tests/RandomScenes", swiftSettings: settings),
        tests("ActionSpec", ["ActionSpec", "SeededRandom"]),
        tests("Examples", ["Pumpkin", "TenLines", "Raster"]),
        tests("LayerOrder", ["LayerOrder", "SeededRandom"]),
        tests("Physics", ["Physics", "Scene", "ActionSpec", "Raster", "SeededRandom"]),
        tests("Raster", ["Raster", "SeededRandom"], exclude: ["Pictures"]),
        tests(
            "Decomposer", ["Decomposer", "Scene", "ActionSpec", "NeuralCore", "Raster", "SeededRandom"],
            exclude: ["Networks", "Pictures"]),
        tests("NeuralCore", ["NeuralCore", "CKernels", "SeededRandom"], exclude: ["Corpus"]),
        tests("Scene", ["Scene", "ActionSpec", "Raster", "SeededRandom", "RandomScenes"]),
        tests(
            "Compositor",
            ["Compositor", "CKernels", "Scene", "ActionSpec", "Raster", "SeededRandom", "RandomScenes"]),
        tests(
            "Session",
            [
                "Session", "Compositor", "Scene", "ActionSpec", "Raster", "SeededRandom", "RandomScenes",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], exclude: ["Schemas"]),
        tests(
            "Command", ["i2e", "Session", "NeuralCore", "Scene", "Raster", "RecordedServer"], exclude: ["help.txt"]),
        tests("Fill", ["Fill", "NeuralCore", "Raster"], exclude: ["Networks", "Pictures"]),
        tests(
            "Planner", ["Planner", "Scene", "ActionSpec", "Raster", "SeededRandom", "RecordedServer"],
            resources: [.copy("Rooms"), .copy("Instructions"), .copy("Recordings"), .copy("Grounding")]),
    ],
    swiftLanguageModes: [.v6]
)
