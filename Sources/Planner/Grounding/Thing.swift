import ActionSpec
import Foundation
import Raster
import Scene

/// A layer as the planner sees it: its names, its looks at thumbnail size, and where it stands after the steps so far.
struct Thing: Sendable {
    let id: LayerID
    let name: String
    /// Its name in lower case, every word singular.
    let nameWords: [String]
    /// What WordNet has for all of it, the likeliest first.
    let nameSenses: [WordNet.Synset]
    /// The concepts its name and its detected class stand for.
    let nameConcept: Vocabulary.Concept?
    let classConcept: Vocabulary.Concept?
    /// The detected class as the detector calls it.
    let className: String?
    /// 0…1, how far the class is to be believed.
    let classConfidence: Double
    let saidShape: Shape?
    let shapeFit: [Shape: Double]
    var color: ColorLikeness?
    /// The colour word it was described with.
    var colorWord: String?
    /// What is written on it, where the scene says so.
    let lettering: String?
    /// 0…1.
    var opacity = 1.0
    /// Where it stands.
    var frame: Frame
    /// How the steps so far turned it, and the box around it before, of which only the size counts.
    var turn: (frame: Frame, degrees: Double)?
    var support: Support
    var depth: Double
    /// Place in the stack, 0 backmost.
    let stackIndex: Int
    /// Whether something stands in front of part of it, or on it.
    let isPartlyHidden: Bool

    init(_ layer: Layer, stackIndex: Int, isPartlyHidden: Bool) {
        id = layer.id
        name = layer.name
        nameWords = Self.words(of: name)
        nameSenses = Self.senses(of: nameWords)
        let vocabulary = Vocabulary.english
        nameConcept = vocabulary.concept(of: Self.head(of: name))
        className = layer.attributes["class"]?.lowercased()
        classConcept = className.flatMap { vocabulary.concept(of: $0) }
        classConfidence = layer.attributes["classConfidence"].flatMap(Double.init) ?? layer.confidence
        saidShape = layer.attributes["shape"].flatMap { Self.shape($0) }
        let silhouette = Silhouette(of: layer)
        shapeFit = silhouette.fit
        colorWord = layer.recoloring?.name ?? layer.attributes["color"]
        if let painted = layer.recoloring {
            color = ColorLikeness(painted)
        } else if let mean = Self.mean(layer.attributes["colorRGB"]) ?? silhouette.meanColor {
            color = ColorLikeness(red: mean.red, green: mean.green, blue: mean.blue)
        } else {
            color = colorWord.flatMap(SRGBColor.init(parsing:)).map(ColorLikeness.init)
        }
        lettering = layer.attributes["text"]
        frame = Frame(layer)
        if layer.placement.degrees != 0 {
            let (width, height) = (Double(layer.originalExtent.width), Double(layer.originalExtent.height))
            let scale = layer.placement.scale
            turn = (Frame(minX: 0, minY: 0, maxX: width * scale, maxY: height * scale), layer.placement.degrees)
        }
        opacity = layer.opacity
        support = layer.support
        depth = layer.depth
        self.stackIndex = stackIndex
        self.isPartlyHidden = isPartlyHidden
    }

    /// Turned from what it was before the first turn, so that turns do not make its box grow.
    mutating func rotate(byDegrees degrees: Double, about pivot: Pivot) {
        var turn = self.turn ?? (frame, 0)
        turn.degrees += degrees
        self.turn = turn
        let size = turn.frame.turned(byDegrees: turn.degrees, about: pivot)
        let middle = pivot == .center ? frame.centerY : frame.maxY - size.height / 2
        frame = Frame(
            minX: frame.centerX - size.width / 2, minY: middle - size.height / 2, maxX: frame.centerX + size.width / 2,
            maxY: middle + size.height / 2)
    }

    /// What an insertion will have put there; of a picture file nobody has seen the pixels yet.
    ///
    /// - Parameter original: what it is a copy of.
    init(_ insertion: Insertion, width: Double, stackIndex: Int, original: Thing? = nil) {
        id = insertion.id
        name = insertion.name
        nameWords = Self.words(of: name)
        nameSenses = Self.senses(of: nameWords)
        nameConcept = Vocabulary.english.concept(of: Self.head(of: name))
        className = original?.className
        classConcept = original?.classConcept
        classConfidence = original?.classConfidence ?? 1
        saidShape = original?.saidShape
        shapeFit = original?.shapeFit ?? [:]
        color = original?.color
        colorWord = original?.colorWord
        lettering = original?.lettering
        frame = Frame(
            minX: insertion.baseX - width / 2, minY: insertion.baseY - insertion.height,
            maxX: insertion.baseX + width / 2,
            maxY: insertion.baseY)
        support = insertion.support
        depth = 0
        self.stackIndex = stackIndex
        isPartlyHidden = false
    }

