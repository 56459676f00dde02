"""A question in, its answer out; a question that is edited gets its answer edited."""

import time

from bot.model import Reply
from bot.session import Session
from bot.store.database import Work
from bot.store.questions import Asked, record
from bot.telegram.conversations import Memory
from bot.telegram.event import Event
from bot.telegram.front import Front, Given, Kept
from bot.telegram.message import Message, Setting, messages, payload_of


async def answer(front: Front, event: Event, question: str, heading: str = "") -> Kept:
    """Answer a question in the light of the conversation so far."""
    version = front.view.knowledge.version
    memory = front.conversations.of(event.conversation)
    before = front.session(memory.session, memory.version)
    reply, shown = await _understood(front, event, question, before, heading)
    numbers = await _send(front, event, shown)
    if not event.press:
        front.given[_place(event)] = Given(numbers, before, version)
    return (_kept(front, event, question, reply),)


async def answer_again(front: Front, event: Event, question: str, given: Given) -> Kept:
    """Change the answer to a question that was edited, as if it had been asked so at first."""
    version = front.view.knowledge.version
    before = front.session(given.before, given.version)
    reply, shown = await _understood(front, event, question, before, "")
    for number, message in zip(given.numbers, shown, strict=False):
        await front.delivery.edit(event.target, number, message)
    more = await _send(front, event, shown[len(given.numbers) :])
    front.given[_place(event)] = Given((*given.numbers, *more), before, version)
    return (_kept(front, event, question, reply),)


def given_to(front: Front, event: Event) -> Given | None:
    """The answer that the event's message got before."""
    return front.given.get(_place(event))


def _place(event: Event) -> tuple[int, int, int]:
    return (event.chat, event.number, event.user)


async def _understood(
    front: Front, event: Event, question: str, before: Session, heading: str
) -> tuple[Reply, tuple[Message, ...]]:
    """The reply and how it is shown; the conversation goes on from it.

    One question is understood at a time and all that is under way gets its turn in between: so
    what Telegram has answered is noted at once, and a sudden end repeats next to nothing.
    """
    view, key = front.view, str(event.update_id)
    async with front.engine:
        begin = time.perf_counter()
        reply, session = view.ask(question, before, front.clock())
        turn = session.last()
        items = turn.items if turn is not None else ()
        shown = messages(reply, view.knowledge, Setting(heading, items, key))
        front.metrics.seconds.labels("understand").observe(time.perf_counter() - begin)
    front.metrics.outcomes.labels(reply.status.value).inc()
    offered = {payload_of(choice): choice for choice in (*reply.choices, *reply.suggestions)}
    version = view.knowledge.version
    front.conversations[event.conversation] = Memory(session, version, reply, key, offered)
    return reply, shown


async def _send(front: Front, event: Event, shown: tuple[Message, ...]) -> tuple[int, ...]:
    begin = time.perf_counter()
    timer = front.delivery.typing_soon(event.target)
    try:
        return tuple([await front.delivery.send(event.target, message) for message in shown])
    finally:
        timer.cancel()
        front.metrics.seconds.labels("deliver").observe(time.perf_counter() - begin)


def _kept(front: Front, event: Event, question: str, reply: Reply) -> Work[None]:
    asked = Asked.of(
        reply, question, front.pseudonyms(event.user), front.clock(),
        key=front.question_id(str(event.update_id)), version=front.view.knowledge.version,
    )  # fmt: skip
    return lambda connection: record(connection, asked)
