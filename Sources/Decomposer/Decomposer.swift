package import Fill
import Physics
package import Raster
package import Scene

/// Takes a picture apart: perception, masks, order, completion, background.
///
/// The picture is analysed at a working size, layers are cut at full size. Same picture, same scene, on any number of threads.
package struct Decomposer: Sendable {
    /// The longest side of the picture that masks are cut in, in pixels.
    static let workingSide = 800
    /// The longest side of the picture that regions are found in, in pixels.
    static let analysisSide = 320

    private let detector: ObjectDetector?
    private let predictor: MaskPredictor?
    private let proposer: ProposalPredictor?
    private let completer: CompletionPredictor?
    private let filler: any HoleFiller

    /// - Parameter detector: nil leaves naming to colour and shape and finding to what stands out.
    /// - Parameter predictor: nil leaves masks to colour and contour.
    /// - Parameter proposer: nil leaves finding what no detection names to colour and contour.
    /// - Parameter completer: nil leaves hidden parts to symmetry and convexity, and order to contours and bases.
    package init(
        detector: ObjectDetector?, predictor: MaskPredictor? = nil, proposer: ProposalPredictor? = nil,
        completer: CompletionPredictor? = nil, filler: any HoleFiller = AutomaticFiller()
    ) {
        self.detector = detector
        self.predictor = predictor
        self.proposer = proposer
        self.completer = completer
        self.filler = filler
    }

    /// - Parameters:
    ///   - image: the picture, straight alpha; see-through pixels belong to the background.
    ///   - prompts: what a person pointed out, in pixels of the picture; they win over what the machine finds.
    ///   - maximumLayers: keep the most certain ones only; nil keeps all.
    ///   - inverseDepth: what a depth network says of the picture, larger nearer, up to scale and shift; of any size.
    ///   - progress: told in a word or two what is being done.
    /// - Returns: a scene whose stack is `image` exactly.
    package func decompose(
        _ image: RGBAImage, prompts: [Prompt] = [], maximumLayers: Int? = nil, inverseDepth: Plane? = nil,
        progress: (String) -> Void = { _ in }
    ) throws -> Scene {
        let working = image.resized(to: image.size.fitted(within: Self.workingSide))
        progress("looking for regions")
        let analysis = image.resized(to: image.size.fitted(within: Self.analysisSide))
        let lab = LabImage(analysis)
        let tree = RegionTree(RegionAdjacency(Superpixels(lab, about: 700), lab: lab, image: analysis))
        let proposals = Proposals(tree, working: working)

        let map = try proposer?.predict(working)

        var detections: [Detection] = []
        var isFamiliar = false
        if let detector {
            progress("recognising objects")
            (detections, isFamiliar) = SecondLook(detector: detector, image: working)
                .look(proposals: (map?.proposals.map(\.box) ?? []) + proposals.boxes)
        }

        progress("cutting masks")
        let flat = FlatRegions(working)
        let finder = InstanceFinder(
            image: working, tree: tree, parts: proposals.parts, predictor: predictor, map: map, flat: flat)
        var instances = try finder.instances(
            prompts: prompts.map { $0.scaled(from: image.size, to: working.size) }, detections: detections,
            isFamiliar: isFamiliar)
        if let predictor {
            let secondOpinion = OutlineConfidence(image: working, predictor: predictor)
            for index in instances.indices where !instances[index].isGiven {
                instances[index].outlineConfidence = secondOpinion.of(instances[index].mask)
            }
        }
        let reflections = Reflections(
            image: analysis, instances: instances.map(\.mask), given: instances.map { $0.source == .prompt })
        var kept = instances.indices.filter { !reflections.mistaken.contains($0) }
        if let maximumLayers {
            kept = Array(kept.sorted { instances[$0].confidence > instances[$1].confidence }.prefix(maximumLayers))
        }
        instances = kept.map { instances[$0] }
        let nearness = inverseDepth.map { Depths.nearness(of: instances.map(\.mask), in: $0) }
        let masks = instances.map(\.mask)
        let stacking = Stacking(
            masks, size: working.size, nearness: nearness,
            continuation: completer.map { Continuation(masks, of: working, predictor: $0) })
        let enlarged = instances.map { $0.resized(to: image.size) }
        let ordered = stacking.backToFront.map { enlarged[$0] }

        progress("recovering the background")
        var everything = Mask(size: image.size)
        for instance in ordered { everything = everything.union(instance.mask) }
        var standing = proposals.shadows
        for part in proposals.parts { standing = standing.union(part.mask.resized(to: analysis.size).binary()) }
        standing = standing.union(everything.resized(to: analysis.size).dilated(by: 1))
        let shadows = CastShadows(
            image: image, instances: everything, surfaces: Surfaces(tree, foreground: standing),
            hints: proposals.shadows)
        let shown = reflections.shown(at: image.size, outside: everything, order: stacking.backToFront.map { kept[$0] })
        let recovery = try BackgroundRecovery(
            image: image, instances: everything, shadows: shadows, reflections: shown, isDrawing: flat != nil,
            filler: filler)

        progress("building layers")
        let builder = LayerBuilder(
            image: image, recovery: recovery, filling: FillConfidence(image: image, instances: everything),
            completion: Completion(filler: filler, predictor: completer), reflections: shown)
        let layers = try builder.layers(ordered)
        var scene = Scene(background: recovery.background, layers: layers)
        scene.surfaces = SurfaceFinder(recovery.background, isDrawing: flat != nil).surfaces()
        scene.relate(by: stacking, nearness: nearness, isDrawing: flat != nil)
        scene.separateExactly(from: image)
        return scene
    }
}

