"""What `i2e models operators` lists, and the table in the docs of how each of them fares."""

import json
import subprocess
from collections import Counter, defaultdict

import onnx

from onnx_cases import JUDGED_MODELS

HEAD = """# ONNX operators

Written by `Benchmarks/NeuralCore/onnx_suite.py --table`: the ONNX project's backend tests (onnx {version}), each a
model and its inputs, run with `i2e models run` and compared within the test's own tolerances.

{share}

{models}

*Tests* are the node tests written for the operator, *as functions* those of the same cases with the operator
replaced by the function that defines it. Not counted are tests whose values `.npy` files cannot hold (sequences,
optionals, strings) and those whose output is random.

| operator | opsets | tests | pass | fail | unsupported | as functions | pass |
|---|---|--:|--:|--:|--:|--:|--:|
"""


class SupportedOperators:
    """The operators that an `i2e` lists, each with the opsets it is read at."""

    def __init__(self, records):
        self.opsets = {(plain(record["domain"]), record["name"]): tuple(record["opsets"]) for record in records}

    @classmethod
    def of(cls, command):
        """Asks the command."""
        done = subprocess.run([command, "models", "operators", "--json"], capture_output=True, check=True)
        return cls(json.loads(done.stdout))

    def __len__(self):
        return len(self.opsets)

    def has_all(self, operators):
        """Whether every [domain, name, opset] is listed."""
        return all(self.has(*operator) for operator in operators)

    def has(self, domain, name, opset):
        first, last = self.opsets.get((plain(domain), name), (1, 0))
        return first <= opset <= last

    def range_of(self, subject):
        """The opsets of an operator as the table shows them; nothing where it is not listed."""
        domain, _, name = subject.rpartition(".")
        first, last = self.opsets.get((domain, name), (None, None))
        return f"{first}–{last}" if first else ""


def plain(domain):
    """ONNX's own domain has two spellings."""
    return "" if domain == "ai.onnx" else domain


def write_table(path, results, supported, passed, listed):
    """One row an operator that is listed or has a test, supported ones first."""
    rows = defaultdict(Counter)
    for result in results:
        if result.case.kind == "node" and result.status not in ("inexpressible", "random"):
            rows[result.case.subject][result.case.expanded, result.status] += 1
    for domain, name in supported.opsets:
        rows[f"{domain}.{name}" if domain else name]
    share = (
        f"{len(supported)} operators are supported. Of the {listed} node tests whose operators are all listed at the"
        f" test's opset, {passed} pass ({passed / max(listed, 1):.1%})."
    )
    text = HEAD.format(version=onnx.__version__, share=share, models=model_sentence(results))
    names = sorted(rows, key=lambda name: (not supported.range_of(name), name.lower()))
    path.write_text(text + "".join(row(name, rows[name], supported.range_of(name)) for name in names))


def model_sentence(results):
    """How the whole models fare, in one sentence."""
    parts = []
    for kind in JUDGED_MODELS:
        statuses = [result.status for result in results if result.case.kind == kind]
        parts.append(f"{statuses.count('pass')} of {len(statuses)} in `{kind}`")
    return "Of the models that ship with onnx pass " + ", ".join(parts) + "."


def row(name, counts, opsets):
    own, functions = (
        [counts[expanded, status] for status in ("pass", "fail", "unsupported")] for expanded in (False, True)
    )
    cells = [name, opsets, sum(own), *own, sum(functions), functions[0]]
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"
