"""Pairs of names of different entities, which several rules look at."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Entity
from bot.lint.rule import Finding
from bot.model import Role
from bot.text.lexicon import Match


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity (not a shared one), and its normalised form."""

    text: str
    plain: str
    entity: Entity


def names(knowledge: Knowledge) -> tuple[Name, ...]:
    """Every name in the order of the files."""
    return tuple(
        Name(text, knowledge.normalizer(text).text, entity)
        for entity in knowledge.entities.values()
        for text in entity.names
    )


def pairs(found: Iterable[tuple[Name, Name]]) -> Iterator[Finding]:
    """One finding for each pair of entities, with the first names that made it."""
    seen: set[frozenset[str]] = set()
    for left, right in found:
        both = frozenset((left.entity.name, right.entity.name))
        if len(both) > 1 and both not in seen:
            seen.add(both)
            yield Finding(
                right.entity.place,
                (left.text, right.text, left.entity.name, right.entity.name),
                {"left": left.text, "right": right.text, "first": left.entity.name,
                 "second": right.entity.name},
            )  # fmt: skip


def mistaken(
    knowledge: Knowledge, find: Callable[[str, frozenset[int]], Iterable[Match]]
) -> Iterator[tuple[Name, Name]]:
    """Names for which a fuzzy search of the engine's finds another entity's name."""
    everything = names(knowledge)
    by_plain = {name.plain: name for name in everything}
    senses = knowledge.lattice.lexicon.senses
    for name in everything:
        for match in find(name.plain, frozenset(range(len(name.plain)))):
            whole = (match.start, match.end) == (0, len(name.plain))
            other = by_plain.get(match.phrase)
            if whole and other is not None and Role.ENTITY in senses(match.phrase).roles:
                yield other, name
