"""Who may come in: the administrators of the configuration, in private chats."""

import logging

from bot.phrases import phrase
from bot.telegram.administration.office import Office
from bot.telegram.event import Event
from bot.telegram.front import Front

_log = logging.getLogger(__name__)


def office_for(front: Front, event: Event) -> Office | None:
    """The administration, where the event comes from an administrator in private."""
    office = front.office
    if office is None or event.group or event.user not in office.admins:
        return None
    return office


async def refuse(front: Front, event: Event, tried: str) -> None:
    """Say no, politely, and log who tried what, under a pseudonym."""
    office = front.office
    if office is not None and event.user in office.admins:
        text = phrase("telegram.admin.only_private")
    else:
        _log.warning("administration refused: %s tried %s", front.pseudonyms(event.user), tried)
        text = phrase("telegram.admin.refused")
    if event.press:
        await front.delivery.acknowledge(event.press, front.scribe(event)(text))
    else:
        await front.say(event, text)
