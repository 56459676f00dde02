"""A change before it is made: the files it would leave, checked, and what it would do."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.admin.edit import Edit
from bot.errors import Problem
from bot.knowledge.folder import State
from bot.knowledge.index import Knowledge
from bot.knowledge.journal import Digests
from bot.phrases import phrase
from bot.preview.preview import Preview
from bot.preview.report import report


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody wants to change and why, based on the files as they were then (`base`).

    `knowledge` is what would serve after it; None where `problems` keep it from serving.
    """

    edit: Edit
    who: str
    why: str
    base: Digests
    after: State
    knowledge: Knowledge | None
    problems: tuple[Problem, ...]
    preview: Preview

    @property
    def possible(self) -> bool:
        """Whether it may be applied at all."""
        return self.knowledge is not None

    @property
    def doubtful(self) -> bool:
        """Whether it breaks tests or makes mistakes that lint knows: to be confirmed twice."""
        return bool(self.preview.broken) or any(not p.hint for p in self.preview.found)

    def lines(self) -> Iterator[str]:
        """What an administrator reads before saying yes or no."""
        yield self.edit.what
        if self.possible:
            yield from report(self.preview)
        else:
            yield from map(str, self.problems)
            yield phrase("edit.blocked")