/// What stands out, at working size, sorted from shadows.
struct Proposals {
    private(set) var parts: [(mask: Mask, contrast: Float)] = []
    /// Shadows among what stood out, at the tree's size.
    private(set) var shadows: Mask

    init(_ tree: RegionTree, working: RGBAImage) {
        let found = ForegroundParts(tree)
        let small = found.parts.map { found.mask(of: $0) }
        let masks = small.map { $0.resized(to: working.size).binary() }
        var foreground = Mask(size: working.size)
        for mask in masks { foreground = foreground.union(mask) }
        let faint = found.faint.map { found.mask(of: $0) }
        for mask in faint { foreground = foreground.union(mask.resized(to: working.size).binary()) }
        let test = ShadowTest(image: working, foreground: foreground)
        shadows = Mask(size: tree.adjacency.superpixels.size)
        for mask in faint where test.isShadow(mask.resized(to: working.size).binary()) {
            shadows = shadows.union(mask)
        }
        for (index, mask) in masks.enumerated() {
            if test.isShadow(mask) {
                shadows = shadows.union(small[index])
            } else {
                parts.append((mask, found.parts[index].contrast))
            }
        }
        parts.sort {
            ($0.contrast * Float($0.mask.area), $0.mask.area) > ($1.contrast * Float($1.mask.area), $1.mask.area)
        }
    }

    var boxes: [PixelRect] { parts.map { $0.mask.bounds(above: 127) } }
}

extension Prompt {
    /// The same prompt in pixels of a smaller picture.
    func scaled(from size: PixelSize, to target: PixelSize) -> Prompt {
        if size == target { return self }
        let scaleX = Double(target.width) / Double(size.width)
        let scaleY = Double(target.height) / Double(size.height)
        var result = self
        switch region {
        case .box(let box):
            result.region = .box(
                PixelRect(
                    minX: Int((Double(box.x) * scaleX).rounded()), minY: Int((Double(box.y) * scaleY).rounded()),
                    maxX: max(1, Int((Double(box.maxX) * scaleX).rounded())),
                    maxY: max(1, Int((Double(box.maxY) * scaleY).rounded()))))
        case .mask(let mask): result.region = .mask(mask.resized(to: target))
        case .point(let point):
            result.region = .point(
                PixelPoint(
                    x: min(target.width - 1, Int(Double(point.x) * scaleX)),
                    y: min(target.height - 1, Int(Double(point.y) * scaleY))))
        }
        return result
    }
}

extension Instance {
    /// The same instance in a picture of another size.
    func resized(to size: PixelSize) -> Instance {
        var result = self
        result.mask = mask.resized(to: size).binary()
        return result
    }
}
