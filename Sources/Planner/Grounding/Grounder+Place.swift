import ActionSpec

/// Places in the picture, or in what things are on: "the left cup", "in the middle of the shelf".
extension Grounder {
    func chooseByPlace(_ kind: [Fit], _ place: ReferringExpression.Place, _ expression: ReferringExpression)
        throws -> [Fit]
    {
        let row: [Fit]
        let ground = try self.ground(under: expression)
        if place == .center, kind.count % 2 == 1, kind.count > 1 {
            // "the middle cup" of three is the second, wherever they stand.
            row = [alongTheirRow(kind)[kind.count / 2]]
        } else if place == .edge, kind.count > 2, expression.relations.contains(where: \.isToArrangement) {
            // "at the end of the row": either one
            let row = alongTheirRow(kind)
            throw ambiguous(expression, [row[0], row[row.count - 1]])
        } else {
            row = kind.sorted {
                (distance(of: $0, from: place, ground), $0.thing.stackIndex) < (
                    distance(of: $1, from: place, ground), $1.thing.stackIndex
                )
            }
        }
        var fit = row[0]
        if row.count > 1,
            distance(of: row[1], from: place, ground) - distance(of: fit, from: place, ground) < 0.01 * stage.width
        {
            throw ambiguous(expression, Array(row.prefix(2)))
        }
        fit.evidence.append("at the \(place.rawValue)")
        return [fit]
    }

    /// Those on the named side, or, counted, the nearest to it.
    func gather(
        _ kind: [Fit], at place: ReferringExpression.Place, _ quantifier: ReferringExpression.Quantifier
    ) -> [Fit] {
        if case .count(let count) = quantifier {
            return Array(
                kind.sorted {
                    (distance(of: $0, from: place), $0.thing.stackIndex) < (
                        distance(of: $1, from: place), $1.thing.stackIndex
                    )
                }.prefix(count))
        }
        let half = kind.filter { fit in
            let (x, y) = (fit.thing.frame.centerX / stage.width, fit.thing.frame.centerY / stage.height)
            return switch place {
            case .left: x < 0.5
            case .right: x > 0.5
            case .top, .back: y < 0.5
            case .bottom, .front: y > 0.5
            case .topLeft: x < 0.5 && y < 0.5
            case .topRight: x > 0.5 && y < 0.5
            case .bottomLeft: x < 0.5 && y > 0.5
            case .bottomRight: x > 0.5 && y > 0.5
            case .center: abs(x - 0.5) < 0.2
            case .corner, .edge: abs(x - 0.5) > 0.25 || abs(y - 0.5) > 0.25
            }
        }
        return half.isEmpty ? kind : half
    }

    /// What a phrase says its things are on, where it says in which part of it.
    private func ground(under expression: ReferringExpression) throws -> Frame? {
        guard expression.place == .center || expression.place == .edge,
            let on = expression.relations.last(where: {
                ($0.kind == .on || $0.kind == .inside) && !$0.isNegated && !$0.isInverse
            }), let reference = on.references.first, hasLayer(named: reference)
        else { return nil }
        return try ground(reference).first.flatMap { stage[$0.layer]?.frame }
    }

    /// In pixels, how far a layer stands from a place in the picture.
    private func distance(of fit: Fit, from place: ReferringExpression.Place, _ ground: Frame? = nil) -> Double {
        let frame = fit.thing.frame
        let (w, h) = (stage.width, stage.height)
        switch place {
        case .left: return frame.centerX
        case .right: return w - frame.centerX
        case .top: return frame.centerY
        case .bottom: return h - frame.centerY
        case .front: return h - frame.maxY
        case .back: return frame.maxY
        case .topLeft: return frame.centerX + frame.centerY
        case .topRight: return w - frame.centerX + frame.centerY
        case .bottomLeft: return frame.centerX + h - frame.centerY
        case .bottomRight: return w - frame.centerX + h - frame.centerY
        case .center:
            return abs(frame.centerX - (ground?.centerX ?? w / 2)) + abs(frame.centerY - (ground?.centerY ?? h / 2))
        case .corner: return min(frame.centerX, w - frame.centerX) + min(frame.centerY, h - frame.centerY)
        case .edge:
            if let ground { return min(abs(frame.centerX - ground.minX), abs(ground.maxX - frame.centerX)) }
            return min(frame.minX, w - frame.maxX, frame.minY, h - frame.maxY)
        }
    }
}

extension ReferringExpression.Relation {
    fileprivate var isToArrangement: Bool { references.first?.isArrangement ?? false }
}
