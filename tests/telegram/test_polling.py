"""The poller and what looks after it, on their own: silence, conflicts, a store that fails."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from telegram.error import Conflict, NetworkError, RetryAfter

from bot.errors import ConfigError
from bot.telegram import polling
from bot.telegram.metrics import Metrics
from bot.telegram.polling import Poller


class Line:
    """Plays Telegram: each call gives, or raises, what comes next; then it is silent for ever."""

    def __init__(self, *replies: object) -> None:
        self.replies = list(replies)
        self.offsets: list[int] = []
        self.bot = SimpleNamespace(base_url="x")
        self.polling = self
        self.shutdowns = 0

    async def call(self, _: str, parameters: dict[str, Any]) -> object:
        self.offsets.append(parameters["offset"])
        if not self.replies:
            await asyncio.Event().wait()
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    async def shutdown(self) -> None:
        self.shutdowns += 1


class Intake:
    """Takes what it is given, or fails the first times."""

    def __init__(self, failures: int = 0) -> None:
        self.taken: list[object] = []
        self.failures = failures

    async def take(self, updates: list[object]) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        self.taken += updates


async def run(line: Line, intake: Intake, clock: Callable[[], float] = lambda: 0.0) -> Poller:
    poller = Poller(line, intake, Metrics.make(), 1, clock)  # type: ignore[arg-type]
    task = asyncio.create_task(poller.run())
    async with asyncio.timeout(5):
        while line.replies and not task.done():
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    if task.done():
        task.result()
    task.cancel()
    return poller


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_PAUSES", (0.0,))
    monkeypatch.setattr(polling, "_A_WHILE", 0.01)


async def test_what_could_not_be_stored_is_not_acknowledged() -> None:
    batch = [{"update_id": 4}, {"update_id": 7}]
    line, intake = Line(batch, batch, []), Intake(failures=1)
    await run(line, intake)
    assert line.offsets == [0, 0, 8, 8]
    assert intake.taken == batch


async def test_failures_and_odd_replies_are_survived() -> None:
    line = Line(
        NetworkError("x"), RetryAfter(0), {"odd": 1}, [{"no": "number"}], [{"update_id": 1}]
    )
    intake = Intake()
    await run(line, intake)
    assert {"update_id": 1} in intake.taken


async def test_a_newcomer_gives_way_and_who_was_there_first_stays() -> None:
    with pytest.raises(ConfigError, match="409"):
        await run(Line(*[Conflict("x")] * 5), Intake())
    times = iter([0.0, *range(100, 200)])
    await run(Line(*[Conflict("x")] * 5, []), Intake(), lambda: float(next(times)))


async def test_silence_is_noticed_and_the_line_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    line = Line([])
    poller = Poller(line, Intake(), Metrics.make(), 0, lambda: now)  # type: ignore[arg-type]
    task = asyncio.create_task(poller.run())
    await asyncio.sleep(0.5)
    assert line.shutdowns, "a call that hangs is given up"
    assert not poller.silent
    now = 100.0
    assert poller.silent
    task.cancel()
