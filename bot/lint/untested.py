"""RW507 (hint): a fact that no test of the knowledge asks for.

A test is what tells a later change that it breaks this answer. `rongwen test --coverage` lists
statements and faqs that are never asked for as well. What the head of source.md says needs none.
"""

from collections.abc import Iterator

from bot.coverage import coverage
from bot.knowledge.index import Knowledge
from bot.knowledge.source import SOURCE_NAME
from bot.knowledge.terms import Fact
from bot.lint.rule import Finding, Rule, Severity
from bot.rehearse import outcomes


def _check(knowledge: Knowledge) -> Iterator[Finding]:
    for entry in coverage(knowledge, outcomes(knowledge)).never:
        if isinstance(entry, Fact) and entry.place.file != SOURCE_NAME:
            slots = {"subject": entry.subject, "attribute": entry.attribute}
            yield Finding(entry.place, (entry.subject, entry.attribute), slots)


RULE = Rule("RW507", Severity.HINT, _check)
