"""Groups: spoken to, the bot answers; otherwise it is silent. Their administrators switch it."""

import re

from bot.phrases import phrase
from bot.store.groups import switch
from bot.telegram.delivery import Target
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.message import Message
from bot.telegram.update import MemberUpdate

_ANY_CASE = re.IGNORECASE | re.ASCII
_OUTSIDE = ("left", "kicked")
_PRIVATE = ("private", "channel")


def spoken_to(front: Front, event: Event) -> str | None:
    """The words of a message in a group that are meant for the bot; None where none are."""
    words = event.words
    name = rf"@{re.escape(front.username)}(?!\w)"
    if words.startswith("/"):
        command = words.split(maxsplit=1)[0]
        return words if "@" not in command or re.search(name, command, _ANY_CASE) else None
    others, mentions = re.subn(name, "", words, flags=_ANY_CASE)
    if mentions:
        return others.strip()
    return words if event.to_bot else None


def is_silent(front: Front, event: Event) -> bool:
    """Whether the bot is switched off in the event's group."""
    return event.group and front.pseudonyms(event.chat) in front.silent


async def switch_on(front: Front, event: Event, _: str) -> Kept:
    """/on: answer in this group again."""
    return await _switch(front, event, on=True)


async def switch_off(front: Front, event: Event, _: str) -> Kept:
    """/off: be silent in this group."""
    return await _switch(front, event, on=False)


async def _switch(front: Front, event: Event, *, on: bool) -> Kept:
    if not event.group:
        await front.say(event, phrase("telegram.groups.only_here"))
        return NOTHING
    if not event.as_group and not await front.delivery.is_administrator(event.chat, event.user):
        if not is_silent(front, event):
            await front.say(event, phrase("telegram.groups.only_administrators"))
        return NOTHING
    chat, at = front.pseudonyms(event.chat), front.clock()
    await front.desk.do(lambda connection: switch(connection, chat, on=on, at=at))
    (front.silent.discard if on else front.silent.add)(chat)
    await front.say(event, phrase("telegram.groups.on" if on else "telegram.groups.off"))
    return NOTHING


async def joined(front: Front, change: MemberUpdate) -> None:
    """Introduce the bot to a group that it was added to; other changes need no word."""
    came = change.old_chat_member.status in _OUTSIDE
    if not came or change.new_chat_member.status in _OUTSIDE or change.chat.type in _PRIVATE:
        return
    text = phrase("telegram.groups.hello", bot=front.username,
                  title=front.view.knowledge.source.title)  # fmt: skip
    await front.delivery.send(Target(change.chat.id), Message.of(text))
