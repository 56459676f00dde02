"""One stored update, start to end: read, routed, replied to, and only then marked as handled."""

import logging
import time

from sqlalchemy import Connection
from telegram.error import TelegramError

from bot.phrases import phrase
from bot.store import inbox
from bot.telegram import groups, inline, route
from bot.telegram.delivery import UndeliverableError
from bot.telegram.event import Event, event_of
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.intake import Parcel
from bot.telegram.limits import Limit
from bot.telegram.reports import Reports
from bot.telegram.update import KINDS, UnreadableError, Update, read

_log = logging.getLogger(__name__)


class Dispatch:
    """Handles parcels; whatever goes wrong with one is the end of that one only."""

    def __init__(self, front: Front, users: Limit, groups_: Limit, reports: Reports) -> None:
        self._front = front
        self._users = users
        self._groups = groups_
        self._reports = reports

    async def __call__(self, parcel: Parcel) -> None:
        """Handle one update; never raises, save when it is cancelled: then it stays stored."""
        try:
            kept = await self._handle(parcel)
        except UnreadableError as error:
            self._front.metrics.unreadable.inc()
            _log.error("update %d cannot be read: %s", parcel.update_id, error)
            await self._give_up(parcel)
        except Exception as error:
            self._front.metrics.failures.inc()
            _log.exception("update %d failed", parcel.update_id)
            await self._give_up(parcel)
            await self._reports.report(error)
        else:
            await self._finish(parcel, kept)
        self._front.metrics.seconds.labels("whole").observe(self._front.clock() - parcel.at)

    async def _handle(self, parcel: Parcel) -> Kept:
        update = read(parcel.payload)
        kind = next((kind for kind in KINDS if getattr(update, kind) is not None), "other")
        self._front.metrics.updates.labels(kind).inc()
        try:
            return await self._route(update)
        except UndeliverableError as error:
            _log.info("a chat cannot be reached: %s", error)
            return NOTHING

    async def _route(self, update: Update) -> Kept:
        if update.inline_query is not None:
            await inline.suggest(self._front, update.inline_query)
            return NOTHING
        if update.my_chat_member is not None:
            await groups.joined(self._front, update.my_chat_member)
            return NOTHING
        event = event_of(update, self._front.bot)
        if event is None or not await self._admitted(event):
            return NOTHING
        try:
            return await self._feature(update, event)
        except (UndeliverableError, TelegramError):
            raise
        except Exception:
            await self._apologize(event)
            raise

    async def _feature(self, update: Update, event: Event) -> Kept:
        if event.press:
            return await route.on_press(self._front, event)
        if update.edited_message is not None:
            return await route.on_edit(self._front, event)
        return await route.on_words(self._front, event)

    async def _admitted(self, event: Event) -> bool:
        """Whether this is within the limits; who is over them is told once."""
        if event.group and groups.spoken_to(self._front, event) is None and not event.press:
            return False
        at = self._front.clock()
        allowed, untold = self._users.take(event.user, at)
        if allowed and event.group:
            allowed, untold = self._groups.take(event.chat, at)
        if allowed:
            return True
        self._front.metrics.limited.inc()
        if event.press:
            await self._front.delivery.acknowledge(event.press, phrase("telegram.too_many"))
        elif untold and not groups.is_silent(self._front, event):
            await self._front.say(event, phrase("telegram.too_many"))
        return False

    async def _apologize(self, event: Event) -> None:
        try:
            await self._front.say(event, phrase("telegram.failed"))
        except Exception as error:
            _log.warning("no apology could be sent: %s", type(error).__name__)

    async def _finish(self, parcel: Parcel, kept: Kept) -> None:
        begin = time.perf_counter()

        def work(connection: Connection) -> None:
            inbox.finish(connection, self._front.bot, parcel.update_id)
            for keep in kept:
                keep(connection)

        try:
            await self._front.desk.do(work)
        except Exception as error:
            _log.exception("update %d was handled, but that could not be stored", parcel.update_id)
            await self._reports.report(error)
        self._front.metrics.seconds.labels("store").observe(time.perf_counter() - begin)

    async def _give_up(self, parcel: Parcel) -> None:
        bot, number = self._front.bot, parcel.update_id
        try:
            await self._front.desk.do(lambda connection: inbox.give_up(connection, bot, number))
        except Exception:
            _log.exception("update %d failed, and that could not be stored", number)
