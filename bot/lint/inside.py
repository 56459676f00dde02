"""RW504 (hint): a name that stands inside the name of another entity of the same kind.

The longer name wins where it is written in full, but who shortens it names the other thing. Names
of things that belong together (a part and its whole) do not count, nor do names of different
kinds: a company inside the title of a talk is no ambiguity.
"""

from collections.abc import Iterator

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Entity
from bot.lint.names import Name, names, pairs
from bot.lint.rule import Finding, Rule, Severity


def _check(knowledge: Knowledge) -> Iterator[Finding]:
    everything = names(knowledge)
    yield from pairs(
        (outer, inner)
        for outer in everything
        for inner in everything
        if inner.plain in outer.plain and _confusable(inner, outer, knowledge)
    )


def _confusable(inner: Name, outer: Name, knowledge: Knowledge) -> bool:
    if inner.plain == outer.plain or inner.entity is outer.entity:
        return False
    alike = _of_one_kind(inner.entity, outer.entity, knowledge)
    return alike and not _belong_together(inner.entity, outer.entity, knowledge)


def _of_one_kind(left: Entity, right: Entity, knowledge: Knowledge) -> bool:
    is_a = knowledge.vocabulary.is_a
    return is_a(left.kind, right.kind) or is_a(right.kind, left.kind)


def _belong_together(left: Entity, right: Entity, knowledge: Knowledge) -> bool:
    wholes = (*knowledge.whole_of(left.name), *knowledge.whole_of(right.name))
    return left.name in wholes or right.name in wholes


RULE = Rule("RW504", Severity.HINT, _check)
