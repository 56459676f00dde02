"""/history: the applied changes by page, each with its report and the ways back."""

import asyncio

from bot.admin.version import Version
from bot.phrases import phrase
from bot.telegram.administration.buttons import button
from bot.telegram.administration.folded import folded
from bot.telegram.administration.office import Office
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.message import Button, Message

_A_PAGE = 5
_LONGEST = 200  # characters of what and why


async def history(front: Front, office: Office, event: Event) -> Kept:
    """The latest changes."""
    await front.delivery.send(event.target, _page(front, event, await _versions(office), 0))
    return NOTHING


async def turn(front: Front, office: Office, event: Event, page: str) -> Kept:
    """Another page in place of the one that is shown."""
    await front.delivery.acknowledge(event.press)
    number = int(page) if page.isdecimal() else 0
    shown = _page(front, event, await _versions(office), number)
    await front.delivery.edit(event.target, event.number, shown)
    return NOTHING


async def one(front: Front, office: Office, event: Event, number: str) -> Kept:
    """One change in full."""
    await front.delivery.acknowledge(event.press)
    found = next((v for v in await _versions(office) if str(v.number) == number), None)
    if found is None:
        await front.say(event, phrase("edit.no_number", number=number))
        return NOTHING
    rows = (
        (button("to", found.number, number=found.number),),
        (button("back", found.number - 1, number=found.number),),
    )
    heading = f"{_line(found)}\n{' '.join(found.files)}"
    for message in folded(heading, found.report, rows):
        await front.delivery.send(event.target, message)
    return NOTHING


async def _versions(office: Office) -> tuple[Version, ...]:
    return await asyncio.to_thread(office.keeper.curator.history)


def _page(front: Front, event: Event, versions: tuple[Version, ...], page: int) -> Message:
    if not versions:
        return front.worded(event, phrase("telegram.admin.history.none"))
    last = (len(versions) - 1) // _A_PAGE
    page = min(page, last)
    shown = versions[page * _A_PAGE : (page + 1) * _A_PAGE]
    title = phrase("telegram.admin.history.page", page=page + 1, pages=last + 1)
    picks = tuple(button("version", v.number, number=v.number) for v in shown)
    steps: list[Button] = []
    if page > 0:
        steps.append(button("newer", page - 1))
    if page < last:
        steps.append(button("older", page + 1))
    rows = (picks, tuple(steps)) if steps else (picks,)
    return Message.of("\n\n".join((title, *map(_line, shown))), rows)


def _line(version: Version) -> str:
    why = phrase("telegram.admin.history.why", why=version.why[:_LONGEST]) if version.why else ""
    return phrase(
        "telegram.admin.history.line", number=version.number, at=f"{version.at:%Y-%m-%d %H:%M}",
        who=version.who, what=version.what[:_LONGEST], why=why,
    )  # fmt: skip
