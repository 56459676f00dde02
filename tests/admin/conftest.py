"""A small folder to be administered, and a curator for it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.admin.curator import Curator
from bot.knowledge.folder import state_of
from bot.knowledge.index import Knowledge
from bot.knowledge.journal import digests
from bot.knowledge.load import load
from bot.text.tokenize import Segmenter

NOW = datetime(2025, 1, 2, 3, 4, tzinfo=UTC)
_LOADED: dict[str, Knowledge] = {}


@pytest.fixture(autouse=True)
def quick_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files are the same knowledge, in all these tests: loaded and asked once."""

    def once(folder: Path, segmenter: Segmenter, before: Knowledge | None) -> Knowledge:
        key = str(sorted(digests(state_of(folder)).items()))
        if key not in _LOADED:
            _LOADED[key] = load(folder, segmenter, before)
        return _LOADED[key]

    monkeypatch.setattr("bot.admin.curator.load", once)


@pytest.fixture
def curator(folder: Path, segmenter: Segmenter) -> Curator:
    return Curator(folder, segmenter, lambda: NOW)
