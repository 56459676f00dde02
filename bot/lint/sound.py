"""RW502 (hint): names of two entities that sound alike.

Sounds are compared as the engine does when it reads a typo: without tones, and with zh/z, n/l,
ing/in and the like merged. Who types the one by its sound may get answers about the other.
Nothing is wrong with two such names as long as both are wanted; accept them where they are.
"""

from collections.abc import Iterator

from bot.knowledge.index import Knowledge
from bot.lint.names import mistaken, pairs
from bot.lint.rule import Finding, Rule, Severity


def _check(knowledge: Knowledge) -> Iterator[Finding]:
    found = mistaken(knowledge, knowledge.lattice.lexicon.by_sound)
    yield from pairs((left, right) for left, right in found if left.plain != right.plain)


RULE = Rule("RW502", Severity.HINT, _check)
