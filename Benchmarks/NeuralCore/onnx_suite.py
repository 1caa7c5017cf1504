"""Runs the ONNX project's backend tests against `i2e models run` and says which operators pass.

    python3 Benchmarks/NeuralCore/onnx_suite.py [--i2e PATH] [--only REGEX] [--jobs 2] [--table docs/onnx-operators.md]

The comparison (types, shapes, the test's own tolerances) is the function that ONNX's own runner uses. `--runner ort`
and `--runner reference` put ONNX Runtime and ONNX's reference evaluator through it, to show that the suite is right.
Exit code 1 where a limit is missed; with `--only` where a chosen test fails.
"""

import argparse
import json
import re
import sys
import warnings
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onnx.backend.test.runner import Runner

from cache import CACHE
from engines import CommandLine, Failed, OnnxRuntime, Reference, Unsupported, default_command
from onnx_cases import JUDGED_MODELS, KINDS, RANDOM_OUTPUT, Case, collect
from operator_table import SupportedOperators, write_table
from tensor_files import read_tensors

LEAST_OPERATORS = 110
LEAST_SHARE = 0.98


@dataclass
class Result:
    """How one case went.

    Besides pass, fail and unsupported a status is inexpressible (no array file can hold the test) or random (its
    outputs are, so there is nothing to compare).
    """

    case: Case
    status: str
    message: str


def judge(engine, case):
    """Runs one case and compares what comes out."""
    if case.obstacle:
        return Result(case, "inexpressible", case.obstacle)
    if RANDOM_OUTPUT.match(case.name):
        return Result(case, "random", "")
    try:
        outputs = engine.run(case.model, case.given, case.inputs, case.outputs)
        compare(read_tensors(case.expected, case.outputs), outputs, case)
    except Unsupported as reason:
        return Result(case, "unsupported", str(reason))
    except (Failed, AssertionError) as reason:
        return Result(case, "fail", str(reason).strip())
    return Result(case, "pass", "")


def compare(expected, outputs, case):
    """ONNX's own comparison; a NumPy scalar is taken for a tensor of no dimensions."""
    Runner.assert_similar_outputs(
        [expected[name] for name in case.outputs],
        [np.asarray(outputs[name]) for name in case.outputs],
        case.relative_tolerance,
        case.absolute_tolerance,
    )


def run_all(engine, cases, jobs):
    """The results in the order of the cases, with a count on a terminal."""
    results = []
    with ThreadPoolExecutor(jobs) as pool, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for result in pool.map(lambda case: judge(engine, case), cases):
            results.append(result)
            if sys.stderr.isatty():
                print(f"\r{len(results)} of {len(cases)}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return results


def listed_share(results, supported):
    """(passed, all) of the comparable node tests of which every operator is listed as supported at the test's opset."""
    listed = [
        result
        for result in results
        if result.case.kind == "node"
        and result.status not in ("inexpressible", "random")
        and supported.has_all(result.case.operators)
    ]
    return sum(result.status == "pass" for result in listed), len(listed)


def print_summary(results, supported, most_failures):
    """Counts by kind, then the tests that fail and what is lacking most often."""
    statuses = ("pass", "fail", "unsupported", "inexpressible", "random")
    print(f"{'':<18}" + "".join(f"{status:>14}" for status in statuses))
    for kind in KINDS:
        counts = Counter(result.status for result in results if result.case.kind == kind)
        if counts:
            print(f"{kind:<18}" + "".join(f"{counts[status]:>14}" for status in statuses))
    failures = [result for result in results if is_failure(result, supported)]
    for result in failures[:most_failures]:
        print(f"{result.status:<12} {result.case.name}: {brief(result.message)}")
    if len(failures) > most_failures:
        print(f"… and {len(failures) - most_failures} more")
    refused = Counter(brief(result.message) for result in results if result.status == "unsupported")
    for reason, count in refused.most_common(12):
        print(f"unsupported in {count:>4}: {reason}")


def is_failure(result, supported):
    """A failing test, or one that is refused although its operators are listed as supported."""
    refused = result.status == "unsupported" and supported and supported.has_all(result.case.operators)
    return result.status == "fail" or refused


def brief(message, width=170):
    return re.sub(r"\s+", " ", message)[:width]


def misses(results, supported, share):
    """The limits that are missed, as sentences."""
    if len(supported) < LEAST_OPERATORS:
        yield f"fewer than {LEAST_OPERATORS} operators"
    if share < LEAST_SHARE:
        yield f"less than {LEAST_SHARE:.0%} of the listed operators' tests pass"
    for kind in JUDGED_MODELS:
        left = [result for result in results if result.case.kind == kind and result.status != "pass"]
        if left:
            yield f"{len(left)} tests of {kind} do not pass"


def write_report(path, results):
    """Every result with its reason, for whoever mends it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    records = [
        {
            "name": result.case.name,
            "kind": result.case.kind,
            "status": result.status,
            "ops": result.case.operators,
            "folder": result.case.folder,
            "message": result.message,
        }
        for result in results
    ]
    path.write_text(json.dumps(records, indent=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--i2e", default=default_command())
    parser.add_argument("--runner", choices=("i2e", "ort", "reference"), default="i2e")
    parser.add_argument("--only", type=re.compile, help="run the tests whose kind/name/operator matches")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--table", type=Path, help="write the table of operators to this Markdown file")
    parser.add_argument("--report", type=Path, help="write every result to this JSON file")
    parser.add_argument("--failures", type=int, default=60, help="how many failures to print")
    parser.add_argument("--cache", type=Path, default=CACHE)
    options = parser.parse_args()

    cases = collect(options.cache)
    if options.only:
        cases = [case for case in cases if options.only.search(f"{case.kind}/{case.name}/{case.subject}")]
    supported = SupportedOperators.of(options.i2e) if options.runner == "i2e" else None
    engine = {"i2e": lambda: CommandLine(options.i2e), "ort": OnnxRuntime, "reference": Reference}[options.runner]()
    results = run_all(engine, cases, options.jobs if options.runner == "i2e" else 1)

    print_summary(results, supported, options.failures)
    if options.report:
        write_report(options.report, results)
    if options.only or not supported:
        return any(is_failure(result, supported) for result in results)
    passed, listed = listed_share(results, supported)
    share = passed / max(listed, 1)
    print(
        f"{len(supported)} operators listed; of {listed} node tests whose operators are all listed,"
        f" {passed} pass ({share:.2%})"
    )
    if options.table:
        write_table(options.table, results, supported, passed, listed)
    missed = list(misses(results, supported, share))
    for sentence in missed:
        print(f"missed: {sentence}")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
