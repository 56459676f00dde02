"""What a draft asks for: the edits that it makes, and the reason that was given for them."""

import asyncio

from bot.admin.edit import ReplaceFile
from bot.store.drafts import Draft
from bot.telegram.administration.forms import FORMS, Edits
from bot.telegram.administration.office import Office
from bot.telegram.delivery import Delivery

UPLOAD, ROLLBACK = "upload", "rollback"  # drafts that no form makes


async def edits_of(draft: Draft, office: Office, delivery: Delivery) -> Edits:
    """The edits of a complete draft, of which the first that can be made is meant.

    Raises EditError where there are none.
    """
    if draft.command == ROLLBACK:
        (number,) = draft.given
        return (await asyncio.to_thread(office.keeper.curator.back_to, int(number)),)
    if draft.command == UPLOAD:
        name, file, _ = draft.given
        return (ReplaceFile(name, await delivery.fetch(file)),)
    return FORMS[draft.command].edits(*draft.given)


def why_of(draft: Draft) -> str:
    """The reason that was given; empty for none."""
    return draft.given[-1] if draft.command == UPLOAD else ""
