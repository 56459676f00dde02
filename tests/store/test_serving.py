"""The whole front end on each database: asked, judged, switched, forgotten, restarted."""

from pathlib import Path

import pytest

from bot.knowledge.index import Knowledge
from bot.store.database import open_store
from bot.store.questions import unanswered
from tests.telegram.conftest import MODES, buttons, running, settings
from tests.telegram.server import in_group, serving


@pytest.mark.parametrize("mode", MODES)
async def test_it_serves_and_remembers(
    url: str, mode: str, knowledge: Knowledge, tmp_path: Path
) -> None:
    async with serving() as (telegram, address):
        config = settings(address, tmp_path, mode).model_copy(update={"store": url})
        telegram.administrators = {8}
        async with running(config, knowledge):
            await telegram.says("荣命哲多大年纪", user=1)
            await telegram.says("论坛在哪办", user=2)
            await telegram.until(2)
            (answer,) = [f for f in telegram.sent() if f["chat_id"] == "2"]
            down = next(b for b in buttons(answer) if b["text"] == "👎")
            await telegram.presses(down["callback_data"], user=2)
            await telegram.says("/off", user=8, **in_group())
            await telegram.until(4)
        store = open_store(url)
        assert {a.question for a, _ in store.do(unanswered)} == {"荣命哲多大年纪", "论坛在哪办"}
        async with running(config, knowledge):
            await telegram.says("@FixtureBot 论坛在哪办", user=8, **in_group())
            await telegram.says("/forget", user=1)
            await telegram.until(5)
        assert "1 条" in telegram.sent()[-1]["text"]
        assert {a.question for a, _ in store.do(unanswered)} == {"论坛在哪办"}
        store.close()
