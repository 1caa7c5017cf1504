"""The ONNX project's own backend tests as files: a model, its inputs and what must come out.

They are collected from the installed `onnx` wheel once and kept in a folder, so that a round over all of them costs
only the runtime that is tested.
"""

import json
import re
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from tensor_files import write_tensors

FORMAT = 3  # of the folder; another number collects again
JUDGED_MODELS = ("light", "pytorch-converted", "pytorch-operator")
KINDS = ("node", *JUDGED_MODELS, "simple")

# What these put out is random, so a comparison says nothing; ONNX's own runs leave them out as well.
RANDOM_OUTPUT = re.compile(r"test_bernoulli")


@dataclass
class Case:
    """One test. `operators` holds [domain, name, opset] of every node, those of subgraphs too."""

    name: str
    kind: str
    folder: str
    subject: str  # the operator a node test was written for, as "Conv" or "ai.onnx.ml.Binarizer"
    expanded: bool  # the operator's function body is tested instead of the operator
    operators: list
    inputs: dict  # name: ONNX element type
    outputs: dict
    relative_tolerance: float
    absolute_tolerance: float
    obstacle: str | None  # why `.npy` files cannot hold this test

    @property
    def model(self):
        return Path(self.folder) / "model.onnx"

    @property
    def given(self):
        """The folder of the inputs."""
        return Path(self.folder) / "inputs"

    @property
    def expected(self):
        return Path(self.folder) / "outputs"


def collect(cache):
    """All cases, from `cache` where this version of onnx was collected before."""
    folder = Path(cache) / f"onnx-{onnx.__version__}-{FORMAT}"
    listing = folder / "cases.json"
    if not listing.exists():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cases = [*node_cases(folder), *model_cases(folder)]
        listing.write_text(json.dumps([asdict(case) for case in cases]))
    return [Case(**fields) for fields in json.loads(listing.read_text())]


def node_cases(folder):
    """The node tests: one operator each, or the function body that defines it."""
    from onnx.backend.test.case.node import collect_testcases

    tests = collect_testcases(None)
    subjects = {test.name: operator_name(test.model.graph.node[0]) for test in tests if "_expanded" not in test.name}
    for test in tests:
        plain = test.name.split("_expanded")[0]
        inputs, outputs = test.data_sets[0]
        yield written_case(folder, test, test.model, inputs, outputs, subjects[plain], plain != test.name)


def model_cases(folder):
    """The whole models that ship in the wheel. What `light` models are fed is what ONNX's own runner makes up."""
    from onnx.backend.test.loader import load_model_tests
    from onnx.backend.test.runner import Runner

    wheel = Path(onnx.__file__).parent.parent
    for test in sorted(load_model_tests(kind="real"), key=lambda test: test.name):
        test.kind = "light"
        path = wheel / test.url
        model = onnx.load(path)
        inputs = [Runner.generate_dummy_data(value, name=test.model_name) for value in fed_values(model)]
        outputs = read_values(f"{path.with_suffix('')}_output", model.graph.output)
        yield written_case(folder, test, model, inputs, outputs)

    for kind in KINDS[2:]:
        for test in sorted(load_model_tests(kind=kind), key=lambda test: test.name):
            model = onnx.load(Path(test.model_dir) / "model.onnx")
            data = Path(test.model_dir) / "test_data_set_0"
            inputs = read_values(data / "input", fed_values(model))
            yield written_case(folder, test, model, inputs, read_values(data / "output", model.graph.output))


def written_case(root, test, model, inputs, outputs, subject="", expanded=False):
    """Writes the model and its arrays, unless a value is of a kind that an array file cannot hold."""
    folder = root / test.kind / test.name
    folder.mkdir(parents=True, exist_ok=True)
    fed, fetched = fed_values(model), list(model.graph.output)
    case = Case(
        test.name,
        test.kind,
        str(folder),
        subject,
        expanded,
        operators_of(model),
        element_types(fed),
        element_types(fetched),
        test.rtol,
        test.atol,
        obstacle_of([*zip(fed, inputs), *zip(fetched, outputs)]),
    )
    case.model.write_bytes(model.SerializeToString())
    if case.obstacle is None:
        write_tensors(case.given, {value.name: as_array(array) for value, array in zip(fed, inputs)})
        write_tensors(case.expected, {value.name: as_array(array) for value, array in zip(fetched, outputs)})
    return case


def obstacle_of(values):
    """Why these (declared value, array) pairs cannot be array files, or None."""
    for value, array in values:
        kind = value.type.WhichOneof("value")
        if kind != "tensor_type":
            return kind.removesuffix("_type")
        if value.type.tensor_type.elem_type == onnx.TensorProto.STRING:
            return "string"
        if array is None:
            return "absent"
    return None


def as_array(value):
    return numpy_helper.to_array(value) if isinstance(value, onnx.TensorProto) else np.asarray(value)


def element_types(values):
    return {value.name: value.type.tensor_type.elem_type for value in values}


def fed_values(model):
    """The graph's inputs that have no value of their own (before IR version 4 weights were listed as inputs too)."""
    weights = {weight.name for weight in model.graph.initializer}
    return [value for value in model.graph.input if value.name not in weights]


def read_values(stem, declared):
    """The arrays of `<stem>_0.pb` and so on; None for sequences and optionals, which are not compared."""
    return [
        numpy_helper.to_array(onnx.TensorProto.FromString(Path(f"{stem}_{index}.pb").read_bytes()))
        if value.type.WhichOneof("value") == "tensor_type"
        else None
        for index, value in enumerate(declared)
    ]


def operator_name(node):
    return f"{node.domain}.{node.op_type}" if node.domain not in ("", "ai.onnx") else node.op_type


def operators_of(model):
    """Sorted [domain, name, opset] of all nodes."""
    versions = {opset.domain: opset.version for opset in model.opset_import}
    return sorted({(node.domain, node.op_type, versions.get(node.domain, 1)) for node in nodes_of(model.graph)})


def nodes_of(graph):
    """The nodes of a graph and of the graphs in their attributes."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            for body in [attribute.g, *attribute.graphs]:
                yield from nodes_of(body)
