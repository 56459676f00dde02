"""Errors told to administrators: what and where, nothing that people wrote, not too often."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.phrases import phrase
from bot.telegram.conversations import Recent
from bot.telegram.delivery import Delivery, Target
from bot.telegram.message import Message

_log = logging.getLogger(__name__)
_SILENCE = 600.0  # seconds in which the same error is told once
_MOST_AN_HOUR = 6
_HOUR = 3600.0
_LONGEST = 30.0  # seconds to try: whoever reports has other things to do


class Reports:
    """Sends a line for each new kind of error to every administrator."""

    def __init__(
        self, admins: Sequence[int], delivery: Delivery, clock: Callable[[], float]
    ) -> None:
        self._admins = tuple(admins)
        self._delivery = delivery
        self._clock = clock
        self._told: Recent[float] = Recent(100)
        self._times: list[float] = []

    async def report(self, error: BaseException) -> None:
        """Tell of an error, unless it or too many were told lately; never raises."""
        await self.tell(f"{type(error).__name__} {_place(error)}")

    async def tell(self, what: str) -> None:
        """Tell of something that went wrong, in the same way."""
        now = self._clock()
        self._times = [at for at in self._times if now - at < _HOUR]
        if len(self._times) >= _MOST_AN_HOUR or now - (self._told.get(what) or 0.0) < _SILENCE:
            return
        self._told[what] = now
        self._times.append(now)
        for admin in self._admins:
            try:
                text = phrase("telegram.report", what=what)
                async with asyncio.timeout(_LONGEST):
                    await self._delivery.send(Target(admin), Message.of(text))
            except Exception as failure:
                _log.warning("an administrator was not told: %s", type(failure).__name__)


def _place(error: BaseException) -> str:
    """Where in the code it was raised; neither the message nor any value."""
    frames = traceback.extract_tb(error.__traceback__)
    return " ← ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames[-3:]))
