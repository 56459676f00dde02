"""What can go wrong, in words that an administrator or operator can act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where it is, what is wrong, what to do about it.

    `line` and `column` count from 1; 0 where the place is not known.
    """

    file: str
    line: int
    column: int
    trail: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        trail = f" {self.trail}" if self.trail else ""
        remedy = f"\n    → {self.remedy}" if self.remedy else ""
        return f"{place}{trail}：{self.message}{remedy}"


class BotError(Exception):
    """Any error whose text may be shown to the operator as it is."""


class KnowledgeError(BotError):
    """The knowledge cannot be used; `problems` holds every reason, never only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class ConfigError(BotError):
    """The configuration cannot be used."""
