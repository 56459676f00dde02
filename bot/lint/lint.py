"""Every rule over one knowledge, less what its administrators have accepted."""

from collections.abc import Iterator
from datetime import date

from bot.errors import Problem, bounded
from bot.knowledge.index import Knowledge
from bot.knowledge.records import AcceptRecord
from bot.knowledge.terms import Place
from bot.lint import (
    captured,
    disagreeing,
    inside,
    script,
    slip,
    sound,
    stale,
    unreached,
    untested,
)
from bot.lint.rule import Finding, Rule, Severity

_UNUSED = "RW510"
Accepted = tuple[AcceptRecord, Place]


def rules(today: date) -> tuple[Rule, ...]:
    """All rules, in the order of their codes."""
    return (
        script.RULE, sound.RULE, slip.RULE, inside.RULE, captured.RULE, unreached.RULE,
        untested.RULE, disagreeing.RULE, stale.rule(today),
    )  # fmt: skip


def lint(knowledge: Knowledge, today: date) -> tuple[Problem, ...]:
    """What the rules point out, and acceptances that accept nothing (RW510, a hint)."""
    used: set[int] = set()
    found = [problem for rule in rules(today) for problem in bounded(_left(rule, knowledge, used))]
    unused = Rule(_UNUSED, Severity.HINT, lambda own: _unused(own.accepted, used))
    left = (unused.problem(finding) for finding in unused.check(knowledge))
    return tuple(sorted((*found, *left)))


def _left(rule: Rule, knowledge: Knowledge, used: set[int]) -> Iterator[Problem]:
    """A rule's findings that no acceptance covers; notes the acceptances that cover one."""
    for finding in rule.check(knowledge):
        covering = {
            i for i, (accept, _) in enumerate(knowledge.accepted) if _covers(accept, rule, finding)
        }
        used |= covering
        if not covering:
            yield rule.problem(finding)


def _covers(accept: AcceptRecord, rule: Rule, finding: Finding) -> bool:
    return accept.rule == rule.code and set(accept.of) <= set(finding.about)


def _unused(accepted: tuple[Accepted, ...], used: set[int]) -> Iterator[Finding]:
    for i, (accept, place) in enumerate(accepted):
        if i not in used:
            yield Finding(place, accept.of, {"rule": accept.rule})
