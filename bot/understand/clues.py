"""What in a question can tell which thing an attribute is asked of, whatever that thing is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact
from bot.model import Role
from bot.understand.read import Reading
from bot.understand.sought import Sought

_Word = tuple[int, tuple[str, ...]]  # a token, and the kinds that it stands for
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Clues:
    """What in a question can tell the subject of one attribute, worked out once for all subjects.

    `names` are all of these. Entity → the tokens that name it (`named`), those that name parts of
    it (`parts`), and the facts that tell of it by a value, each with its token (`told`).
    `kinds` are the words for kinds and `pointing` all words that may point at one thing, each with
    what it stands for; `others` are the kinds of all that is named.
    """

    names: tuple[str, ...]
    named: Mapping[str, tuple[int, ...]]
    parts: Mapping[str, tuple[int, ...]]
    told: Mapping[str, tuple[tuple[int, Fact], ...]]
    kinds: tuple[_Word, ...]
    pointing: tuple[_Word, ...]
    others: frozenset[str]


def clues_in(
    reading: Reading, sought: Sought, names: tuple[str, ...], knowledge: Knowledge
) -> Clues:
    """The clues to which of these is asked for its attribute."""
    tokens = reading.tokens
    words = tuple((i, tokens[i].refs(Role.KIND)) for i in reading.given_kinds)
    pronouns = tuple((i, tokens[i].refs(Role.PRONOUN)) for i in reading.tokens_with(Role.PRONOUN))
    kinds = tuple(word for word in words if word[0] not in sought.tokens)
    pointing = (word for word in (*kinds, *pronouns) if word[0] not in sought.tokens)
    named = ((m.entity, m.token) for m in reading.mentions if m.token not in reading.excepted)
    return Clues(
        names=names,
        named=_gathered(named),
        parts=_gathered(_parts(reading, names, knowledge)),
        told=_gathered(_telling(reading, sought.attribute, knowledge)),
        kinds=kinds,
        pointing=tuple(word for word in pointing if not tokens[word[0]].has(Role.ENTITY)),
        others=frozenset(knowledge.kind_of(m.entity) for m in reading.mentions),
    )


def _gathered(pairs: Iterable[tuple[str, _T]]) -> Mapping[str, tuple[_T, ...]]:
    found: dict[str, tuple[_T, ...]] = {}
    for name, item in pairs:
        found[name] = (*found.get(name, ()), item)
    return found


def _parts(
    reading: Reading, names: tuple[str, ...], knowledge: Knowledge
) -> Iterator[tuple[str, int]]:
    """开幕式在哪: where nothing is stated of the part that is named, what is of the whole counts,
    if both are of one kind."""
    for m in reading.mentions:
        for whole in knowledge.whole_of(m.entity) if m.entity not in names else ():
            alike = knowledge.is_kind(m.entity, (knowledge.kind_of(whole),))
            if alike and not knowledge.plays(whole, "organisation"):
                yield whole, m.token


def _telling(
    reading: Reading, attribute: str, knowledge: Knowledge
) -> Iterator[tuple[str, tuple[int, Fact]]]:
    """The facts that have something named as a value of another attribute, by their subject."""
    spec = knowledge.vocabulary.attributes[attribute]
    for i in (*reading.tokens_with(Role.ENTITY), *reading.tokens_with(Role.LITERAL)):
        names = reading.tokens[i].refs(Role.ENTITY)
        if i in reading.excepted:
            continue
        if reading.asserts and any(knowledge.is_kind(name, spec.values) for name in names):
            continue  # 终点是甲吧: it is claimed to be a value
        for ref in named_by(i, reading):
            for fact in knowledge.by_value.get(ref, ()):
                if fact.attribute != attribute:
                    yield fact.subject, (i, fact)


def named_by(i: int, reading: Reading) -> tuple[str, ...]:
    """The entities and literal values that a token names."""
    token = reading.tokens[i]
    return (*token.refs(Role.ENTITY), *token.refs(Role.LITERAL))
