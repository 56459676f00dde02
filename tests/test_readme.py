"""README cannot rot: its conversation is what the bot says, its examples load and pass.

`UPDATE_README=1 pytest tests/test_readme.py` writes the bot's present answers into README.
"""

import os
import re
from pathlib import Path

import pytest

from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.rehearse import rehearse
from bot.session import Session
from tests.conftest import ROOT, Load

README = ROOT / "README.md"
MANUAL = ROOT / "docs" / "knowledge.md"
CONVERSATION = re.compile(r"```conversation\n(.*?)```", re.DOTALL)
EXAMPLE = re.compile(r"```(?:yaml|markdown) (\S+)\n(.*?)```", re.DOTALL)


def spoken(knowledge: Knowledge, questions: list[str]) -> str:
    session = Session()
    told = []
    for question in questions:
        reply, session = ask(question, session, knowledge, Thresholds())
        told.append(f"你：{question}\n融问：{reply.text}\n")
    return "".join(told)


def test_the_conversation_is_real(knowledge: Knowledge) -> None:
    text = README.read_text(encoding="utf-8")
    written = CONVERSATION.search(text)
    assert written is not None
    questions = re.findall(r"^你：(.*)$", written[1], re.MULTILINE)
    told = spoken(knowledge, questions)
    if os.environ.get("UPDATE_README"):
        README.write_text(text.replace(written[1], told), encoding="utf-8")
    else:
        assert written[1] == told


@pytest.mark.parametrize("page", [README, MANUAL], ids=lambda page: page.name)
def test_the_examples_load_and_pass_their_tests(page: Path, tmp_path: Path, loaded: Load) -> None:
    examples = EXAMPLE.findall(page.read_text(encoding="utf-8"))
    assert len(examples) >= 6
    files = {tmp_path / name: content for name, content in examples}
    for path, content in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for folder in {path.parent for path in files}:  # one for each story that a page tells
        assert rehearse(loaded(folder)) == ()


PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(((?!http)[^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
