"""A document that an administrator sends takes the place of the file of that name."""

from bot.admin.edit import ReplaceFile
from bot.admin.errors import EditError
from bot.knowledge.file import MAX_BYTES
from bot.knowledge.folder import is_knowledge
from bot.knowledge.source import SOURCE_NAME
from bot.phrases import phrase
from bot.store.drafts import Draft
from bot.telegram.administration.office import Office
from bot.telegram.administration.proposing import propose
from bot.telegram.administration.wanted import UPLOAD
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.update import Document

_LONGEST_WHY = 500  # characters


def is_meant(document: Document) -> bool:
    """Whether somebody who sends this means to change the knowledge."""
    return is_knowledge(document.file_name) or document.file_name == SOURCE_NAME


async def uploaded(front: Front, office: Office, event: Event, document: Document) -> Kept:
    """Preview the document as the file of its name; its caption is the reason."""
    name = document.file_name
    try:
        ReplaceFile(name, b"").after({})
    except EditError as error:
        await front.say(event, str(error))
        return NOTHING
    if document.file_size > MAX_BYTES:
        await front.say(event, phrase("telegram.admin.too_large", most=MAX_BYTES // 1_000_000))
        return NOTHING
    draft = Draft(UPLOAD, (name, document.file_id, event.words[:_LONGEST_WHY]))
    return await propose(front, office, event, draft)
