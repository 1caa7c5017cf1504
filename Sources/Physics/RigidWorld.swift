import CChipmunk
import Raster

/// Rigid outlines in an upright plane, let go under gravity until they rest (Chipmunk2D).
///
/// x to the right, height upward from the ground at 0, in pixels. The motion is overdamped: what falls does not bounce and what
/// rolls stops where the slope does, so that where a thing comes to rest hangs on the outlines and not on how far it fell.
struct RigidWorld {
    /// A thing in the world.
    struct Body {
        var outline: Outline
        /// How far back the ground it stands over reaches; bodies meet where these overlap.
        var depth: ClosedRange<Double>
        /// Stays where it is.
        var isFixed: Bool
        /// The body it stands on at the start: those two meet however deep they seem to lie in each other.
        var carrier: Int?
    }

    enum Outline {
        case circle(center: Point, radius: Double)
        /// Convex polygons that together make it.
        case pieces([[Point]])
    }

    /// What became of a body.
    struct Rest: Hashable {
        /// Its centre of mass at the start.
        var center = Point(x: 0, y: 0)
        /// How far that moved, height upward.
        var shift = Point(x: 0, y: 0)
        /// Clockwise as the viewer sees it.
        var degrees = 0.0
        /// The body that carries most of it; nil where the ground does.
        var carrier: Int?
    }

    private let space: OpaquePointer
    private let ground: OpaquePointer
    /// Units of the simulation for a pixel.
    private let scale: Double
    private var bodies: [(pointer: OpaquePointer, start: cpVect, isFixed: Bool)] = []
    private var shapes: [(pointer: OpaquePointer, body: Int)] = []
    /// Row by row, which bodies meet; at one place as long as the world lives.
    private let meetings: Meetings

    /// Where each of `bodies` comes to rest, in their order; fixed ones where they are.
    ///
    /// Bodies that lie in each other at the start, by more than a touch, pass through each other: overlap in a picture is occlusion.
    /// Cost: steps × contacts, some milliseconds for 50 bodies.
    static func rest(_ bodies: [Body]) -> [Rest] {
        guard let largest = bodies.filter({ !$0.isFixed }).map(\.outline.size).max(), largest > 0 else {
            return bodies.map { _ in Rest() }
        }
        let world = RigidWorld(bodies, scale: Measure.size / largest)
        defer { world.free() }
        world.run()
        return world.bodies.indices.map(world.rest)
    }

    /// In units of the simulation, of which the largest body that moves measures 100, and seconds.
    private enum Measure {
        static let size = 100.0
        static let gravity = -2000.0
        /// The part of its speed that a body keeps after a second.
        static let damping = 0.01
        /// Of each of two; where they meet it is the product, 0.6, about that of wood on wood.
        static let friction = 0.775
        static let step = 1.0 / 120
        /// Steps between two looks at where everything is, and how many looks at most.
        static let pause = 30
        static let mostPauses = 80
        /// What has moved and turned by less between two looks, in units and radians, rests: contacts never stop trembling.
        static let stillShift = 0.3
        static let stillTurn = 0.003
        /// How deep two outlines may lie in each other and still touch.
        static let touch = 1.5
    }

    private init(_ bodies: [Body], scale: Double) {
        self.scale = scale
        space = cpSpaceNew()
        cpSpaceSetGravity(space, cpVect(x: 0, y: Measure.gravity))
        cpSpaceSetDamping(space, Measure.damping)
        cpSpaceSetIterations(space, 12)
        let reach = 1e5
        ground = cpSegmentShapeNew(
            cpSpaceGetStaticBody(space), cpVect(x: -reach, y: -10), cpVect(x: reach, y: -10), 10)
        cpShapeSetFriction(ground, Measure.friction)
        cpSpaceAddShape(space, ground)

        meetings = Meetings(count: bodies.count)
        for (index, body) in bodies.enumerated() { add(body, index) }
        pairUp(bodies)
        let handler = cpSpaceAddDefaultCollisionHandler(space)!
        handler.pointee.userData = UnsafeMutableRawPointer(Unmanaged.passUnretained(meetings).toOpaque())
        handler.pointee.beginFunc = { arbiter, _, meetings in
            var (a, b): (OpaquePointer?, OpaquePointer?)
            cpArbiterGetBodies(arbiter, &a, &b)
            let known = Unmanaged<Meetings>.fromOpaque(meetings!).takeUnretainedValue()
            guard let a = RigidWorld.index(of: a), let b = RigidWorld.index(of: b) else { return 1 }
            return known[a, b] ? 1 : 0
        }
    }

    private mutating func add(_ body: Body, _ index: Int) {
        let parts: [(mass: Double, center: cpVect)]
        switch body.outline {
        case .circle(let center, let radius):
            let radius = radius * scale
            parts = [(.pi * radius * radius, vector(center))]
        case .pieces(let pieces):
            parts = pieces.map { piece in
                let corners = piece.map(vector)
                let count = Int32(corners.count)
                return (abs(cpAreaForPoly(count, corners, 0)), cpCentroidForPoly(count, corners))
            }
        }
        let mass = max(1e-6, parts.reduce(0) { $0 + $1.mass })
        let center = cpVect(
            x: parts.reduce(0) { $0 + $1.mass * $1.center.x } / mass,
            y: parts.reduce(0) { $0 + $1.mass * $1.center.y } / mass)

        let pointer: OpaquePointer = body.isFixed ? cpBodyNewStatic() : cpBodyNew(mass, 1)
        cpSpaceAddBody(space, pointer)
        cpBodySetPosition(pointer, center)
        cpBodySetUserData(pointer, UnsafeMutableRawPointer(bitPattern: index + 1))
        bodies.append((pointer, center, body.isFixed))
        var moment = 0.0
        switch body.outline {
        case .circle(_, let radius):
            moment = cpMomentForCircle(mass, 0, radius * scale, cpVect(x: 0, y: 0))
            add(cpCircleShapeNew(pointer, radius * scale, cpVect(x: 0, y: 0)), index)
        case .pieces(let pieces):
            for (piece, part) in zip(pieces, parts) {
                let corners = piece.map { corner in
                    let place = vector(corner)
                    return cpVect(x: place.x - center.x, y: place.y - center.y)
                }
                moment += cpMomentForPoly(part.mass, Int32(corners.count), corners, cpVect(x: 0, y: 0), 0)
                add(cpPolyShapeNewRaw(pointer, Int32(corners.count), corners, 0), index)
            }
        }
        if !body.isFixed { cpBodySetMoment(pointer, max(1e-6, moment)) }
    }