    /// What it is called without what it is made of: the pile of a pile of bricks; a slice of bread is bread.
    private static func head(of name: String) -> String {
        guard let of = name.range(of: " of "), !PhraseReader.measures.contains(name[..<of.lowerBound].lowercased())
        else {
            return name
        }
        return String(name[..<of.lowerBound])
    }

    /// A word for a thing that also names people is not about people, where the table has it as a thing.
    private static func senses(of words: [String]) -> [WordNet.Synset] {
        let name = words.joined(separator: " ")
        let net = WordNet.english
        let senses = net.nounSenses(of: name).prefix(4)
        guard let known = Vocabulary.english.tabled(name),
            !["person", "animal"].contains(where: { Vocabulary.english.isKind(known.name, of: $0) })
        else { return Array(senses) }
        return senses.filter { ![.person, .animal].contains(net.field(of: $0)) }
    }

    private static func words(of name: String) -> [String] {
        name.lowercased().split(separator: " ").map { Morphology.singular(String($0)) }
    }

    private static func shape(_ word: String) -> Shape? {
        Shape(rawValue: word) ?? Vocabulary.english.concept(of: word)?.shape
    }

    /// "r,g,b" in 0…255.
    private static func mean(_ text: String?) -> (red: Double, green: Double, blue: Double)? {
        guard let parts = text?.split(separator: ",").compactMap({ Double($0.trimmed) }), parts.count == 3 else {
            return nil
        }
        return (parts[0], parts[1], parts[2])
    }
}

/// A box with fractions of pixels, and its base.
struct Frame: Hashable, Sendable {
    var minX: Double
    var minY: Double
    var maxX: Double
    var maxY: Double

    init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    init(_ layer: Layer) {
        let box = layer.extent
        self.init(minX: Double(box.x), minY: Double(box.y), maxX: Double(box.maxX), maxY: Double(box.maxY))
    }

    var width: Double { maxX - minX }
    var height: Double { maxY - minY }
    var area: Double { width * height }
    var centerX: Double { (minX + maxX) / 2 }
    var centerY: Double { (minY + maxY) / 2 }
    /// The centre of the base.
    var base: Point { Point(x: centerX, y: maxY) }

    func moved(dx: Double, dy: Double) -> Frame {
        Frame(minX: minX + dx, minY: minY + dy, maxX: maxX + dx, maxY: maxY + dy)
    }

    mutating func scale(by scale: Double) { self = scaled(by: scale) }

    /// Resized about the centre of the base.
    func scaled(by scale: Double) -> Frame {
        Frame(
            minX: centerX - width / 2 * scale, minY: maxY - height * scale, maxX: centerX + width / 2 * scale,
            maxY: maxY)
    }

    /// The box around it turned, as if it filled its own, about its centre or standing where it stood.
    func turned(byDegrees degrees: Double, about pivot: Pivot) -> Frame {
        let (cosine, sine) = (abs(cos(degrees * .pi / 180)), abs(sin(degrees * .pi / 180)))
        let halfWidth = (width * cosine + height * sine) / 2
        let halfHeight = (width * sine + height * cosine) / 2
        let middle = pivot == .center ? centerY : maxY - halfHeight
        return Frame(
            minX: centerX - halfWidth, minY: middle - halfHeight, maxX: centerX + halfWidth, maxY: middle + halfHeight)
    }

    /// Length shared with `other` along x, 0 where they are apart.
    func overlapX(_ other: Frame) -> Double { max(0, min(maxX, other.maxX) - max(minX, other.minX)) }
    func overlapY(_ other: Frame) -> Double { max(0, min(maxY, other.maxY) - max(minY, other.minY)) }

    /// The free way between the two boxes, 0 where they touch.
    func gap(to other: Frame) -> Double {
        let dx = max(0, max(minX, other.minX) - min(maxX, other.maxX))
        let dy = max(0, max(minY, other.minY) - min(maxY, other.maxY))
        return (dx * dx + dy * dy).squareRoot()
    }
}
