"""Guided conversations: what a command was not told is asked for, a message each."""

from dataclasses import replace

from bot.phrases import phrase
from bot.telegram.administration.buttons import button
from bot.telegram.administration.forms import FORMS
from bot.telegram.administration.office import Draft, Office
from bot.telegram.administration.proposing import propose
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept

_PATIENCE = 1800.0  # seconds after which what is written is a question again


async def begin(front: Front, office: Office, event: Event, command: str, rest: str) -> Kept:
    """A command with whatever it was told at once."""
    memory = front.conversations.of(event.conversation)
    front.conversations[event.conversation] = replace(memory, listening=None)
    return await _go_on(front, office, event, Draft(command, FORMS[command].read(rest), 0.0))


def draft_of(front: Front, office: Office, event: Event) -> Draft | None:
    """The guided conversation that goes on here."""
    draft = office.drafts.get(event.conversation)
    return draft if draft is not None and front.clock() - draft.at < _PATIENCE else None


async def heard(front: Front, office: Office, event: Event, draft: Draft) -> Kept:
    """The next message of a guided conversation: what was asked for, or the word that ends it."""
    if event.words in phrase("telegram.admin.cancel_words").split():
        return await cancel(front, office, event)
    words = FORMS[draft.command].said(len(draft.given), event.words)
    return await _go_on(front, office, event, replace(draft, given=(*draft.given, words)))


async def nothing(front: Front, office: Office, event: Event) -> Kept:
    """A button said that there is none of what was asked for."""
    draft = draft_of(front, office, event)
    if draft is None or not FORMS[draft.command].none(len(draft.given)):
        await front.delivery.acknowledge(event.press, phrase("telegram.admin.outdated"))
        return NOTHING
    await front.delivery.acknowledge(event.press)
    return await _go_on(front, office, event, replace(draft, given=(*draft.given, "")))


async def cancel(front: Front, office: Office, event: Event) -> Kept:
    """End the guided conversation, by word, command or button."""
    draft = office.drafts.take(event.conversation)
    key = "telegram.admin.cancelled" if draft is not None else "telegram.admin.no_draft"
    if event.press:
        await front.delivery.acknowledge(event.press)
    await front.say(event, phrase(key))
    return NOTHING


async def _go_on(front: Front, office: Office, event: Event, draft: Draft) -> Kept:
    form, count = FORMS[draft.command], len(draft.given)
    if count == len(form.parts):
        office.drafts.take(event.conversation)
        return await propose(front, office, event, form.edits(*draft.given))
    office.drafts[event.conversation] = replace(draft, at=front.clock())
    none = (button(form.none(count)),) if form.none(count) else ()
    text = phrase(f"telegram.admin.ask.{draft.command}.{form.parts[count]}")
    await front.say(event, text, ((*none, button("stop")),))
    return NOTHING
