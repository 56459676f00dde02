"""The bot running in this process, against the Bot API server on loopback, in both modes."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config, TelegramConfig, Thresholds
from bot.knowledge.index import Knowledge
from bot.telegram.administration.office import Keeper
from bot.telegram.app import serve
from bot.telegram.live import Live
from tests.telegram.server import TOKEN, FakeTelegram, serving

Start = Callable[..., AbstractAsyncContextManager[asyncio.Task[None]]]
MODES = ("polling", "webhook")


def settings(address: str, store: Path, mode: str = "polling", **telegram: Any) -> Config:
    """A configuration for the server at an address."""
    http = {"port": 0} if mode == "webhook" else {}
    limits = {"per_user": 1000, "per_group": 1000}
    return Config(
        store=f"sqlite:///{store}/s.sqlite3", http=http, admins=(99,),
        telegram=TelegramConfig.model_validate({
            "token": TOKEN, "base_url": f"{address}/bot", "base_file_url": f"{address}/file/bot",
            "mode": mode, "poll_seconds": 1, "limits": limits, "grace_seconds": 5} | telegram),
    )  # fmt: skip


@asynccontextmanager
async def running(
    config: Config, knowledge: Knowledge | Live, keeper: Keeper | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    """The bot serves while the context lasts."""
    stop = asyncio.Event()
    live = knowledge if isinstance(knowledge, Live) else Live(knowledge, Thresholds())
    task = asyncio.create_task(serve(config, live, stop, keeper))
    try:
        yield task
    finally:
        stop.set()
        await task


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def telegram(knowledge: Knowledge, mode: str, tmp_path: Path) -> AsyncIterator[FakeTelegram]:
    """The server, with the bot connected to it in each mode."""
    async with (
        serving() as (server, address),
        running(settings(address, tmp_path, mode), knowledge),
    ):
        yield server


def buttons(fields: dict[str, str]) -> list[dict[str, str]]:
    """The buttons of a message that the bot sent."""
    rows = json.loads(fields.get("reply_markup", "{}")).get("inline_keyboard", [])
    return [button for row in rows for button in row]
