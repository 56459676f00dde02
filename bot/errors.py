"""What can go wrong, in words that an administrator or operator can act on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from bot.phrases import phrase

MOST_PROBLEMS = 100  # of one kind; more would only bury the first


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where it is, what is wrong, what to do about it.

    `line` and `column` count from 1; `trail` names the entry inside the file; `code` is the kind
    of mistake, as listed in `vocabulary/problems.yaml`. A hint is worth a look and no mistake.
    """

    file: str
    line: int
    column: int
    trail: str
    code: str
    message: str
    remedy: str
    hint: bool = False

    @property
    def headline(self) -> str:
        """Where it is and what is wrong, without the remedy."""
        return phrase(
            "hint_problem" if self.hint else "problem",
            place=f"{self.file}:{self.line}:{self.column}", code=self.code,
            trail=f" {self.trail}" if self.trail else "", message=self.message,
        )  # fmt: skip

    def __str__(self) -> str:
        return self.headline + phrase("remedy", remedy=self.remedy)


def problem(
    code: str, file: str, line: int = 1, column: int = 1, trail: str = "", /, **slots: object
) -> Problem:
    """A problem in the words that its code stands for."""
    return Problem(file, line, column, trail, code, phrase(f"{code}.message", **slots),
                   phrase(f"{code}.remedy", **slots))  # fmt: skip


def hint(
    code: str, file: str, line: int = 1, column: int = 1, trail: str = "", /, **slots: object
) -> Problem:
    """What is worth a look, in the words that its code stands for."""
    return replace(problem(code, file, line, column, trail, **slots), hint=True)


def bounded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first of many problems, and a word where there are more; the rest is not worked out."""
    found = tuple(islice(problems, MOST_PROBLEMS + 1))
    if len(found) <= MOST_PROBLEMS:
        return found
    last = found[-1]
    return (*found[:-1], problem("RW025", last.file, last.line, last.column))


class BotError(Exception):
    """Any error whose text may be shown to the operator as it is."""


class KnowledgeError(BotError):
    """The knowledge cannot be used; `problems` holds every reason, never only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class ConfigError(BotError):
    """The configuration cannot be used."""
