"""The card of rankings: its text, its fallbacks, and a knowledge that has none."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.knowledge.index import Knowledge
from bot.telegram import rankings
from bot.telegram.message import Scribe
from tests.telegram.conftest import running, settings
from tests.telegram.server import serving


def test_the_text_marks_what_every_list_holds(knowledge: Knowledge) -> None:
    card = rankings.card_of(knowledge, Scribe(knowledge, traditional=True))
    assert card is not None
    assert {len(one.items) for one in card.rankings} == {10}
    assert len(card.shared) == 3
    assert rankings.told(card).count(" ★") == 6
    assert "陝西師範大學" in rankings.told(card)


@pytest.mark.parametrize("reason", ["no font", "a broken font", "no Pillow"])
async def test_without_a_picture_the_text_is_sent(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    font = tmp_path / "font.otf"
    font.write_bytes(b"no font")
    if reason == "no font":
        monkeypatch.setattr("bot.telegram.app.font_on_this_machine", lambda _: None)
    if reason == "no Pillow":
        monkeypatch.setitem(__import__("sys").modules, "bot.telegram.card", None)
    async with serving() as (telegram, address):
        config = settings(address, tmp_path, font=font if reason == "a broken font" else None)
        async with running(config, knowledge):
            await telegram.says("/ranking")
            await telegram.until(1)
    assert telegram.sent("sendPhoto") == []
    assert "延安大学" in telegram.sent()[0]["text"]
    assert "blockquote" in telegram.sent()[0]["text"]


async def test_a_knowledge_without_rankings_says_so(knowledge: Knowledge, tmp_path: Path) -> None:
    bare = replace(knowledge, facts=tuple(fact for fact in knowledge.facts if not fact.order))
    async with serving() as (telegram, address), running(settings(address, tmp_path), bare):
        await telegram.says("/ranking")
        await telegram.until(1)
    assert "没有榜单" in telegram.sent()[0]["text"]


def test_debians_fonts_are_found_without_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pylopdf_fonts_zh_cn", None)
    monkeypatch.setattr(rankings, "_DEBIAN", (tmp_path / "none", Path(__file__)))
    assert rankings.font_on_this_machine(None) == Path(__file__)
    assert rankings.font_on_this_machine(tmp_path) == tmp_path
