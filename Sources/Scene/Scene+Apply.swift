public import ActionSpec
public import Raster

extension Scene {
    /// Carries out one action: changes the layer and keeps support, occlusion and the stacking order in step.
    ///
    /// Pixels of layers stay as they were; an edit only changes placements, colours and relations, so nothing drifts.
    /// - Parameter pictures: gives the picture of an INSERT for its file path.
    /// - Throws: `SceneError` when the layer is not there or a number is out of range, and what `pictures` throws.
    ///   The scene is unchanged when it throws.
    public mutating func apply(_ action: Action, pictures: (String) throws -> RGBAImage) throws {
        switch action {
        case .move(let id, let dx, let dy, let riders, let support):
            try move(try index(of: id, for: .move), dx: dx, dy: dy, carrying: riders, onto: support)
        case .fall(let id, let dy, let support):
            try fall(try index(of: id, for: .fall), dy: dy, onto: support)
        case .remove(let id):
            remove(try index(of: id, for: .remove))
        case .insert(let insertion):
            try insert(insertion, pictures: pictures)
        case .resize(let id, let scale):
            try resize(try index(of: id, for: .resize), by: scale)
        case .flip(let id, let axis):
            try turn(try index(of: id, for: .flip)) { $0.flip(axis) }
        case .rotate(let id, let degrees, let pivot):
            guard degrees.isFinite else {
                throw SceneError.actionNumber(
                    id, action: .rotate, field: "degrees", value: degrees, allowed: "a finite angle")
            }
            try turn(try index(of: id, for: .rotate)) { $0.rotate(byDegrees: degrees, about: pivot) }
        case .edit(let id, let finish):
            let index = try index(of: id, for: .edit)
            lay(try Coat(finish, pictures: pictures), over: index)
        case .background(let part, let look):
            try change(background: part, to: look, pictures: pictures)
        case .viewpoint(let viewpoint): try move(camera: viewpoint)
        case .reorder(let id, let place):
            try reorder(id, to: place)
        case .extract(let id, _):
            _ = try index(of: id, for: .extract)
        case .retouch(let id, let change):
            try retouch(try id.map { try index(of: $0, for: .retouch) }, change)
        }
    }

    func index(of id: LayerID, for action: ActionKind) throws -> Int {
        guard let index = layers.firstIndex(where: { $0.id == id }) else {
            throw SceneError.noSuchLayer(id, action: action, known: layers.map(\.id))
        }
        return index
    }

    private mutating func move(
        _ index: Int, dx: Double, dy: Double, carrying riders: [LayerID], onto support: Support?
    ) throws {
        let id = layers[index].id
        try check(support, of: id, for: .move)
        let placement = try layers[index].placementShifted(dx: dx, dy: dy, for: .move)
        let carried = try riders.filter { $0 != id }.map { rider in
            let index = try self.index(of: rider, for: .move)
            return (index: index, placement: try layers[index].placementShifted(dx: dx, dy: dy, for: .move))
        }
        let before = groundLine(of: layers[index])
        layers[index].placement = placement
        for rider in carried { layers[rider.index].placement = rider.placement }
        release(ridersNotOn: layers[index], but: riders)
        layers[index].support = support ?? supportAfterMove(of: layers[index], dy: dy)
        // A pile comes forward from its top and goes back from its foot: neither may pass the other.
        for member in riders.reversed() + [id] + riders { restack(member, groundLineBefore: before) }
    }

    private mutating func fall(_ index: Int, dy: Double, onto support: Support?) throws {
        let id = layers[index].id
        try check(support, of: id, for: .fall)
        let before = groundLine(of: layers[index])
        layers[index].placement = try layers[index].placementShifted(dx: 0, dy: dy, for: .fall)
        if let support {
            layers[index].support = support
            return restack(id, groundLineBefore: before)
        }
        switch layers[index].support {
        case .unknown: layers[index].support = .ground
        case .layer(let below):
            // It came down from what it stood on, not onto it.
            if let support = layer(below), !support.carries(layers[index]) { layers[index].support = support.support }
        case .ground: break
        }
        restack(id, groundLineBefore: before)
    }

    /// - Throws: where `support` is not there, or would rest on itself.
    private func check(_ support: Support?, of id: LayerID, for action: ActionKind) throws {
        guard case .layer(let below)? = support else { return }
        _ = try index(of: below, for: action)
        guard below != id, !rests(below, on: id) else { throw SceneError.supportCycle(id) }
    }

