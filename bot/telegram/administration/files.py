"""/file: the knowledge files as they are now, to be looked at, or changed and sent back."""

import asyncio

from bot.phrases import phrase
from bot.telegram.administration.buttons import button
from bot.telegram.administration.office import Office
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept


async def file(front: Front, office: Office, event: Event, name: str) -> Kept:
    """The file of a name, or a button for each that there is."""
    files = await asyncio.to_thread(office.keeper.curator.files)
    if name in files:
        await front.delivery.document(event.target, name, files[name])
        return NOTHING
    rows = tuple(
        (button("file", number, file=known),) for number, known in enumerate(sorted(files))
    )
    key = "telegram.admin.no_such_file" if name else "telegram.admin.files"
    await front.say(event, phrase(key, file=name), rows)
    return NOTHING


async def one(front: Front, office: Office, event: Event, number: str) -> Kept:
    """A button's file, by its place among the names."""
    await front.delivery.acknowledge(event.press)
    names = sorted(await asyncio.to_thread(office.keeper.curator.files))
    known = number.isdecimal() and int(number) < len(names)
    return await file(front, office, event, names[int(number)] if known else "")
