"""Where models and test cases are kept between runs: beside the build, which is not under version control."""

from pathlib import Path

CACHE = Path(__file__).resolve().parents[2] / ".build/bench-neural"
