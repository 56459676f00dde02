"""The benchmarks of the front end run, in small: what they measure must hold at any size."""

import importlib
import sys

import pytest

from bot.text.tokenize import Segmenter
from tests.conftest import Load


@pytest.mark.parametrize(
    "arguments",
    [
        ("loss", "--kills", "1", "--updates", "60"),
        ("soak", "--updates", "400", "--chats", "20"),
        ("soak", "--updates", "400", "--chats", "20", "--mode", "webhook"),
        ("throughput", "--count", "100", "--rounds", "1", "--mode", "polling"),
    ],
    ids=" ".join,
)
def test_a_small_run(
    unconfigured: None,
    monkeypatch: pytest.MonkeyPatch,
    segmenter: Segmenter,
    loaded: Load,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.setattr("benchmarks.bots.Segmenter", lambda: segmenter)
    monkeypatch.setattr("benchmarks.bots.load", loaded)
    monkeypatch.setattr(sys, "argv", list(arguments))
    assert not importlib.import_module(f"benchmarks.{arguments[0]}").main()
