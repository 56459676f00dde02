"""A change on its way: previewed, shown, applied or dropped."""

import asyncio
import secrets
from collections.abc import Callable, Collection
from dataclasses import replace

from bot.admin.edit import Edit
from bot.admin.errors import EditError, StaleError
from bot.admin.proposal import Proposal
from bot.errors import BotError
from bot.phrases import phrase
from bot.store.questions import latest
from bot.telegram.administration.buttons import button
from bot.telegram.administration.folded import folded, proposed
from bot.telegram.administration.forms import Edits
from bot.telegram.administration.office import Office, Pending
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.message import Button, Message

_QUESTIONS = 100  # real ones, the latest, whose answers are compared as well
_CODE = 8  # digits of a pseudonym, which tell administrators apart in the history


async def propose(
    front: Front, office: Office, event: Event, edits: Edits, why: str = "", notice: str = ""
) -> Kept:
    """Preview the first edit that can be made, and ask whether to make it."""
    questions = await front.desk.do(lambda connection: latest(connection, _QUESTIONS))
    who = phrase("telegram.admin.who", code=code_of(front, event))

    def attempt() -> Proposal:
        return _first(edits, lambda edit: office.keeper.curator.propose(edit, who, why, questions))

    timer = front.delivery.typing_soon(event.target)
    try:
        async with office.turn:
            proposal = await asyncio.to_thread(attempt)
    except BotError as error:
        await front.say(event, str(error))
        return NOTHING
    finally:
        timer.cancel()
    await _show(front, office, event, proposal, notice, questions)
    return NOTHING


async def agreed(front: Front, office: Office, event: Event, key: str) -> Kept:
    """A button said yes: apply, save that a doubtful change is asked about once more."""
    pending = office.pending.get((key, event.user))
    if pending is not None and pending.proposal.doubtful:
        await front.delivery.acknowledge(event.press)
        broken = len(pending.proposal.preview.broken)
        found = sum(not problem.hint for problem in pending.proposal.preview.found)
        text = phrase("telegram.admin.doubtful", broken=broken, found=found)
        await front.say(event, text, ((button("surely", key), button("cancel", key)),))
        return NOTHING
    return await surely(front, office, event, key)


async def surely(front: Front, office: Office, event: Event, key: str) -> Kept:
    """A button said yes for good."""
    pending = await _taken(front, office, event, key)
    if pending is None:
        return NOTHING
    proposal = pending.proposal
    try:
        version = await asyncio.to_thread(office.keeper.curator.apply, proposal)
    except StaleError as error:
        return await propose(front, office, event, (proposal.edit,), proposal.why, str(error))
    except BotError as error:
        await front.say(event, str(error))
        return NOTHING
    text = phrase("telegram.admin.applied", number=version.number, what=version.what)
    undo = button("back", version.number - 1, number=version.number)
    await front.say(event, text, ((undo,),))
    return NOTHING


async def dropped(front: Front, office: Office, event: Event, key: str) -> Kept:
    """A button said no."""
    if await _taken(front, office, event, key) is not None:
        await front.say(event, phrase("telegram.admin.dropped"))
    return NOTHING


async def back(front: Front, office: Office, event: Event, number: str) -> Kept:
    """Preview the way back to what was after a change."""
    if not (number.isascii() and number.isdigit()):
        await front.say(event, phrase("telegram.admin.number"))
        return NOTHING
    try:
        edit = await asyncio.to_thread(office.keeper.curator.back_to, int(number))
    except BotError as error:
        await front.say(event, str(error))
        return NOTHING
    return await propose(front, office, event, (edit,))


def code_of(front: Front, event: Event) -> str:
    """What tells this administrator from others in the history."""
    return front.pseudonyms(event.user)[:_CODE]


def _first(edits: Edits, propose_one: Callable[[Edit], Proposal]) -> Proposal:
    reasons: list[str] = []
    for edit in edits:
        try:
            return propose_one(edit)
        except EditError as error:
            reasons.append(str(error))
    raise EditError("\n".join(dict.fromkeys(reasons)))


async def _show(
    front: Front,
    office: Office,
    event: Event,
    proposal: Proposal,
    notice: str,
    questions: Collection[str],
) -> None:
    key = secrets.token_hex(8)
    rows: tuple[tuple[Button, ...], ...] = ()
    if proposal.possible:
        rows = ((button("apply", key), button("cancel", key)),)
    shown = folded(*proposed(proposal, notice), rows)
    numbers = [await front.delivery.send(event.target, message) for message in shown]
    if proposal.possible:
        kept = _without(proposal, questions)
        office.pending[(key, event.user)] = Pending(kept, shown[-1], numbers[-1])


def _without(proposal: Proposal, questions: Collection[str]) -> Proposal:
    """The proposal as the history may keep it for ever: without what people asked, which is
    deleted after a while, or when they want it."""
    preview = proposal.preview
    differences = tuple(one for one in preview.differences if one.question not in questions)
    return replace(proposal, preview=replace(preview, differences=differences))


async def _taken(front: Front, office: Office, event: Event, key: str) -> Pending | None:
    """The proposal that a button is about, which has its answer now and loses its buttons."""
    pending = office.pending.take((key, event.user))
    if pending is None:
        await front.delivery.acknowledge(event.press, phrase("telegram.admin.outdated"))
        return None
    await front.delivery.acknowledge(event.press)
    bare = Message(pending.shown.text, (), pending.shown.plain)
    await front.delivery.edit(event.target, pending.number, bare)
    return pending
