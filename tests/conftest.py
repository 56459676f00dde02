"""What many tests share: the article's knowledge, built once, and a way to ask it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.model import Reply
from bot.session import Session
from bot.text.tokenize import Segmenter

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "tests" / "fixtures" / "library"
BRIDGE = ROOT / "tests" / "fixtures" / "bridge"
Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    return Segmenter()


@pytest.fixture(scope="session")
def knowledge(segmenter: Segmenter) -> Knowledge:
    return load(ROOT / "knowledge", segmenter)


@pytest.fixture(scope="session")
def library(segmenter: Segmenter) -> Knowledge:
    return load(LIBRARY, segmenter)


@pytest.fixture(scope="session")
def bridge(segmenter: Segmenter) -> Knowledge:
    """A knowledge of which nearly all kinds and attributes are its own."""
    return load(BRIDGE, segmenter)


@pytest.fixture(scope="session")
def reply_to(knowledge: Knowledge) -> Ask:
    """Ask turns in one conversation; gives the reply to the last."""

    def reply_to_turns(*turns: str) -> Reply:
        session = Session()
        for turn in turns:
            reply, session = ask(turn, session, knowledge, Thresholds())
        return reply

    return reply_to_turns


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the second knowledge, to be changed."""
    return Path(shutil.copytree(LIBRARY, tmp_path / "knowledge"))
