"""What a lint rule is, and what it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.errors import Problem, hint, problem
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Place


class Severity(StrEnum):
    """An error keeps a change from going live; a hint asks for a decision."""

    ERROR = "error"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule points out.

    `about` holds the names or wordings by which an `accept` entry may single it out; `slots` fill
    the rule's message.
    """

    place: Place
    about: tuple[str, ...]
    slots: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code (see `vocabulary/problems.yaml`), how grave it is, and what it looks for."""

    code: str
    severity: Severity
    check: Callable[[Knowledge], Iterator[Finding]]

    def problem(self, finding: Finding) -> Problem:
        """A finding in words."""
        make = hint if self.severity is Severity.HINT else problem
        place = finding.place
        return make(self.code, place.file, place.line, place.column, place.trail, **finding.slots)
