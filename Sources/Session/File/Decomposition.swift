import Foundation
import GRDB
import Raster
import Scene

/// A picture as it was taken apart, and how.
struct Decomposition: Sendable {
    /// No layer has been changed.
    var scene: Scene
    /// What a person should know about how it went.
    var notes: [String]
    /// The networks that were used.
    var models: [String]
}

/// The file of the picture, as a session keeps it.
struct Input: Sendable {
    /// Without its folder.
    let name: String
    let bytes: [UInt8]
}

extension Database {
    func insert(_ input: Input) throws {
        let hash = try insert(Blob(input.bytes))
        try execute(
            sql: "INSERT INTO session (id, name, input, engine, made) VALUES (1, ?, ?, ?, ?)",
            arguments: [input.name, hash, Engine.version, Date.now.stamp])
    }

    func inputName() throws -> String { try String.fetchOne(self, sql: "SELECT name FROM session")! }

    func inputHash() throws -> String { try String.fetchOne(self, sql: "SELECT input FROM session")! }

    func input() throws -> (name: String, file: (hash: String, bytes: [UInt8])) {
        let row = try Row.fetchOne(self, sql: "SELECT name, input FROM session")!
        let hash: String = row["input"]
        return (row["name"], (hash, try bytes(of: hash)))
    }

    /// - Precondition: no layer of `decomposition` has been changed: what a session keeps are originals.
    func insert(_ decomposition: Decomposition, as id: Int) throws {
        let scene = decomposition.scene
        precondition(scene.isAsOpened, "a decomposition holds no edits")
        try SessionFile.checkNames(of: scene)
        try execute(
            sql: "INSERT INTO decomposition (id, background, horizon, notes, models) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                id, insert(Blob(scene.background)), scene.horizon, JSONText(decomposition.notes).text,
                JSONText(decomposition.models).text,
            ])
        for (place, layer) in scene.layers.enumerated() { try insert(layer, at: place, of: id) }
        for (number, occlusion) in scene.occlusions.enumerated() {
            try execute(
                sql: "INSERT INTO occlusion VALUES (?, ?, ?, ?)",
                arguments: [id, number, occlusion.front.rawValue, occlusion.behind.rawValue])
        }
        for (number, surface) in scene.surfaces.enumerated() {
            try execute(
                sql: "INSERT INTO surface VALUES (?, ?, ?, ?)",
                arguments: [id, number, surface.part.rawValue, insert(Blob(surface.region))])
        }
        for (number, edge) in scene.order.enumerated() {
            try execute(
                sql: "INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    id, number, edge.front.rawValue, edge.behind.rawValue, edge.kind.rawValue, edge.confidence,
                    edge.isObeyed,
                ])
        }
    }

    private func insert(_ layer: Layer, at place: Int, of decomposition: Int) throws {
        try execute(
            sql: "INSERT INTO layer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                decomposition, place, layer.id.rawValue, layer.name, insert(Blob(layer.original)), layer.origin.x,
                layer.origin.y, layer.confidence, layer.outlineConfidence, layer.fillConfidence, layer.support.word,
                layer.depth, JSONText(layer.attributes).text,
                layer.effect.map { try insert(Blob($0.image)) }, layer.effect?.origin.x ?? 0,
                layer.effect?.origin.y ?? 0,
            ])
        for (number, shade) in layer.shades.enumerated() {
            try execute(
                sql: "INSERT INTO shade VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    decomposition, place, number, shade.caster.rawValue, insert(Blob(shade.darkness)), shade.origin.x,
                    shade.origin.y,
                ])
        }
    }
}

extension Scene {
    /// Nothing has been done to it.
    fileprivate var isAsOpened: Bool {
        retouches.isEmpty && backgroundChanges.isEmpty
            && layers.allSatisfy {
                $0.placement.isIdentity && $0.coats.isEmpty && $0.retouches.isEmpty && $0.opacity == 1
            }
    }
}
