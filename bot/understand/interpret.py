"""Every way to understand a question, best first: read this to see what kinds there are."""

from collections.abc import Callable, Iterator
from itertools import chain

from bot.knowledge.algebra import Expression
from bot.knowledge.index import Knowledge
from bot.model import Token
from bot.understand.absent import absences
from bot.understand.chain import chains
from bot.understand.explain import explained
from bot.understand.interpretation import Interpretation
from bot.understand.inverse import inverses
from bot.understand.offered import offers
from bot.understand.people import people
from bot.understand.premise import premises
from bot.understand.read import Reading, read
from bot.understand.recall import descriptions, faqs, passages
from bot.understand.relation import relations
from bot.understand.say import sayings
from bot.understand.sets import sets
from bot.understand.several import several
from bot.understand.sizes import sizes
from bot.understand.sought import Sought, seek

_Way = Callable[[Reading, tuple[Sought, ...], Knowledge], Iterator[Interpretation]]
_WAYS: tuple[_Way, ...] = (
    relations, inverses, people, sets, sizes, offers, chains, absences, descriptions, sayings, faqs,
    passages,
)  # fmt: skip


def interpret(
    tokens: tuple[Token, ...], knowledge: Knowledge, among: Expression | None = None
) -> tuple[Interpretation, ...]:
    """All interpretations of a linked question, scored, best first.

    `among` is what was listed before, which 其中 refers to.
    """
    return ranked(read(tokens, knowledge, among), knowledge)


def ranked(reading: Reading, knowledge: Knowledge) -> tuple[Interpretation, ...]:
    """All interpretations of a reading, scored, best first."""
    sought = seek(reading, knowledge)
    taken = premises(reading, knowledge)
    found = [
        explained(interpretation, reading, taken, knowledge)
        for interpretation in chain.from_iterable(way(reading, sought, knowledge) for way in _WAYS)
    ]
    found += [
        explained(interpretation, reading, taken, knowledge)
        for interpretation in several(reading, tuple(found), knowledge)
    ]
    return tuple(sorted(found, key=lambda interpretation: -interpretation.score))
