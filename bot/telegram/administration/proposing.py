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
from bot.store import drafts
from bot.store.database import Work
from bot.store.drafts import Draft
from bot.store.questions import latest
from bot.telegram.administration.buttons import button
from bot.telegram.administration.folded import folded, proposed
from bot.telegram.administration.forms import Edits
from bot.telegram.administration.office import Office, Pending
from bot.telegram.administration.wanted import ROLLBACK, edits_of, why_of
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.message import Button, Message

_QUESTIONS = 100  # real ones, the latest, whose answers are compared as well
_CODE = 8  # digits of a pseudonym, which tell administrators apart in the history


async def propose(
    front: Front, office: Office, event: Event, draft: Draft, notice: str = ""
) -> Kept:
    """Preview the first edit of a draft that can be made, and ask whether to make it."""
    questions = await front.desk.do(lambda connection: latest(connection, _QUESTIONS))
    who, why = phrase("telegram.admin.who", code=code_of(front, event)), why_of(draft)

    def tried(edit: Edit) -> Proposal:
        return office.keeper.curator.propose(edit, who, why, questions)

    timer = front.delivery.typing_soon(event.target)
    try:
        async with office.turn:
            edits = await edits_of(draft, office, front.delivery)
            proposal = await asyncio.to_thread(_first, edits, tried)
    except BotError as error:
        await front.say(event, str(error))
        return NOTHING
    finally:
        timer.cancel()
    key = secrets.token_hex(8)
    shown, number = await _show(front, event, proposal, notice, key)
    if not proposal.possible:
        return NOTHING
    kept = _without(proposal, questions)
    office.pending[(key, event.user)] = Pending(draft, kept, shown, number)
    asker, at = front.pseudonyms(event.user), front.clock()
    return (lambda connection: drafts.keep(connection, key, asker, draft, at),)


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
        return await _again(front, office, event, key)
    try:
        version = await asyncio.to_thread(office.keeper.curator.apply, pending.proposal)
    except StaleError as error:
        return (_ended(key), *await propose(front, office, event, pending.draft, str(error)))
    except BotError as error:
        await front.say(event, str(error))
        return (_ended(key),)
    text = phrase("telegram.admin.applied", number=version.number, what=version.what)
    undo = button("back", version.number - 1, number=version.number)
    await front.say(event, text, ((undo,),))
    return (_ended(key),)


async def dropped(front: Front, office: Office, event: Event, key: str) -> Kept:
    """A button said no."""
    pending = await _taken(front, office, event, key)
    if pending is None and await _stored(front, event, key) is None:
        return NOTHING
    await front.say(event, phrase("telegram.admin.dropped"))
    return (_ended(key),)


async def back(front: Front, office: Office, event: Event, number: str) -> Kept:
    """Preview the way back to what was after a change."""
    if not (number.isascii() and number.isdigit()):
        await front.say(event, phrase("telegram.admin.number"))
        return NOTHING
    return await propose(front, office, event, Draft(ROLLBACK, (number,)))


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
    front: Front, event: Event, proposal: Proposal, notice: str, key: str
) -> tuple[Message, int]:
    """The last message that shows the proposal, which has its buttons, and its number."""
    rows: tuple[tuple[Button, ...], ...] = ()
    if proposal.possible:
        rows = ((button("apply", key), button("cancel", key)),)
    shown = folded(*proposed(proposal, notice), rows)
    numbers = [await front.delivery.send(event.target, message) for message in shown]
    return shown[-1], numbers[-1]


def _without(proposal: Proposal, questions: Collection[str]) -> Proposal:
    """The proposal as the history may keep it for ever: without what people asked, which is
    deleted after a while, or when they want it."""
    preview = proposal.preview
    differences = tuple(one for one in preview.differences if one.question not in questions)
    return replace(proposal, preview=replace(preview, differences=differences))


async def _taken(front: Front, office: Office, event: Event, key: str) -> Pending | None:
    """The proposal that a button is about, which has its answer now and loses its buttons."""
    pending = office.pending.take((key, event.user))
    if pending is not None:
        await front.delivery.acknowledge(event.press)
        bare = Message(pending.shown.text, (), pending.shown.plain)
        await front.delivery.edit(event.target, pending.number, bare)
    return pending


async def _again(front: Front, office: Office, event: Event, key: str) -> Kept:
    """Propose once more what is remembered no longer, since nothing is applied unseen."""
    draft = await _stored(front, event, key)
    if draft is None:
        return NOTHING
    notice = phrase("telegram.admin.again")
    return (_ended(key), *await propose(front, office, event, draft, notice))


async def _stored(front: Front, event: Event, key: str) -> Draft | None:
    """What a button was about whose proposal is remembered no longer; tells where nothing is."""
    asker = front.pseudonyms(event.user)
    draft = await front.desk.do(lambda connection: drafts.find(connection, key, asker, 0.0))
    outdated = phrase("telegram.admin.outdated") if draft is None else None
    await front.delivery.acknowledge(event.press, outdated)
    return draft


def _ended(key: str) -> Work[None]:
    return lambda connection: drafts.drop(connection, key)
