"""RW501 (error): names of two entities that become one once normalised.

Traditional and simplified characters, full and half width, spaces and punctuation are written in
one way before anything is looked up: what differs in nothing else cannot be told apart.
Keep the name with one of the two, or list it under `shared_aliases` of both.
"""

from collections.abc import Iterator

from bot.knowledge.index import Knowledge
from bot.lint.names import Name, names, pairs
from bot.lint.rule import Finding, Rule, Severity


def _check(knowledge: Knowledge) -> Iterator[Finding]:
    yield from pairs(_same(names(knowledge)))


def _same(everything: tuple[Name, ...]) -> Iterator[tuple[Name, Name]]:
    owners: dict[str, Name] = {}
    for name in everything:
        owner = owners.setdefault(name.plain.replace(" ", ""), name)
        if owner.entity is not name.entity:
            yield owner, name


RULE = Rule("RW501", Severity.ERROR, _check)
