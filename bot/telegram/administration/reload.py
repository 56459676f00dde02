"""Loading the folder anew, by command or because it changed, and telling what came of it."""

import asyncio
import logging

from bot.knowledge.watch import Reload
from bot.phrases import phrase
from bot.telegram.administration.folded import folded
from bot.telegram.administration.office import Office
from bot.telegram.delivery import Delivery, Target
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.message import Message

_log = logging.getLogger(__name__)
_LONGEST = 60.0  # seconds to try to reach an administrator


async def reload(front: Front, office: Office, event: Event) -> Kept:
    """/reload: load the folder now."""
    before = front.view.knowledge.version
    async with office.turn:
        found = await asyncio.to_thread(office.keeper.reload)
    if found.problems:
        for message in _broken(found):
            await front.delivery.send(event.target, message)
        return NOTHING
    version = front.view.knowledge.version
    key = "telegram.admin.same" if version == before else "telegram.admin.reloaded"
    await front.say(event, phrase(key, version=version))
    return NOTHING


async def prepare(office: Office) -> None:
    """Get ready for the first change, which then takes half the time."""
    try:
        async with office.turn:
            await asyncio.to_thread(office.keeper.curator.prepare)
    except Exception as error:  # the change itself will tell what is wrong
        _log.warning("nothing is prepared: %s", type(error).__name__)


async def tell(office: Office, delivery: Delivery) -> None:
    """Tell the administrators of every change of the folder that does not load, and when it does
    again, until cancelled."""
    broken = False
    while True:
        news = await office.keeper.news.next()
        if news.problems:
            await _to_all(office, delivery, _broken(news))
        elif broken:
            await _to_all(office, delivery, (Message.of(phrase("telegram.admin.mended")),))
        broken = bool(news.problems)


def _broken(found: Reload) -> tuple[Message, ...]:
    return folded(phrase("telegram.admin.broken"), "\n".join(map(str, found.problems)))


async def _to_all(office: Office, delivery: Delivery, messages: tuple[Message, ...]) -> None:
    await asyncio.gather(*(_to(admin, delivery, messages) for admin in office.admins))


async def _to(admin: int, delivery: Delivery, messages: tuple[Message, ...]) -> None:
    try:
        async with asyncio.timeout(_LONGEST):
            for message in messages:
                await delivery.send(Target(admin), message)
    except Exception as error:
        _log.warning("an administrator was not told: %s", type(error).__name__)
