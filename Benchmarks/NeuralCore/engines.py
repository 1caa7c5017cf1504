"""What runs a model from files: `i2e`, and two others that show that the comparison itself is right."""

import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path

from tensor_files import read_tensors

UNSUPPORTED_STATUS = 69
BACKTRACE = "enable=yes,color=no,threads=crashed,registers=none,images=none,limit=8"


class Unsupported(Exception):
    """The engine says that it has no implementation of an operator or a type."""


class Failed(Exception):
    """The engine refused the model, crashed or took too long."""


class CommandLine:
    """`i2e models run`, a new process for each model."""

    def __init__(self, path, threads=1, seconds=120):
        self.path, self.threads, self.seconds = str(Path(path).resolve()), threads, seconds

    def run(self, model, inputs, input_types, output_types, arguments=()):
        """The outputs of `model` on the tensors in the folder `inputs`, as {name: array}."""
        with tempfile.TemporaryDirectory() as folder:
            command = [self.path, "models", "run", str(model), "--inputs", str(inputs), "-o", folder]
            try:
                done = subprocess.run(
                    [*command, "--threads", str(self.threads), *arguments],
                    capture_output=True,
                    timeout=self.seconds,
                    env=os.environ | {"SWIFT_BACKTRACE": BACKTRACE},
                )
            except subprocess.TimeoutExpired:
                raise Failed(f"no result after {self.seconds} s")
            prose = done.stderr.decode(errors="replace").strip()
            if done.returncode == UNSUPPORTED_STATUS:
                raise Unsupported(prose)
            if done.returncode < 0:
                raise Failed(f"crashed ({signal.Signals(-done.returncode).name}): {place_of_crash(prose)}")
            if done.returncode != 0:
                raise Failed(f"exit status {done.returncode}: {prose}")
            try:
                return read_tensors(Path(folder), output_types)
            except (OSError, ValueError) as error:
                raise Failed(f"output not readable: {error}")


def place_of_crash(prose):
    """What a backtrace says: the fatal error and the innermost function of the sources."""
    said = re.findall(r"Fatal error: .*|Swift runtime failure: .*(?= \*\*\*)", prose)
    frames = re.findall(r"0x[0-9a-f]+ (.* in i2e at /?\S*Sources/\S+)", prose)
    return "; ".join([*said[:1], *frames[:1]]) or prose[-200:]


class OnnxRuntime:
    """ONNX Runtime in this process."""

    def run(self, model, inputs, input_types, output_types):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        try:
            session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            values = session.run(list(output_types), read_tensors(Path(inputs), input_types))
        except Exception as error:
            raise self.cause(error)
        return dict(zip(output_types, values))

    @staticmethod
    def cause(error):
        """Whether the engine lacks something or fails: it tells only in its messages."""
        message = str(error)
        signs = (
            "NOT_IMPLEMENTED",
            "INVALID_GRAPH",
            "Unsupported model IR version",
            "guarantees* support",
            "is not a registered function",
            "converted to MLDataType",
            "input data type",
            "Type Error",
        )
        return (Unsupported if any(sign in message for sign in signs) else Failed)(message)


class Reference:
    """The ONNX project's reference evaluator, in this process."""

    def run(self, model, inputs, input_types, output_types):
        from onnx.reference import ReferenceEvaluator

        try:
            evaluator = ReferenceEvaluator(str(model))
            values = evaluator.run(list(output_types), read_tensors(Path(inputs), input_types))
        except NotImplementedError as error:
            raise Unsupported(str(error))
        except Exception as error:
            raise Failed(f"{type(error).__name__}: {error}")
        return dict(zip(output_types, values))


def default_command():
    """The release build of this repository."""
    return os.path.join(Path(__file__).resolve().parents[2], ".build/release/i2e")
