"""`rongwen attributes`: the kinds and attributes that knowledge can use, and their words."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence

from bot.cli.table import width
from bot.config import load_config
from bot.errors import KnowledgeError
from bot.knowledge.part import vocabulary_of
from bot.knowledge.read import read_parts
from bot.knowledge.vocabulary import Attribute, Kind, Vocabulary, general_vocabulary
from bot.phrases import fill, phrase

_LIST = "、"
_COLUMNS = 96  # of a list of words, where nothing was asked for in particular


def run(arguments: argparse.Namespace) -> int:
    """Print those whose name or words hold one of the words given; gives 1 where there is none."""
    vocabulary, own = _vocabulary(arguments)
    wanted = arguments.word
    kinds = {n: k for n, k in vocabulary.kinds.items() if _held(wanted, n, k.words)}
    attributes = {
        n: a for n, a in vocabulary.attributes.items() if _held(wanted, n, a.cues, a.verbs)
    }
    if not kinds and not attributes:
        sys.stdout.write(phrase("cli.attributes.none", words=_LIST.join(wanted)) + "\n")
        return 1
    of_kinds = [_kind(n, kind, vocabulary) for n, kind in kinds.items()]
    of_attributes = [line for n, a in attributes.items() for line in _attribute(n, a, own=n in own)]
    lines = (
        *_section("kinds", of_kinds),
        *_section("asks", [] if wanted else list(_asks(vocabulary))),
        *_section("attributes", of_attributes),
    )
    for line in lines:
        sys.stdout.write((line if wanted else _short(line)) + "\n")
    return 0


def _vocabulary(arguments: argparse.Namespace) -> tuple[Vocabulary, frozenset[str]]:
    """The vocabulary, and the attributes that the folder names; the folder may be unfinished."""
    try:
        _, parts = read_parts(load_config(arguments.knowledge).knowledge)
    except KnowledgeError:
        sys.stderr.write(phrase("cli.attributes.unreadable") + "\n")
        return general_vocabulary(), frozenset()
    own = (name for part in parts for name in part.record.vocabulary.attributes)
    return vocabulary_of(parts), frozenset(own)


def _held(wanted: Sequence[str], name: str, *words: Iterable[str]) -> bool:
    """Whether a name or one of its words holds a word that is wanted (none wanted: all do)."""
    every = (name, *(word for several in words for word in several))
    return not wanted or any(part in word for part in wanted for word in every)


def _section(name: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield phrase(f"cli.attributes.section.{name}")
        yield from (f"  {line}" for line in lines)
        yield ""


def _kind(name: str, kind: Kind, vocabulary: Vocabulary) -> str:
    if kind.value:
        asking = _LIST.join(ask.name for ask in vocabulary.asks.values() if name in ask.asks)
        asks = phrase("cli.attributes.asked", asks=asking) if asking else ""
        return phrase("cli.attributes.value", name=name, asks=asks)
    above = phrase("cli.attributes.above", name=kind.parent) if kind.parent else ""
    counters, words = _LIST.join(kind.counters), _LIST.join(kind.words)
    return phrase("cli.attributes.kind", name=name, above=above, counters=counters, words=words)


def _asks(vocabulary: Vocabulary) -> Iterator[str]:
    for ask in vocabulary.asks.values():
        yield phrase("cli.attributes.class", name=ask.name, words=_LIST.join(ask.phrases))


def _attribute(name: str, attribute: Attribute, *, own: bool) -> Iterator[str]:
    """What it is of, what it is, whence its value, and the words that ask for it."""
    of = _LIST.join(attribute.of) or phrase("cli.attributes.anything")
    values = _LIST.join(attribute.values)
    notes = [f"cli.attributes.note.{note}" for note in ("texts", "open", "gathers", "head")
             if getattr(attribute, note)]  # fmt: skip
    marks = "".join(map(phrase, [*notes, *(["cli.attributes.note.own"] if own else [])]))
    yield phrase("cli.attributes.attribute", name=name, of=of, values=values, marks=marks)
    for field in ("cues", "verbs", "ask"):
        words = getattr(attribute, field)
        if words:
            yield phrase(f"cli.attributes.{field}", words=_LIST.join(words))
    if attribute.question:
        subject = phrase("cli.attributes.some", kind=attribute.of[0] if attribute.of else "")
        yield phrase("cli.attributes.question", question=fill(attribute.question, subject=subject))


def _short(line: str) -> str:
    """A line of words, cut after the last word that fits."""
    if width(line) <= _COLUMNS:
        return line
    words = line.split(_LIST)
    while width(_LIST.join(words)) > _COLUMNS and len(words) > 1:
        words.pop()
    return phrase("cli.attributes.more", words=_LIST.join(words))
