"""How updates come in, by whichever way: stored first, acknowledged after, each taken up once."""

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.store import inbox
from bot.store.desk import Desk
from bot.telegram.lanes import Lanes
from bot.telegram.metrics import Metrics

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parcel:
    """An update that is stored and waits to be handled; `at` is when it came in."""

    update_id: int
    payload: str
    at: float


class Intake:
    """Stores updates and puts those that are new into the lane of their chat."""

    def __init__(
        self,
        bot: int,
        desk: Desk,
        lanes: Lanes[Parcel],
        metrics: Metrics,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._lanes = lanes
        self._metrics = metrics
        self._clock = clock

    @property
    def full(self) -> bool:
        """Whether the backlog is as long as it may get."""
        return self._lanes.full

    async def take(self, updates: Sequence[object]) -> None:
        """Take over the responsibility for updates; after this they may be acknowledged.

        Waits while the backlog is full. What has no number is dropped, since nothing could tell
        it from others, nor Telegram be told that it was taken.
        """
        raw = {number: update for update in updates if (number := number_of(update)) is not None}
        if len(raw) < len(updates):
            self._metrics.unreadable.inc(len(updates) - len(raw))
            _log.error("%d updates without a number were dropped", len(updates) - len(raw))
        if not raw:
            return
        payloads = {number: json.dumps(update) for number, update in raw.items()}
        at = self._clock()
        fresh = await self._desk.do(lambda c: inbox.accept(c, self._bot, payloads, at))
        self._metrics.repeated.inc(len(raw) - len(fresh))
        for number in fresh:
            await self._lanes.put(lane_of(raw[number]), Parcel(number, payloads[number], at))

    async def resume(self) -> int:
        """Take up what an earlier run did not finish; gives how many updates that were."""
        left = await self._desk.do(lambda c: inbox.pending(c, self._bot))
        for number, payload in left:
            lane = lane_of(json.loads(payload))
            await self._lanes.put(lane, Parcel(number, payload, self._clock()))
        return len(left)


def number_of(update: object) -> int | None:
    """The number of an update; None where it has none."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return number if type(number) is int else None


def lane_of(update: object) -> int | None:
    """What must stay in order: the chat, or the person where there is none; all that is odd."""
    for content in update.values() if isinstance(update, Mapping) else ():
        if isinstance(content, Mapping):
            message = content.get("message")
            for holder, name in ((content, "chat"), (message, "chat"), (content, "from")):
                found = holder.get(name) if isinstance(holder, Mapping) else None
                number = found.get("id") if isinstance(found, Mapping) else None
                if isinstance(number, int):
                    return number
    return None
