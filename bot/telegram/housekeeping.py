"""What must be seen to now and then: retention, silence on the line, the operator's watchdog."""

import asyncio
import logging

from telegram.error import TelegramError

from bot.phrases import phrase
from bot.store import drafts, inbox, questions
from bot.telegram.front import Front
from bot.telegram.intake import Parcel
from bot.telegram.lanes import Lanes
from bot.telegram.polling import Poller
from bot.telegram.reports import Reports
from bot.telegram.systemd import notify

_log = logging.getLogger(__name__)
_EVERY = 10.0  # seconds
_HOUR, _MINUTE = 360, 6  # rounds
_DAY = 86_400.0
_NUMBERS_KEPT = 3 * _DAY  # Telegram itself keeps an update for a day
_DRAFTS_KEPT = _DAY
_MANY_WAITING = 500  # updates at Telegram, from which on it is worth a report


class Housekeeping:
    """Looks after one running bot."""

    def __init__(
        self, front: Front, lanes: Lanes[Parcel], poller: Poller | None, reports: Reports
    ) -> None:
        self._front = front
        self._lanes = lanes
        self._poller = poller
        self._reports = reports
        front.metrics.depth.set_function(lambda: lanes.depth)

    def trouble(self) -> str:
        """Why the bot cannot serve now; empty when it can."""
        if self._lanes.full:
            return phrase("telegram.trouble.full")
        if self._poller is not None and self._poller.silent:
            return phrase("telegram.trouble.silent")
        return ""

    async def run(self) -> None:
        """Look after it until cancelled."""
        notify("READY=1")
        round_ = 0
        while True:
            await self._look(round_)
            await asyncio.sleep(_EVERY)
            round_ += 1

    async def _look(self, round_: int) -> None:
        trouble = self.trouble()
        if trouble:
            _log.error("%s", trouble)
            await self._reports.tell(trouble)
        else:
            notify("WATCHDOG=1")
        self._front.metrics.serve(self._front.view.knowledge.version)
        try:
            if round_ % _HOUR == 0:
                await self._expire()
            if self._poller is None and round_ % _MINUTE == 0:
                await self._ask_what_waits()
        except Exception as error:
            _log.exception("housekeeping failed")
            await self._reports.report(error)

    async def _expire(self) -> None:
        now = self._front.clock()
        days = self._front.retention_days
        await self._front.desk.do(lambda c: inbox.clear(c, now - min(_NUMBERS_KEPT, days * _DAY)))
        await self._front.desk.do(lambda c: drafts.expire(c, now - min(_DRAFTS_KEPT, days * _DAY)))
        count = await self._front.desk.do(lambda c: questions.expire(c, now - days * _DAY))
        if count:
            _log.info("%d entries older than %g days are deleted", count, days)

    async def _ask_what_waits(self) -> None:
        """Whether Telegram manages to deliver: only it knows what does not arrive here."""
        try:
            info = await self._front.delivery.webhook_state()
        except TelegramError as error:
            _log.warning("the webhook's state is unknown: %s", type(error).__name__)
            return
        self._front.metrics.waiting.set(info.pending_update_count)
        if info.pending_update_count > _MANY_WAITING:
            await self._reports.tell(phrase("telegram.waiting"))
