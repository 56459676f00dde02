"""/ranking: the ordered lists of the knowledge on one card, as a picture or else as text."""

import asyncio
import html
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.index import Knowledge
from bot.phrases import phrase
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.message import Message, Scribe, units

_log = logging.getLogger(__name__)
_MOST_LISTS = 3  # that fit side by side
_SHORTEST = 3  # items that make a list worth a card
_LONGEST_CAPTION = 1024


@dataclass(frozen=True, slots=True)
class Ranking:
    """One ordered list: its name, its items in order, and what the order means."""

    name: str
    items: tuple[str, ...]
    order: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Lists beside each other, what all of them hold, and the words around them."""

    title: str
    rankings: tuple[Ranking, ...]
    shared: frozenset[str]
    legend: str
    note: str


async def ranking(front: Front, event: Event, _: str) -> Kept:
    """Send the card; its picture is drawn once for a knowledge and named by Telegram after."""
    scribe = front.scribe(event)
    card = card_of(front.view.knowledge, scribe)
    if card is None:
        await front.say(event, phrase("telegram.ranking.none"))
        return NOTHING
    text = told(card)
    picture = await _picture(front, card, scribe)
    if picture is None or units(text) > _LONGEST_CAPTION:
        await front.delivery.send(event.target, Message(_folded(text, card), plain=text))
        return NOTHING
    name = await front.delivery.photo(event.target, picture, text)
    front.view.pictures[scribe.traditional] = name or picture
    return NOTHING


async def _picture(front: Front, card: Card, scribe: Scribe) -> bytes | str | None:
    """The picture or Telegram's name for it; None where there is nothing to draw it with."""
    known = front.view.pictures.get(scribe.traditional)
    font = front.font
    if known is not None or font is None:
        return known
    return await asyncio.to_thread(_drawn, card, font)


def _drawn(card: Card, font: Path) -> bytes | None:
    try:
        from bot.telegram.card import draw  # noqa: PLC0415  (Pillow is not everywhere)

        return draw(card, font)
    except (ImportError, OSError) as error:
        _log.warning("no picture could be drawn: %s", error)
        return None


def card_of(knowledge: Knowledge, scribe: Scribe) -> Card | None:
    """The card of a knowledge, in the characters of the reader; None where it has no such list."""
    found = tuple(
        Ranking(
            scribe(knowledge.short(fact.subject)),
            tuple(scribe(knowledge.short(value.key)) for value in fact.values),
            scribe(fact.order),
            fact.quotes,
        )
        for fact in knowledge.facts
        if fact.order and len(fact.values) >= _SHORTEST and all(v.entity for v in fact.values)
    )[:_MOST_LISTS]
    if not found:
        return None
    shared = frozenset.intersection(*(frozenset(one.items) for one in found))
    if len(found) == 1:
        shared = frozenset()
    legend = phrase("telegram.ranking.shared", count=len(shared)) if shared else ""
    notes = dict.fromkeys(one.order for one in found)
    return Card(scribe(knowledge.source.title), found, shared, scribe(legend), "；".join(notes))


def told(card: Card) -> str:
    """The card as text."""
    lists = ["\n".join((one.name, *_lines(one.items, card.shared))) for one in card.rankings]
    return "\n\n".join((*lists, "\n".join(line for line in (card.legend, card.note) if line)))


def _lines(items: Sequence[str], shared: frozenset[str]) -> tuple[str, ...]:
    star = phrase("telegram.ranking.star")
    return tuple(
        f"{number}. {item}{star if item in shared else ''}" for number, item in enumerate(items, 1)
    )


def _folded(text: str, card: Card) -> str:
    quotes = "\n\n".join(dict.fromkeys(quote for one in card.rankings for quote in one.quotes))
    folded = phrase("telegram.source", quotes=html.escape(quotes, quote=False))
    return f"{html.escape(text, quote=False)}\n{folded}"


def font_on_this_machine(configured: Path | None) -> Path | None:
    """An openly licensed Chinese font: the configured one, that of the package, or Debian's."""
    if configured is not None:
        return configured
    try:
        from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415  (an extra)

        return sans_path()
    except ImportError:
        return next((path for path in _DEBIAN if path.is_file()), None)


_DEBIAN = tuple(
    Path("/usr/share/fonts") / name
    for name in (
        "opentype/noto/NotoSansCJK-Regular.ttc",  # fonts-noto-cjk
        "truetype/wqy/wqy-microhei.ttc",  # fonts-wqy-microhei
        "truetype/wqy/wqy-zenhei.ttc",  # fonts-wqy-zenhei
    )
)