    private mutating func remove(_ index: Int) {
        let id = layers[index].id
        release(ridersOf: id)
        layers.remove(at: index)
        occlusions.removeAll { $0.front == id || $0.behind == id }
        order.removeAll { $0.front == id || $0.behind == id }
    }

    private mutating func resize(_ index: Int, by factor: Double) throws {
        let layer = layers[index]
        let scale = layer.placement.scale * factor
        guard factor.isFinite, factor > 0, Placement.scales.contains(scale) else {
            throw SceneError.actionNumber(
                layer.id, action: .resize, field: "scale", value: factor, allowed: "a finite factor above 0")
        }
        var resized = layer
        resized.placement.scale = scale
        if layer.placement.degrees == 0 {
            // The middle of the base stays where it is; its nearest point, which placements hang on, comes to it.
            resized.placement.dy += layer.baseDepth * (scale - layer.placement.scale)
        } else {
            resized.shift(from: resized.base, to: layer.base)
        }
        try resized.validateNumbers()
        layers[index] = resized
        restack(layer.id, groundLineBefore: groundLine(of: layer))
    }

    /// A flip or a rotation: what stood on the layer and does not any more is let go.
    private mutating func turn(_ index: Int, _ change: (inout Layer) -> Void) throws {
        let id = layers[index].id
        let before = groundLine(of: layers[index])
        var turned = layers[index]
        change(&turned)
        try turned.validateNumbers()
        layers[index] = turned
        release(ridersNotOn: layers[index])
        restack(id, groundLineBefore: before)
    }

    private mutating func lay(_ coat: Coat, over index: Int) {
        layers[index].coats = coat.laid(over: layers[index].coats)
        if case .material(let material) = coat { layers[index].attributes["material"] = material.rawValue }
        guard let color = coat.shownColor else { return }
        let old = layers[index].attributes["color"]
        let word =
            SRGBColor.words.contains(color.name)
            ? color.name : ColorWord(red: color.red, green: color.green, blue: color.blue).rawValue
        layers[index].attributes["color"] = word
        layers[index].attributes["colorRGB"] = "\(color.red),\(color.green),\(color.blue)"
        if let old, layers[index].name.hasPrefix(old + " ") {
            layers[index].name = word + layers[index].name.dropFirst(old.count)
        }
    }

    private mutating func reorder(_ id: LayerID, to place: StackPlace<LayerID>) throws {
        let start = try index(of: id, for: .reorder)
        let end: Int
        switch place {
        case .end(.front): end = layers.count - 1
        case .end(.back): end = 0
        case .end(.forward): end = nextInStack(from: start, step: 1)
        case .end(.backward): end = nextInStack(from: start, step: -1)
        case .inFrontOf(let other): end = max(start, try index(of: other, for: .reorder))
        case .behind(let other): end = min(start, try index(of: other, for: .reorder))
        }
        guard start != end else { return }
        layers.insert(layers.remove(at: start), at: end)
        refreshOcclusions(of: end)
    }

    /// The place of the next layer that the one at `start` overlaps, else of the next, else its own.
    private func nextInStack(from start: Int, step: Int) -> Int {
        let beyond = Array(stride(from: start + step, through: step > 0 ? layers.count - 1 : 0, by: step))
        return beyond.first { layers[start].overlaps(layers[$0], within: canvas.bounds) } ?? beyond.first ?? start
    }

    private mutating func retouch(_ index: Int?, _ change: Retouch) throws {
        let range = change.quality.range
        guard range.contains(change.amount) else {
            throw SceneError.actionNumber(
                index.map { layers[$0].id }, action: .retouch, field: change.quality.rawValue, value: change.amount,
                allowed: "\(range.lowerBound) to \(range.upperBound)")
        }
        switch (index, change.quality) {
        case (let index?, .opacity): layers[index].opacity = change.amount
        case (let index?, _): layers[index].retouches.append(change)
        case (nil, .opacity): throw SceneError.pictureOpacity
        case (nil, _): retouches.append(change)
        }
    }
}

extension Layer {
    fileprivate func placementShifted(dx: Double, dy: Double, for action: ActionKind) throws -> Placement {
        var result = placement
        result.dx += dx
        result.dy += dy
        for (field, shift, sum) in [("dx", dx, result.dx), ("dy", dy, result.dy)] {
            guard shift.isFinite, abs(sum) <= Placement.farthest else {
                throw SceneError.actionNumber(
                    id, action: action, field: field, value: shift, allowed: "a finite shift on or near the canvas")
            }
        }
        return result
    }
}
