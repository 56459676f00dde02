"""Retention, readiness and the operator's watchdog, in a bot that runs."""

import socket
from pathlib import Path

import aiohttp
import pytest

from bot.config import Thresholds
from bot.knowledge.index import Knowledge
from bot.model import Reply, Status
from bot.store import drafts, inbox, questions
from bot.store.database import open_store
from bot.store.drafts import Draft
from bot.store.questions import Asked
from bot.telegram.live import Live
from bot.telegram.systemd import notify
from tests.telegram.conftest import MODES, running, settings
from tests.telegram.server import serving


async def test_what_is_too_old_is_deleted(knowledge: Knowledge, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/s.sqlite3")
    old = Asked.of(Reply(Status.REFUSED, "x"), "旧", "a", 1.0, key="1", version="v")
    store.do(lambda c: questions.record(c, old))
    store.do(lambda c: drafts.keep(c, "k", "a", Draft("add", ("旧",)), 1.0))
    store.do(lambda c: inbox.accept(c, 7, {5: "{}"}, 1.0))
    store.do(lambda c: inbox.finish(c, 7, 5))
    async with (
        serving() as (telegram, address),
        running(settings(address, tmp_path), knowledge),
    ):
        await telegram.says("论坛在哪办")
        await telegram.until(1)
    assert store.do(lambda c: questions.latest(c, 9)) == ("论坛在哪办",)
    assert store.do(lambda c: drafts.find(c, "k", "a", 0.0)) is None
    assert store.do(lambda c: inbox.accept(c, 7, {5: "{}"}, 1.0)) == (5,)
    store.close()


async def test_polling_too_can_be_monitored(knowledge: Knowledge, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    async with serving() as (telegram, address):
        config = settings(address, tmp_path).model_copy(
            update={"http": settings(address, tmp_path).http.model_copy(update={"port": port})}
        )
        async with running(config, knowledge), aiohttp.ClientSession() as client:
            await telegram.says("论坛在哪办")
            await telegram.until(1)
            base = f"http://127.0.0.1:{port}"
            assert (await client.get(f"{base}/ready")).status == 200
            assert (await client.post(f"{base}/telegram", json={})).status == 404, "no webhook"
            metrics = await (await client.get(f"{base}/metrics")).text()
    for name in ("rongwen_updates_total", "rongwen_backlog", "rongwen_seconds_bucket",
                 "rongwen_telegram_errors", "rongwen_last_poll_timestamp_seconds"):  # fmt: skip
        assert name in metrics


@pytest.mark.parametrize("mode", MODES)
async def test_a_new_knowledge_serves_at_once(
    knowledge: Knowledge, library: Knowledge, tmp_path: Path, mode: str
) -> None:
    live = Live(knowledge, Thresholds())
    async with (
        serving() as (telegram, address),
        running(settings(address, tmp_path, mode), live),
    ):
        number = await telegram.says("传播力榜有哪些学校")
        await telegram.until(1)
        live.swap(library)
        for text in ("第二个呢", "他是谁", "那影响力呢", "谁主持的"):
            await telegram.says(text)
        await telegram.edits(number, "谁主持的")
        await telegram.presses("q:0000000000000000")
        await telegram.until(5)
        await telegram.until(1, "editMessageText")
    assert "沈若梅" in telegram.sent()[4]["text"]
    assert "沈若梅" in telegram.sent("editMessageText")[0]["text"]
    assert not any("再问一次" in fields["text"] for fields in telegram.sent())


def test_systemd_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "s"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "s"))
        notify("READY=1")
        assert systemd.recv(100) == b"READY=1"
    notify("nobody listens any more")
