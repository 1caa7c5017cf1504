// What the session's API speaks of comes along with `import Session`.
@_exported public import ActionSpec
@_exported public import Decomposer
@_exported public import Physics
@_exported public import Planner
@_exported public import Raster
@_exported public import Scene
