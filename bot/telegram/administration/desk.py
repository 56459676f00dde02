"""The way in: a command, a word, a document or a button, let through or refused."""

from bot.phrases import phrase
from bot.telegram.administration import buttons, files, guided, history, proposing, upload
from bot.telegram.administration.forms import FORMS
from bot.telegram.administration.gate import office_for, refuse
from bot.telegram.administration.office import Office
from bot.telegram.administration.reload import reload
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept

COMMANDS = ("admin", *FORMS, "file", "history", "rollback", "reload", "cancel")


async def command(front: Front, event: Event, name: str, rest: str) -> Kept:
    """A command of the administration."""
    office = office_for(front, event)
    if office is None:
        await refuse(front, event, f"/{name}")
        return NOTHING
    if name in FORMS:
        return await guided.begin(front, office, event, name, rest)
    match name:
        case "file":
            return await files.file(front, office, event, rest)
        case "history":
            return await history.history(front, office, event)
        case "rollback" if rest:
            return await proposing.back(front, office, event, rest)
        case "rollback":
            await front.say(event, phrase("telegram.admin.number"))
            return NOTHING
        case "reload":
            return await reload(front, office, event)
        case "cancel":
            return await guided.cancel(front, event)
    text = phrase("telegram.admin.help", code=proposing.code_of(front, event))
    await front.say(event, text)
    return NOTHING


async def heard(front: Front, event: Event) -> Kept | None:
    """Words or a document in a chat; None where they have nothing to do with administration."""
    office, document = office_for(front, event), event.document
    if document is not None and not event.group:
        if office is not None:
            return await upload.uploaded(front, office, event, document)
        if upload.is_meant(document):
            await refuse(front, event, "a document")
            return NOTHING
    if office is None or not event.words:
        return None
    draft = await guided.draft_of(front, event)
    if draft is None:
        return None
    return await guided.heard(front, office, event, draft)


async def pressed(front: Front, event: Event) -> Kept:
    """A button of the administration."""
    name, about = buttons.read(event.payload)
    office = office_for(front, event)
    if office is None:
        await refuse(front, event, "a button")
        return NOTHING
    return await _pressed(front, office, event, name, about)


async def _pressed(front: Front, office: Office, event: Event, name: str, about: str) -> Kept:
    match name:
        case "apply":
            return await proposing.agreed(front, office, event, about)
        case "surely":
            return await proposing.surely(front, office, event, about)
        case "cancel":
            return await proposing.dropped(front, office, event, about)
        case "file":
            return await files.one(front, office, event, about)
        case "none" | "bare" | "refuse":
            return await guided.nothing(front, office, event)
        case "stop":
            return await guided.cancel(front, event)
        case "newer" | "older":
            return await history.turn(front, office, event, about)
        case "version":
            return await history.one(front, office, event, about)
    await front.delivery.acknowledge(event.press)
    return await proposing.back(front, office, event, about)  # "back" and "to"
