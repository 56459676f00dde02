"""The benchmarks of the front end run, in small: what they measure must hold at any size."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.test_cli import CLEAN


@pytest.mark.parametrize(
    "arguments",
    [
        ("loss", "--kills", "1", "--updates", "60"),
        ("soak", "--updates", "400", "--chats", "20"),
        ("soak", "--updates", "400", "--chats", "20", "--mode", "webhook"),
        ("throughput", "--count", "100", "--rounds", "1"),
    ],
    ids=" ".join,
)
def test_a_small_run(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(  # noqa: S603  (our own)
        [sys.executable, "-m", f"benchmarks.{arguments[0]}", *arguments[1:]],
        cwd=ROOT, env=CLEAN, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
