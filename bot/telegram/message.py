"""A reply as Telegram shows it: HTML text with its source folded below, and rows of buttons."""

import hashlib
import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.index import Knowledge
from bot.model import Reply, Source, Status
from bot.phrases import phrase

MAX_UNITS = 4096  # UTF-16 code units that one message may hold, counted without its markup
PICK, UP, DOWN = "q:", "+:", "-:"
_LONGEST_BUTTON = 40  # characters of a button's label
_SHORTEST_LIST = 5  # items from which on a list is numbered, one a line
_JUDGED = (Status.ANSWERED, Status.REFUSED)
ENDED = "…"  # of a label that is cut


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it shows and what it sends back (at most 64 bytes)."""

    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message to send: in Telegram's HTML, and plain for where that is refused."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    plain: str = ""

    @classmethod
    def of(cls, text: str, rows: Sequence[Sequence[Button]] = ()) -> "Message":
        """A message whose text holds no markup."""
        return cls(html.escape(text, quote=False), tuple(map(tuple, rows)), text)


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a reply: the question that a button asked, the listed things, and the
    key under which it can be judged (empty: it cannot)."""

    heading: str = ""
    items: tuple[str, ...] = ()
    key: str = ""


def messages(
    reply: Reply, knowledge: Knowledge, setting: Setting = Setting()
) -> tuple[Message, ...]:
    """A reply as one message or, where it is too long, several; buttons under the last."""
    scribe = Scribe(knowledge, reply.traditional)
    heading = scribe(f"{setting.heading}\n") if setting.heading else ""
    body = scribe(listed(reply.text, setting.items, knowledge))
    parts = [part.strip("\n") for part in split(heading + body) if part.strip("\n")]
    texts = [html.escape(part, quote=False) for part in parts]
    if heading and texts:
        title = html.escape(heading.strip(), quote=False)
        texts[0] = texts[0].replace(title, f"<b>{title}</b>", 1)
    if reply.status is Status.ANSWERED:
        texts[-1] += _folded(reply.sources, MAX_UNITS - units(parts[-1]))
    made = [Message(text, plain=part) for text, part in zip(texts, parts, strict=True)]
    return (*made[:-1], Message(texts[-1], _rows(reply, scribe, setting.key), parts[-1]))


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes simplified text in the characters of whoever reads it."""

    knowledge: Knowledge
    traditional: bool

    def __call__(self, text: str) -> str:
        """The text in the reader's characters."""
        return self.knowledge.normalizer.to_traditional(text) if self.traditional else text

    def button(self, label: str, payload: str) -> Button:
        """A button whose label fits."""
        label = self(label)
        fits = len(label) <= _LONGEST_BUTTON
        return Button(label if fits else label[: _LONGEST_BUTTON - 1] + ENDED, payload)

    def picks(self, questions: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
        """Buttons that ask these questions; of names that are long, what tells them apart."""
        shorts = [self.knowledge.short(question) for question in questions]
        labels = shorts if len(set(shorts)) == len(shorts) else questions
        return tuple(
            (self.button(label, payload_of(question)),)
            for label, question in zip(labels, questions, strict=True)
        )


def _rows(reply: Reply, scribe: Scribe, key: str) -> tuple[tuple[Button, ...], ...]:
    picks = scribe.picks(reply.choices or reply.suggestions)
    if not key or reply.status not in _JUDGED:
        return picks
    thumbs = (Button(phrase("telegram.up"), UP + key), Button(phrase("telegram.down"), DOWN + key))
    return (*picks, thumbs)


def listed(text: str, items: Sequence[str], knowledge: Knowledge) -> str:
    """The text with its long list as numbered lines."""
    names = [knowledge.short(item) for item in items]
    joined = "、".join(names)
    if len(names) < _SHORTEST_LIST or joined not in text:
        return text
    numbered = "\n".join(f"{number}. {name}" for number, name in enumerate(names, 1))
    before, _, after = text.partition(joined)
    return f"{before}\n{numbered}\n{after.lstrip('。，；')}".rstrip()


def _folded(sources: Iterable[Source], room: int) -> str:
    """The quotes in an expandable block, as much of them as there is room for."""
    text = "\n\n".join(source.quote for source in sources)
    if not text:
        return ""
    room -= units(phrase("telegram.source", quotes="")) + 1
    if room < min(units(text), _LONGEST_BUTTON):
        return ""
    cut = text if units(text) <= room else next(split(text, room - 1)) + ENDED
    return "\n" + phrase("telegram.source", quotes=html.escape(cut, quote=False))


def payload_of(question: str) -> str:
    """What the button for a question sends back; the same in every process."""
    return PICK + hashlib.sha256(question.encode()).hexdigest()[:16]


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, most: int = MAX_UNITS) -> Iterator[str]:
    """Cut a text at line ends, or else anywhere, into parts of at most so many units."""
    part = ""
    for line in text.splitlines(keepends=True) or [""]:
        for piece in _pieces(line, most):
            if units(part + piece) > most:
                yield part
                part = ""
            part += piece
    yield part


def _pieces(line: str, most: int) -> Iterator[str]:
    half = max(1, most // 2)  # every character is at most two units
    yield from (line[i : i + half] for i in range(0, len(line), half))
