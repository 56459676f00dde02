"""What many tests share: the article's knowledge, built once, and ways to ask and to run it."""

import gc
import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli import main
from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.model import Reply
from bot.session import Session
from bot.text.tokenize import Segmenter

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "tests" / "fixtures" / "library"
SOURCE = ROOT / "tests" / "broken_knowledge" / "source.md"
BRIDGE = ROOT / "tests" / "fixtures" / "bridge"
Ask = Callable[..., Reply]
Load = Callable[..., Knowledge]


class Done(NamedTuple):
    """What came of a command."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    return Segmenter()


@pytest.fixture(scope="session")
def knowledge(segmenter: Segmenter) -> Knowledge:
    found = load(ROOT / "knowledge", segmenter)
    gc.freeze()  # what lasts as long as the tests need not be looked through for garbage
    return found


@pytest.fixture(scope="session")
def library(segmenter: Segmenter) -> Knowledge:
    return load(LIBRARY, segmenter)


@pytest.fixture(scope="session")
def loaded(
    segmenter: Segmenter,
    knowledge: Knowledge,
    library: Knowledge,
    tmp_path_factory: pytest.TempPathFactory,
) -> Load:
    """Load a folder; what is general is taken from a knowledge alike, which saves most of the
    time (that it comes to the same is what `tests/knowledge/test_before.py` tests)."""
    alike = {
        part.document.name: known for known in (knowledge, library) for part in known.stock.parts
    }
    bare = tmp_path_factory.mktemp("bare")
    shutil.copy(SOURCE, bare)
    plain = load(bare, segmenter)

    def load_quickly(
        folder: Path, segmenter: Segmenter = segmenter, before: Knowledge | None = None
    ) -> Knowledge:
        names = (path.name for path in folder.glob("*.yaml"))
        nearest = next((alike[name] for name in names if name in alike), plain)
        return load(folder, segmenter, before or nearest)

    return load_quickly


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


@pytest.fixture
def unconfigured(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the repository's folder, with nothing set in the environment."""
    for name in [name for name in os.environ if name.startswith("RONGWEN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(ROOT)


@pytest.fixture
def run_here(
    unconfigured: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    segmenter: Segmenter,
    loaded: Load,
) -> Run:
    """Run a command in this process: that saves its start, nearly all of the time it takes."""

    for module in ("cli.start", "cli.diff", "cli.change"):
        monkeypatch.setattr(f"bot.{module}.Segmenter", lambda: segmenter)
    for module in ("cli.start", "cli.diff", "admin.curator"):
        monkeypatch.setattr(f"bot.{module}.load", loaded)

    def run(*arguments: str, stdin: str = "", cwd: Path = ROOT) -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        monkeypatch.chdir(cwd)
        status = main(arguments)
        told = capsys.readouterr()
        return Done(status, told.out, told.err)

    return run
