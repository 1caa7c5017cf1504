import ActionSpec
public import Foundation
public import Raster
import Scene

/// What differs between two rounds of a session.
public struct Difference: Sendable {
    /// The numbers of the rounds.
    public let from: Int
    public let to: Int
    /// A sentence for each layer that differs, then one for the pixels.
    public let sentences: [String]
    /// How many pixels differ, and the box around them.
    public let pixels: Int
    public let box: PixelRect
    /// The later picture: what differs in colour, all else grey and pale.
    public let picture: Picture

    init(from: Int, _ before: Scene, _ old: RGBAImage, to: Int, _ after: Scene, _ new: RGBAImage) {
        self.from = from
        self.to = to
        let changed = Mask(where: old, differs: new)
        pixels = changed.area
        box = changed.bounds()
        let share = 100 * Double(pixels) / Double(old.size.area)
        let count = pixels == 0 ? "no pixel differs" : pixels == 1 ? "1 pixel differs" : "\(pixels) pixels differ"
        let place =
            pixels == 0
            ? ""
            : " (\(share < 0.1 ? "less than 0.1" : String(format: "%.1f", share)) %), within \(box.width)×\(box.height) at (\(box.x), \(box.y))"
        sentences = before.changes(to: after) + [count + place]
        picture = Picture(image: new.pale(except: changed), hasAlpha: !new.isOpaque)
    }

    /// One JSON object, keys sorted, with a line end.
    public func json() throws -> Data {
        struct Record: Encodable {
            var from: Int
            var to: Int
            var changes: [String]
            var pixels: Int
            var box: [Int]
        }
        let record = Record(
            from: from, to: to, changes: sentences.dropLast(), pixels: pixels,
            box: [box.x, box.y, box.width, box.height])
        return try JSONEncoder.deterministic(pretty: true).encode(record) + Data("\n".utf8)
    }
}

extension StoredSession {
    /// What differs between the pictures after two rounds of any branches; 0 is the picture as it was opened.
    ///
    /// - Throws: `SessionError.noSuchRound`.
    public func difference(from: Int, to: Int) throws -> Difference {
        let before = try opened(at: from).session
        let (scene, image) = (before.scene, before.render().image)
        let after = try opened(at: to).session
        return Difference(from: from, scene, image, to: to, after.scene, after.render().image)
    }
}

extension Scene {
    /// A sentence for each layer that stands or looks otherwise in a later state of the scene.
    func changes(to after: Scene) -> [String] {
        var sentences: [String] = []
        for layer in layers where after.layer(layer.id) == nil { sentences.append("'\(layer.name)' is gone") }
        for layer in after.layers {
            guard let old = self.layer(layer.id) else {
                sentences.append("'\(layer.name)' is new")
                continue
            }
            let changes = old.changes(to: layer)
            if !changes.isEmpty { sentences.append("'\(old.name)' \(changes.joined(separator: ", "))") }
        }
        let common = layers.map(\.id).filter { after.layer($0) != nil }
        if common != after.layers.map(\.id).filter({ layer($0) != nil }) {
            sentences.append("the layers are stacked otherwise")
        }
        if view != after.view { sentences.append("it is seen from elsewhere") }
        if backgroundChanges != after.backgroundChanges { sentences.append("the background looks otherwise") }
        if retouches != after.retouches { sentences.append("the whole picture is retouched otherwise") }
        return sentences
    }
}

extension Layer {
    fileprivate func changes(to other: Layer) -> [String] {
        var changes: [String] = []
        let (dx, dy) = (other.base.x - base.x, other.base.y - base.y)
        if abs(dx) >= 0.5 || abs(dy) >= 0.5 {
            func way(_ distance: Double, _ back: String, _ forth: String) -> String? {
                let pixels = Int(abs(distance).rounded())
                return pixels == 0 ? nil : "\(pixels) pixel\(pixels == 1 ? "" : "s") \(distance < 0 ? back : forth)"
            }
            let ways = [way(dx, "left", "right"), way(dy, "up", "down")].compactMap { $0 }
            changes.append("stands " + ways.joined(separator: " and "))
        }
        if placement.scale != other.placement.scale {
            let percent = Int((100 * other.placement.scale / placement.scale).rounded())
            changes.append("has \(percent) % of its size")
        }
        if placement.degrees != other.placement.degrees {
            let turn = other.placement.degrees - placement.degrees
            changes.append("is turned \(abs(turn).formatted())° \(turn < 0 ? "counterclockwise" : "clockwise")")
        }
        if placement.isMirrored != other.placement.isMirrored { changes.append("is mirrored") }
        if recoloring != other.recoloring {
            changes.append("is \(other.recoloring?.name ?? "of its own colour")")
        } else if coats != other.coats {
            changes.append("has another surface")
        }
        if opacity != other.opacity { changes.append("is \(Int((100 * other.opacity).rounded())) % opaque") }
        if retouches != other.retouches { changes.append("is retouched otherwise") }
        if support != other.support {
            switch other.support {
            case .ground: changes.append("stands on the ground")
            case .layer(let id): changes.append("rests on '\(id)'")
            case .unknown: changes.append("rests on nothing that is known")
            }
        }
        return changes
    }
}

extension Mask {
    /// 255 where any channel differs.
    fileprivate init(where one: RGBAImage, differs other: RGBAImage) {
        precondition(one.size == other.size)
        self.init(size: one.size)
        coverage.withUnsafeMutableBufferPointer { mask in
            one.bytes.withUnsafeBytes { one in
                other.bytes.withUnsafeBytes { other in
                    for index in mask.indices
                    where one.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                        != other.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                    {
                        mask[index] = 255
                    }
                }
            }
        }
    }
}

extension RGBAImage {
    /// Grey and pale but for what a mask covers.
    fileprivate func pale(except mask: Mask) -> RGBAImage {
        var result = self
        result.bytes.withUnsafeMutableBufferPointer { bytes in
            mask.coverage.withUnsafeBufferPointer { mask in
                for index in mask.indices where mask[index] == 0 {
                    let pixel = index * 4
                    let gray = (Int(bytes[pixel]) * 77 + Int(bytes[pixel + 1]) * 150 + Int(bytes[pixel + 2]) * 29) >> 8
                    let pale = UInt8(160 + gray * 80 / 255)
                    for channel in pixel..<pixel + 3 { bytes[channel] = pale }
                }
            }
        }
        return result
    }
}
