"""Slots that a sentence may hold are filled; the pages name just those that the check lets pass."""

import re
from pathlib import Path

import pytest

from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.load import load
from bot.session import Session
from bot.text.tokenize import Segmenter
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "administration.md").read_text(encoding="utf-8")
TEMPLATES = ("sentence", "inverse", "question")


def documented(template: str) -> list[str]:
    """The slots that docs/administration.md names for a template."""
    told = re.search(rf"`{template}` 用(.*?)[；。]", PAGE, re.DOTALL)
    return re.findall(r"`\{(\w+)\}`", told[1]) if told else []


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_slots_of_the_page_are_filled(
    folder: Path, segmenter: Segmenter, template: str
) -> None:
    slots = documented(template)
    text = "".join(f"{{{slot}}}，" for slot in slots)
    own = f"vocabulary:\n  attributes:\n    承办方: {{{template}: '{text}'}}\n"
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    knowledge = load(folder, segmenter)
    reply, _ = ask("谁承办的", Session(), knowledge, Thresholds())
    assert slots
    assert "{" not in reply.text
    assert not any("{" in question for question in knowledge.questions)


def test_values_are_counted_in_a_sentence(folder: Path, segmenter: Segmenter) -> None:
    own = "vocabulary:\n  attributes:\n    承办方: {sentence: '{subject}有{count}{counter}{kind}：{values}'}\n"
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    reply, _ = ask("谁承办的", Session(), load(folder, segmenter), Thresholds())
    assert "1家机构：临江市图书馆" in reply.text
