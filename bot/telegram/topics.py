"""/topics: browse what the knowledge holds, by kind and page; a press asks about the thing."""

import hashlib

from bot.phrases import phrase
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.live import Topic
from bot.telegram.message import Button, Message, Scribe

PREFIX = "t:"
_A_ROW, _A_PAGE = 2, 8


async def topics(front: Front, event: Event, _: str) -> Kept:
    """The kinds of things, as buttons."""
    await front.delivery.send(event.target, _overview(front, event))
    return NOTHING


async def turn(front: Front, event: Event) -> Kept:
    """A button of the browser was pressed: show that page in place of what was shown."""
    await front.delivery.acknowledge(event.press)
    digest, _, page = event.payload.removeprefix(PREFIX).partition(":")
    topic = next((t for t in front.view.topics if _digest(t) == digest), None)
    shown = _page(front, event, topic, int(page or 0)) if topic else _overview(front, event)
    await front.delivery.edit(event.target, event.number, shown)
    return NOTHING


def _overview(front: Front, event: Event) -> Message:
    scribe = front.scribe(event)
    buttons = [
        scribe.button(
            phrase("telegram.topics.kind", name=t.name, count=len(t.entries)), _turn(t, 0)
        )
        for t in front.view.topics
    ]
    title = front.view.knowledge.source.title
    return front.worded(event, phrase("telegram.topics.intro", title=title), _rows(buttons))


def _page(front: Front, event: Event, topic: Topic, page: int) -> Message:
    scribe = front.scribe(event)
    last = (len(topic.entries) - 1) // _A_PAGE
    page = max(0, min(page, last))
    picks = scribe.picks(topic.entries[page * _A_PAGE : (page + 1) * _A_PAGE])
    text = phrase("telegram.topics.page", name=topic.name, page=page + 1, pages=last + 1)
    return front.worded(event, text, (*picks, _steps(scribe, topic, page, last)))


def _steps(scribe: Scribe, topic: Topic, page: int, last: int) -> tuple[Button, ...]:
    steps = [(page > 0, "back", page - 1), (page < last, "on", page + 1)]
    turns = [scribe.button(phrase(f"telegram.topics.{name}"), _turn(topic, to))
             for there, name, to in steps if there]  # fmt: skip
    return (*turns, scribe.button(phrase("telegram.topics.all"), PREFIX))


def _rows(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[i : i + _A_ROW]) for i in range(0, len(buttons), _A_ROW))


def _turn(topic: Topic, page: int) -> str:
    return f"{PREFIX}{_digest(topic)}:{page}"


def _digest(topic: Topic) -> str:
    return hashlib.sha256(topic.name.encode()).hexdigest()[:12]