    private mutating func add(_ shape: OpaquePointer?, _ body: Int) {
        guard let shape else { return }
        cpShapeSetFriction(shape, Measure.friction)
        cpSpaceAddShape(space, shape)
        shapes.append((shape, body))
    }

    /// Two bodies meet where they are at about one depth and not in each other already.
    private func pairUp(_ bodies: [Body]) {
        for a in bodies.indices {
            for b in bodies.indices.dropFirst(a + 1)
            where bodies[a].depth.overlaps(bodies[b].depth) || bodies[a].carrier == b || bodies[b].carrier == a {
                meetings[a, b] = true
            }
        }
        for (place, one) in shapes.enumerated() {
            for other in shapes[(place + 1)...] where one.body != other.body && meetings[one.body, other.body] {
                let isFixed = bodies[one.body].isFixed && bodies[other.body].isFixed
                let isStanding = bodies[one.body].carrier == other.body || bodies[other.body].carrier == one.body
                guard !isFixed, !isStanding, cpBBIntersects(cpShapeGetBB(one.pointer), cpShapeGetBB(other.pointer)) != 0
                else {
                    continue
                }
                if CChipmunkOverlap(one.pointer, other.pointer) > Measure.touch {
                    meetings[one.body, other.body] = false
                }
            }
        }
    }

    private func run() {
        var before = poses
        for _ in 0..<Measure.mostPauses {
            for _ in 0..<Measure.pause { cpSpaceStep(space, Measure.step) }
            let now = poses
            let isStill = zip(before, now).allSatisfy {
                abs($0.place.x - $1.place.x) < Measure.stillShift && abs($0.place.y - $1.place.y) < Measure.stillShift
                    && abs($0.angle - $1.angle) < Measure.stillTurn
            }
            if isStill { break }
            before = now
        }
    }

    private var poses: [(place: cpVect, angle: Double)] {
        bodies.filter { !$0.isFixed }.map { (cpBodyGetPosition($0.pointer), cpBodyGetAngle($0.pointer)) }
    }

    private func rest(of index: Int) -> Rest {
        let (body, start, isFixed) = bodies[index]
        guard !isFixed else { return Rest() }
        let place = cpBodyGetPosition(body)
        return Rest(
            center: Point(x: start.x / scale, y: start.y / scale),
            shift: Point(x: (place.x - start.x) / scale, y: (place.y - start.y) / scale),
            degrees: -cpBodyGetAngle(body) * 180 / .pi, carrier: carrier(of: body))
    }

    /// Of what `body` lies on, the one that bears most.
    private func carrier(of body: OpaquePointer) -> Int? {
        var bearing = Bearing()
        withUnsafeMutablePointer(to: &bearing) { bearing in
            cpBodyEachArbiter(
                body,
                { body, arbiter, bearing in
                    let bearing = bearing!.assumingMemoryBound(to: Bearing.self)
                    // The normal points away from the body that is asked about.
                    guard cpArbiterGetNormal(arbiter).y < -0.2 else { return }
                    let push = cpArbiterTotalImpulse(arbiter)
                    let load = push.x * push.x + push.y * push.y
                    guard load > bearing.pointee.load else { return }
                    var (a, b): (OpaquePointer?, OpaquePointer?)
                    cpArbiterGetBodies(arbiter, &a, &b)
                    bearing.pointee = Bearing(load: load, carrier: RigidWorld.index(of: a == body ? b : a))
                }, bearing)
        }
        return bearing.carrier
    }

    private struct Bearing {
        var load = 0.0
        var carrier: Int?
    }

    /// Nil for the ground.
    private static func index(of body: OpaquePointer?) -> Int? {
        cpBodyGetUserData(body).map { Int(bitPattern: $0) - 1 }
    }

    private func vector(_ point: Point) -> cpVect { cpVect(x: point.x * scale, y: point.y * scale) }

    private func free() {
        for shape in shapes.map(\.pointer) + [ground] {
            cpSpaceRemoveShape(space, shape)
            cpShapeFree(shape)
        }
        for body in bodies {
            cpSpaceRemoveBody(space, body.pointer)
            cpBodyFree(body.pointer)
        }
        cpSpaceFree(space)
    }
}

/// Which bodies meet.
private final class Meetings {
    private var known: [Bool]
    private let count: Int

    init(count: Int) {
        self.count = count
        known = [Bool](repeating: false, count: count * count)
    }

    subscript(a: Int, b: Int) -> Bool {
        get { known[a * count + b] }
        set {
            known[a * count + b] = newValue
            known[b * count + a] = newValue
        }
    }
}

extension RigidWorld.Outline {
    /// The longer side of the box around it.
    fileprivate var size: Double {
        switch self {
        case .circle(_, let radius): return 2 * radius
        case .pieces(let pieces):
            let points = pieces.joined()
            let (xs, ys) = (points.map(\.x), points.map(\.y))
            guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max() else { return 0 }
            return max(right - left, high - low)
        }
    }
}
