"""Long polling: Telegram is asked for updates, and told only later that they arrived.

The next request acknowledges all updates before its offset; so the offset moves on when they are
stored, and not before.
"""

import asyncio
import logging
import time
from collections.abc import Callable

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import ConfigError
from bot.phrases import phrase
from bot.telegram.intake import Intake, number_of
from bot.telegram.line import Line
from bot.telegram.metrics import Metrics
from bot.telegram.update import KINDS

_log = logging.getLogger(__name__)
Clock = Callable[[], float]
_PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0)
_MINUTE = 60.0
_CONFLICTS, _MANY = 4, 12  # in a minute, after which a newcomer, or who was there first, gives way
_A_WHILE = 2.0  # seconds in which an instance that is being replaced lets go


class Poller:
    """Asks for updates, one request at a time, and hands them to the intake."""

    def __init__(
        self, line: Line, intake: Intake, metrics: Metrics, seconds: int, clock: Clock = time.time
    ) -> None:
        self._bot = line.bot
        self._request = line.polling
        self._intake = intake
        self._metrics = metrics
        self._seconds = seconds
        self._clock = clock
        self._offset = 0
        self._failures = 0
        self._conflicts: list[float] = []
        self._began = clock()
        self.last = clock()  # when Telegram last replied

    @property
    def silent(self) -> bool:
        """Whether nothing was heard of Telegram for much longer than a request may take."""
        return self._clock() - self.last > 3 * self._seconds + 30

    async def run(self) -> None:
        """Poll until cancelled.

        Raises ConfigError where another instance polls, or the token is no longer accepted.
        """
        while True:
            try:
                await self._poll()
            except Conflict:
                await self._after_conflict()
            except InvalidToken:
                raise ConfigError(phrase("telegram.bad_token")) from None
            except Exception as error:
                await self._after_failure(error)

    async def _poll(self) -> None:
        updates = await self._updates()
        self._failures = 0
        self.last = self._clock()
        self._metrics.polled.set(self.last)
        await self._intake.take(updates)
        numbers = [number for update in updates if (number := number_of(update)) is not None]
        if updates and not numbers:
            await asyncio.sleep(_A_WHILE)  # nothing of it can be acknowledged: it will come again
        self._offset = max((number + 1 for number in numbers), default=self._offset)

    async def _updates(self) -> list[object]:
        """The next updates as they are: PTB's own method would raise for one that it cannot read,
        and so be given the same one again for ever."""
        parameters = {
            "offset": self._offset, "timeout": self._seconds, "allowed_updates": KINDS,
        }  # fmt: skip
        async with asyncio.timeout(self._seconds + _A_WHILE * 10):  # whatever the transport does
            found = await self._request.call(f"{self._bot.base_url}/getUpdates", parameters)
        if not isinstance(found, list):
            raise TelegramError(type(found).__name__)
        return list(found)

    async def _after_conflict(self) -> None:
        self._metrics.errors.labels("Conflict").inc()
        now = self._clock()
        self._conflicts = [*(at for at in self._conflicts if now - at < _MINUTE), now]
        newcomer = now - self._began < _MINUTE
        if len(self._conflicts) >= (_CONFLICTS if newcomer else _MANY):
            raise ConfigError(phrase("telegram.conflict")) from None
        await asyncio.sleep(_A_WHILE)

    async def _after_failure(self, error: Exception) -> None:
        kind = type(error).__name__
        self._metrics.errors.labels(kind).inc()
        pause = _PAUSES[min(self._failures, len(_PAUSES) - 1)]
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            pause = float(wait if isinstance(wait, int) else wait.total_seconds())
        self._failures += 1
        if isinstance(error, TimeoutError):
            await self._request.shutdown()  # its connections hang; the next call opens others
        elif not isinstance(error, TelegramError):
            _log.error("updates could not be stored, and stay at Telegram", exc_info=error)
        _log.warning("no updates (%s); trying again in %.1f s", kind, pause)
        await asyncio.sleep(pause)
