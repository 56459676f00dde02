"""A reply as Telegram shows it: HTML text with its source folded below, and buttons."""

import hashlib
import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.index import Knowledge
from bot.model import Reply, Source, Status
from bot.phrases import phrase

MAX_UNITS = 4096  # UTF-16 code units that one message may hold
_LONGEST_BUTTON = 40  # characters of a button's label
_PICK = "q:"


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it shows and what it sends back (at most 64 bytes)."""

    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message to send, in Telegram's HTML; buttons stand one below the other."""

    text: str
    buttons: tuple[Button, ...] = ()


def messages(reply: Reply, knowledge: Knowledge) -> tuple[Message, ...]:
    """A reply as one message or, where it is too long, several; buttons under the last."""

    def written(text: str) -> str:
        return knowledge.normalizer.to_traditional(text) if reply.traditional else text

    text = html.escape(written(reply.text), quote=False)
    quotes = quoted(reply.sources)
    if quotes and reply.status is Status.ANSWERED:
        folded = phrase("telegram.source", quotes=quotes)
        text = f"{text}\n{folded}" if _units(text) + _units(folded) < MAX_UNITS else text
    buttons = tuple(
        Button(written(label)[:_LONGEST_BUTTON], payload_of(label))
        for label in reply.choices or reply.suggestions
    )
    parts = tuple(_parts(text))
    return (*(Message(part) for part in parts[:-1]), Message(parts[-1], buttons))


def quoted(sources: Iterable[Source]) -> str:
    """The quotes of an answer, one below the other, in Telegram's HTML."""
    return "\n\n".join(html.escape(source.quote, quote=False) for source in sources)


def payload_of(question: str) -> str:
    """What the button for a question sends back; the same in every process."""
    return _PICK + hashlib.sha256(question.encode()).hexdigest()[:16]


def pickable(knowledge: Knowledge) -> Mapping[str, str]:
    """Payload → question, for everything that a button can offer."""
    offered: Iterable[str] = (*knowledge.questions, *knowledge.entities)
    return {payload_of(question): question for question in offered}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _parts(text: str) -> Iterator[str]:
    """Cut at line ends, or else anywhere, so that each part can be sent."""
    part = ""
    for line in text.splitlines(keepends=True) or [""]:
        for piece in _pieces(line):
            if _units(part + piece) > MAX_UNITS:
                yield part
                part = ""
            part += piece
    yield part


def _pieces(line: str) -> Iterator[str]:
    half = MAX_UNITS // 2  # every character is at most two units
    yield from (line[i : i + half] for i in range(0, len(line), half))
