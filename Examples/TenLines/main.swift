// TenLines PICTURE INSTRUCTION OUTPUT: the heart of `i2e edit` in ten lines.
import Session

let arguments = CommandLine.arguments
precondition(arguments.count == 4, "usage: TenLines PICTURE INSTRUCTION OUTPUT")
let session = try EditingSession(opening: arguments[1])
print("layers:", session.scene.layers.map(\.name).joined(separator: ", "))
let plan = try session.edit(arguments[2])
print("actions:", plan.actions.count)
try session.render().write(to: arguments[3])
