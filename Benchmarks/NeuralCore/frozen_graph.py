"""The detector's network out of its TensorFlow frozen graph, in a form that OpenCV's importer can read."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FLOAT = 1  # DT_FLOAT

# Message: (field, number, type, repeated). What is not named here is kept as it is.
FIELDS = {
    "Value": [("type", 6, "int32", False)],
    "Attribute": [("key", 1, "string", False), ("value", 2, "Value", False)],
    "Node": [
        ("name", 1, "string", False),
        ("op", 2, "string", False),
        ("input", 3, "string", True),
        ("attributes", 5, "Attribute", True),
    ],
    "Graph": [("node", 1, "Node", True)],
}


def graph_class():
    """The message class of a GraphDef."""
    types = descriptor_pb2.FieldDescriptorProto.Type
    file = descriptor_pb2.FileDescriptorProto(name="frozen_graph.proto", syntax="proto3")
    for name, fields in FIELDS.items():
        message = file.message_type.add(name=name)
        for field, number, kind, repeated in fields:
            entry = message.field.add(name=field, number=number, label=3 if repeated else 1)
            if kind in FIELDS:
                entry.type, entry.type_name = types.Value("TYPE_MESSAGE"), f".{kind}"
            else:
                entry.type = types.Value(f"TYPE_{kind.upper()}")
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("Graph"))


def flattened_part(path, fed, fetched):
    """The serialised graph of what lies between a placeholder for `fed` and the nodes `fetched`.

    A reshape to a computed shape becomes a flattening, which keeps the order of the values: OpenCV cannot compute
    shapes.
    """
    graph_type = graph_class()
    nodes = {node.name: node for node in graph_type.FromString(path.read_bytes()).node}
    graph = graph_type()
    graph.node.add(name=fed, op="Placeholder").attributes.add(key="dtype").value.type = FLOAT
    done = {fed}

    def visit(name):
        if name in done:
            return
        done.add(name)
        node = nodes[name]
        if node.op == "Reshape" and nodes[node.input[1]].op == "Pack":
            visit(node.input[0])
            graph.node.add(name=name, op="Flatten", input=node.input[:1])
            return
        for source in node.input:
            visit(source)
        graph.node.append(node)

    for name in fetched:
        visit(name)
    return graph.SerializeToString()
