"""Guided conversations: what a command was not told is asked for, a message each."""

from dataclasses import replace

from bot.phrases import phrase
from bot.store import drafts
from bot.store.database import Work
from bot.store.drafts import Draft
from bot.telegram.administration.buttons import button
from bot.telegram.administration.forms import FORMS
from bot.telegram.administration.office import Office
from bot.telegram.administration.proposing import propose
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept

_PATIENCE = 1800.0  # seconds after which what is written is a question again


async def begin(front: Front, office: Office, event: Event, command: str, rest: str) -> Kept:
    """A command with whatever it was told at once."""
    memory = front.conversations.of(event.conversation)
    front.conversations[event.conversation] = replace(memory, listening=None)
    return await _go_on(front, office, event, Draft(command, FORMS[command].read(rest)))


async def draft_of(front: Front, event: Event) -> Draft | None:
    """The guided conversation that goes on with an administrator."""
    key, since = front.pseudonyms(event.user), front.clock() - _PATIENCE
    return await front.desk.do(lambda connection: drafts.find(connection, key, key, since))


async def heard(front: Front, office: Office, event: Event, draft: Draft) -> Kept:
    """The next message of a guided conversation: what was asked for, or the word that ends it."""
    if event.words in phrase("telegram.admin.cancel_words").split():
        return await cancel(front, event)
    words = FORMS[draft.command].said(len(draft.given), event.words)
    return await _go_on(front, office, event, replace(draft, given=(*draft.given, words)))


async def nothing(front: Front, office: Office, event: Event) -> Kept:
    """A button said that there is none of what was asked for."""
    draft = await draft_of(front, event)
    if draft is None or not FORMS[draft.command].none(len(draft.given)):
        await front.delivery.acknowledge(event.press, phrase("telegram.admin.outdated"))
        return NOTHING
    await front.delivery.acknowledge(event.press)
    return await _go_on(front, office, event, replace(draft, given=(*draft.given, "")))


async def cancel(front: Front, event: Event) -> Kept:
    """End the guided conversation, by word, command or button."""
    draft = await draft_of(front, event)
    key = "telegram.admin.cancelled" if draft is not None else "telegram.admin.no_draft"
    if event.press:
        await front.delivery.acknowledge(event.press)
    await front.say(event, phrase(key))
    return (_ended(front, event),)


async def _go_on(front: Front, office: Office, event: Event, draft: Draft) -> Kept:
    form, count = FORMS[draft.command], len(draft.given)
    if count == len(form.parts):
        return (_ended(front, event), *await propose(front, office, event, draft))
    none = (button(form.none(count)),) if form.none(count) else ()
    text = phrase(f"telegram.admin.ask.{draft.command}.{form.parts[count]}")
    await front.say(event, text, ((*none, button("stop")),))
    key, at = front.pseudonyms(event.user), front.clock()
    return (lambda connection: drafts.keep(connection, key, key, draft, at),)


def _ended(front: Front, event: Event) -> Work[None]:
    key = front.pseudonyms(event.user)
    return lambda connection: drafts.drop(connection, key)
