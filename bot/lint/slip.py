"""RW503 (hint): names of two entities that are one slip of the pen apart.

The engine forgives one character more, less or other in a name of four characters or more (not
where the character tells things apart, such as 东 and 西). A slip in one of these names may lead to
the other. Drop the alias that is the less used, or accept the pair.
"""

from collections.abc import Iterator

from bot.knowledge.index import Knowledge
from bot.lint.names import mistaken, pairs
from bot.lint.rule import Finding, Rule, Severity


def _check(knowledge: Knowledge) -> Iterator[Finding]:
    found = mistaken(knowledge, knowledge.lattice.lexicon.by_slip)
    yield from pairs((left, right) for left, right in found if left.plain != right.plain)


RULE = Rule("RW503", Severity.HINT, _check)
